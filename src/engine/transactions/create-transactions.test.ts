import { describe, expect, it } from 'vitest';
import type { Change } from '../../model/changes.ts';
import { createTransactions } from './create-transactions.ts';
import { MAX_TOKENS, TOKEN_LIFE_MS } from './limits.ts';
import { TOKEN_SPACE } from './request-tokens.ts';
import type { TokenUse } from './transactions.ts';

const START_MS = 1_800_000_000_000;
const ITEM = { tableId: 'tab', key: 'a' };

function use(token: string, finishedMs = START_MS): TokenUse {
  return { operation: 'TransactWriteItems', token, payload: 'p', finishedMs, client: 'user', readUnits: [1] };
}

describe('items in flight', () => {
  const until = { nowMs: START_MS, untilMs: START_MS + 14, client: 'ann' };

  it('are held for as long as the transaction takes, from everybody else', () => {
    const transactions = createTransactions(() => {});
    transactions.hold([ITEM], until);
    const isHeld = (nowMs: number, client: string | undefined) =>
      transactions.isHeld('tab', 'a', { nowMs: START_MS + nowMs, client });
    expect([isHeld(0, 'bob'), isHeld(13, 'bob'), isHeld(14, 'bob')]).toEqual([true, true, false]);
    expect([isHeld(5, 'ann'), isHeld(5, undefined)]).toEqual([false, true]);
    expect(transactions.isHeld('other', 'a', { nowMs: START_MS, client: 'bob' })).toBe(false);
  });

  it('of single writes keep transactional reads away and nothing else', () => {
    const transactions = createTransactions(() => {});
    transactions.noteWrite(ITEM, { ...until, client: undefined });
    const asking = { nowMs: START_MS + 1, client: undefined };
    expect(transactions.isBeingWritten('tab', 'a', asking)).toBe(true);
    expect(transactions.isHeld('tab', 'a', asking)).toBe(false);
  });

  it('are what is stored of them, without those that have landed', () => {
    const transactions = createTransactions(() => {});
    transactions.hold([ITEM], until);
    transactions.hold([{ tableId: 'tab', key: 'b' }], { ...until, untilMs: START_MS + 5 });
    transactions.noteWrite(ITEM, { nowMs: START_MS, untilMs: START_MS + 20, client: undefined });
    const docs = transactions.saveRuntime(START_MS + 10);
    expect(docs).toEqual({
      held: [['tab', 'a', START_MS + 14, 'ann']],
      written: [['tab', 'a', START_MS + 20]],
    });
    const restored = createTransactions(() => {});
    restored.loadRuntime(docs);
    expect(restored.isHeld('tab', 'a', { nowMs: START_MS + 13, client: 'bob' })).toBe(true);
    expect(restored.isHeld('tab', 'a', { nowMs: START_MS + 13, client: 'ann' })).toBe(false);
  });
});

describe('request tokens', () => {
  it('count for ten minutes after their request has finished, each for its operation', () => {
    const transactions = createTransactions(() => {});
    transactions.remember(use('t', START_MS + 14), START_MS);
    const find = (operation: string, afterMs: number) =>
      transactions.useOf(operation, 't', START_MS + 14 + afterMs)?.token;
    expect(find('TransactWriteItems', TOKEN_LIFE_MS - 1)).toBe('t');
    expect(find('TransactWriteItems', TOKEN_LIFE_MS)).toBeUndefined();
    expect(find('ExecuteTransaction', 0)).toBeUndefined();
  });

  it('are recorded as changes, and dropped by a later request once they count no more', () => {
    const changes: Change[] = [];
    const transactions = createTransactions((change) => void changes.push(change));
    transactions.remember(use('early'), START_MS);
    transactions.remember(use('late', START_MS + TOKEN_LIFE_MS + 1), START_MS + TOKEN_LIFE_MS + 1);
    expect(changes.map(({ kind }) => kind)).toEqual(['put', 'delete', 'put']);
    expect(changes.every((change) => 'space' in change && change.space === TOKEN_SPACE)).toBe(true);
    expect(transactions.tokens.size).toBe(1);
  });

  it('that come again after their time take the place of the old', () => {
    const transactions = createTransactions(() => {});
    transactions.remember(use('t'), START_MS);
    transactions.remember(use('t', START_MS + 5), START_MS + 5);
    expect(transactions.tokens.size).toBe(1);
    expect(transactions.useOf('TransactWriteItems', 't', START_MS + 5)?.finishedMs).toBe(START_MS + 5);
  });

  it('are found again once a restore has filled their map', () => {
    const transactions = createTransactions(() => {});
    const json = JSON.stringify(use('t'));
    transactions.tokens.set(`00${START_MS} TransactWriteItems t`, json, json.length);
    expect(transactions.useOf('TransactWriteItems', 't', START_MS)).toBeUndefined();
    transactions.indexTokens();
    expect(transactions.useOf('TransactWriteItems', 't', START_MS)).toEqual(use('t'));
  });

  it('are forgotten, the oldest first, when there are too many', () => {
    const transactions = createTransactions(() => {});
    for (let i = 0; i <= MAX_TOKENS; i++) transactions.remember(use(`t${i}`, START_MS + i), START_MS + i);
    expect(transactions.tokens.size).toBe(MAX_TOKENS);
    const find = (token: string) => transactions.useOf('TransactWriteItems', token, START_MS + MAX_TOKENS);
    expect([find('t0'), find('t1')?.token, find(`t${MAX_TOKENS}`)?.token]).toEqual([
      undefined,
      't1',
      `t${MAX_TOKENS}`,
    ]);
  });
});
