import { describe, expect, it } from 'vitest';
import type { Receipt, ReceiptLine } from '../../model/command.ts';
import { costLine, printLine, totalText } from './receipt.ts';

const LINE: ReceiptLine = {
  table: 'Orders',
  index: 'by-status',
  indexKind: 'GSI',
  action: 'read',
  what: 'page read',
  items: 25,
  bytes: 14_212,
  unitBytes: 4096,
  roundedUnits: 4,
  factor: 0.5,
  units: 2,
  rule: 'One page is rounded once to 4 KB.',
  billingMode: 'PAY_PER_REQUEST',
};

const PLAN = { access: 'query', partitions: [], itemsWalked: 0, itemsFiltered: 0, itemsReturned: 0 } as const;
const receipt = (...lines: ReceiptLine[]): Receipt => ({ operation: 'Query', lines, plan: PLAN });

describe('receipt', () => {
  it('goes from bytes by rounding and factor to units', () => {
    expect(printLine(LINE).map(({ text, value }) => `${text} | ${value}`)).toEqual([
      '25 entries: page read | 14,212 B',
      'One page is rounded once to 4 KB. | ÷ 4,096 ↑',
      'read units | 4.0',
      'eventually consistent | × ½',
      'by-status (GSI) | 2.0 RCU',
    ]);
  });

  it('leaves out a factor of one', () => {
    expect(printLine({ ...LINE, factor: 1, units: 4 }).some(({ text }) => text === 'read units')).toBe(false);
  });

  it('sums reads and writes apart', () => {
    const write: ReceiptLine = { ...LINE, action: 'write', units: 3 };
    expect(totalText(receipt(LINE, LINE, write))).toBe('4.0 RCU + 3.0 WCU');
    expect(totalText(receipt())).toBe('no units');
  });

  it('ends in dollars', () => {
    expect(costLine(receipt(LINE))).toMatchObject({ text: 'on demand in us-east-1', value: '$0.00000025' });
    expect(costLine(receipt({ ...LINE, billingMode: 'PROVISIONED' })).text).toMatch(/paid by the hour/);
  });

  it('says bytes where vector indexes are metered, and prices them apart', () => {
    const search: ReceiptLine = {
      ...LINE,
      indexKind: 'VECTOR',
      bytes: 4096,
      units: 4096,
      factor: 1,
      metered: 'bytes',
    };
    const write: ReceiptLine = { ...search, action: 'write', items: 1, units: 1024 };
    expect(printLine(search).map(({ value }) => value)).toEqual(['4,096 B', '≥ 1,024 B', '4,096 B searched']);
    expect(totalText(receipt(LINE, search, write))).toBe(
      '2.0 RCU + 4,096 B searched + 1,024 B vector written',
    );
    expect(costLine(receipt(write)).value).toBe('$0.00000050');
  });
});
