import { describe, expect, it } from 'vitest';
import type { Change } from '../../model/changes.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { appendFormer, createLog, formerItems, replayEntry, trimLog } from './change-log.ts';
import { MAX_LOG_BYTES } from './limits.ts';

const item = (json: string, sizeBytes = 10): StoredItem => ({ json, sizeBytes });
const texts = (items: ReadonlyMap<string, StoredItem | undefined>) =>
  Object.fromEntries([...items].map(([key, former]) => [key, former?.json]));

function logged() {
  const changes: Change[] = [];
  return { log: createLog('l'), changes, record: (change: Change) => void changes.push(change) };
}

describe('a change log', () => {
  it('says what to put in the place of the present, the oldest change after the moment counting', () => {
    const { log, record } = logged();
    appendFormer(log, { key: 'a', item: undefined }, 1000, record);
    appendFormer(log, { key: 'a', item: item('{"v":1}') }, 2000, record);
    appendFormer(log, { key: 'a', item: item('{"v":2}') }, 3000, record);
    appendFormer(log, { key: 'b', item: undefined }, 3000, record);
    expect(texts(formerItems(log, 999))).toEqual({ a: undefined, b: undefined });
    expect(texts(formerItems(log, 1000))).toEqual({ a: '{"v":1}', b: undefined });
    expect(texts(formerItems(log, 2999))).toEqual({ a: '{"v":2}', b: undefined });
    expect(texts(formerItems(log, 3000))).toEqual({});
  });

  it('does not take a change a fraction after a moment for part of it', () => {
    const { log, record } = logged();
    appendFormer(log, { key: 'a', item: item('{"v":1}') }, 2000.25, record);
    expect(texts(formerItems(log, 2000))).toEqual({ a: '{"v":1}' });
    expect(texts(formerItems(log, 3000))).toEqual({});
  });

  it('comes back from what it logged, items with their text as it was', () => {
    const { log, changes, record } = logged();
    const text = '{"b":{"S":"\\"]"},"1":{"N":"2"}}';
    appendFormer(log, { key: 'k"\u0000\ud800', item: item(text) }, 5, record);
    appendFormer(log, { key: 'n', item: undefined }, 6, record);
    const again = createLog('l');
    for (const change of changes) if (change.kind === 'put') replayEntry(again, change.key, change.json);
    expect(texts(formerItems(again, 0))).toEqual({ 'k"\u0000\ud800': text, n: undefined });
    const pages = createLog('l');
    pages.entries.loadPages(again.entries.takeDirtyPages());
    expect(texts(formerItems(pages, 0))).toEqual({ 'k"\u0000\ud800': text, n: undefined });
    const sizes = [again, pages].map((one) => formerItems(one, 0).get('k"\u0000\ud800')?.sizeBytes);
    expect(sizes).toEqual([6, 6]);
  });

  it('lets go of what is too old, a little at a time', () => {
    const { log, record } = logged();
    for (let atMs = 1; atMs <= 10; atMs++) appendFormer(log, { key: 'a', item: undefined }, atMs, record);
    trimLog(log, { horizonMs: 8, limit: 3 }, record);
    expect([log.entries.size, log.floorMs]).toEqual([7, 0]);
    trimLog(log, { horizonMs: 8, limit: Infinity }, record);
    expect(log.entries.size).toBe(2);
  });

  it('lets go of its oldest entries when it outgrows its limit, and remembers up to when', () => {
    const { log, changes, record } = logged();
    for (const atMs of [1, 2, 3]) {
      appendFormer(log, { key: 'a', item: item('{}', MAX_LOG_BYTES / 2 - 1000) }, atMs, record);
      trimLog(log, { horizonMs: 0, limit: 4 }, record);
    }
    expect([log.entries.size, log.floorMs]).toEqual([2, 1]);
    expect(changes.at(-1)).toEqual({ kind: 'doc', name: 'past/l', json: '{"floorMs":1}' });
  });
});
