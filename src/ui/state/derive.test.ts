import { describe, expect, it } from 'vitest';
import type { TableDoc } from '../../model/table.ts';
import { capacityText, clockText, firstRow, loadRatePerS, sizeText, withAllRows } from './derive.ts';

const DOC: TableDoc = {
  name: 'Orders',
  arn: '',
  id: '1',
  status: 'ACTIVE',
  createdAtMs: 0,
  key: { pk: [{ name: 'customer', type: 'S' }], sk: [{ name: 'orderId', type: 'N' }] },
  attributeDefinitions: [],
  billingMode: 'PROVISIONED',
  throughput: { rcu: 5, wcu: 4000, decreasesToday: 0 },
  indexes: [],
  streams: [],
  deletionProtection: false,
  tableClass: 'STANDARD',
  tags: [],
  partitions: {},
};

describe('what the frame shows', () => {
  it('words capacity, sizes and the clock', () => {
    expect(capacityText(DOC)).toBe('4,000 WCU');
    expect(capacityText({ ...DOC, billingMode: 'PAY_PER_REQUEST' })).toBe('on-demand');
    expect([sizeText(512), sizeText(1536), sizeText(13_000_000)]).toEqual(['512 B', '1.5 KB', '12.4 MB']);
    expect(clockText(Date.UTC(2026, 4, 4, 12, 4, 31, 900))).toBe('12:04:31');
  });

  it('sums the rates of the rows that are on', () => {
    const row = firstRow(DOC, 'a');
    const load = { rows: [row, { ...row, id: 'b', ratePerS: 5 }, { ...row, id: 'c', enabled: false }] };
    expect(loadRatePerS(load)).toBe(15);
    expect(loadRatePerS(withAllRows(load, false))).toBe(0);
  });

  it('makes a first row whose items have the table’s keys', () => {
    expect(firstRow(DOC, 'a').attributes).toMatchObject({
      customer: { from: 'key', prefix: 'customer-', type: 'S' },
      orderId: { from: 'counter', type: 'N' },
    });
  });
});
