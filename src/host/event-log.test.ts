/** Lines of the event log: wording, folding of repetitions, and what late readers get. */
import { describe, expect, it } from 'vitest';
import type { EngineEvent, ThrottledEvent } from '../model/events.ts';
import { EventLog } from './event-log.ts';

const THROTTLED: ThrottledEvent = {
  kind: 'throttled',
  atMs: 1000,
  operation: 'PutItem',
  origin: 'load',
  throttle: {
    reason: 'TableWriteKeyRangeThroughputExceeded',
    resourceArn: 'arn',
    table: 'Orders',
    partition: 3,
    unitsAsked: 1,
    unitsAvailable: 0,
    unitsPerSecond: 1000,
    keyText: '{"customer":{"S":"c-0042"}}',
  },
};

function textsOf(events: readonly EngineEvent[]): string[] {
  const log = new EventLog();
  for (const event of events) log.addEvent(event);
  log.flush();
  return log.since(0, 100).lines.map(({ text, count }) => `${text} ×${count}`);
}

describe('the event log', () => {
  it('folds refusals of the same reason at the same place into one line with a count', () => {
    const elsewhere = { ...THROTTLED, throttle: { ...THROTTLED.throttle, index: 'by-status' } };
    expect(textsOf([THROTTLED, elsewhere, THROTTLED, THROTTLED])).toEqual([
      'PutItem c-0042 on Orders: TableWriteKeyRangeThroughputExceeded ×3',
      'PutItem c-0042 on Orders/by-status: TableWriteKeyRangeThroughputExceeded ×1',
    ]);
  });

  it('writes a refusal of the user at once, with its arithmetic', () => {
    const log = new EventLog();
    log.addEvent({ ...THROTTLED, origin: 'user' });
    expect(log.since(0, 10).lines).toMatchObject([
      { kind: 'throttled', count: 1, throttle: THROTTLED.throttle },
    ]);
  });

  it('counts stream records and deletions by time to live', () => {
    const record = {
      kind: 'stream-record',
      atMs: 1,
      table: 'S',
      shardId: '',
      sequenceNumber: '',
      keysText: '',
    } as const;
    expect(
      textsOf([
        { ...record, eventName: 'INSERT', byTtl: false },
        { ...record, eventName: 'REMOVE', byTtl: true },
        { ...record, eventName: 'REMOVE', byTtl: false },
        { kind: 'ttl-deleted', atMs: 1, table: 'S', keysText: '', lateMs: 4000 },
        { kind: 'ttl-deleted', atMs: 1, table: 'S', keysText: '', lateMs: 9000 },
      ]),
    ).toEqual(['S: 1 INSERT, 2 REMOVE (1 by TTL) ×3', 'S: 2 expired items deleted, up to 9 s late ×2']);
  });

  it('words what seldom happens', () => {
    expect(
      textsOf([
        { kind: 'table-status', atMs: 1, table: 'Orders', status: 'ACTIVE' },
        { kind: 'index-status', atMs: 1, table: 'Orders', index: 'g', status: 'CREATING', backfilling: true },
        {
          kind: 'partition-split',
          atMs: 1,
          table: 'Orders',
          index: undefined,
          parent: 2,
          children: [5, 6],
          at: 0.625,
          cause: 'heat',
        },
        { kind: 'stream-trimmed', atMs: 1, table: 'Orders', records: 9, cause: 'age' },
      ]),
    ).toEqual([
      'Orders is ACTIVE ×1',
      'Orders/g is CREATING, being filled ×1',
      'Orders: partition 2 split into 5 and 6 at 62.5 %, for heat ×1',
      'Orders: 9 stream records dropped, older than a day ×1',
    ]);
  });

  it('tells of a stream that is trimmed all the time once a minute, with the sum', () => {
    const log = new EventLog();
    for (let atS = 0; atS <= 120; atS += 1)
      log.addEvent({
        kind: 'stream-trimmed',
        atMs: atS * 1000,
        table: 'Orders',
        records: 10,
        cause: 'limit',
      });
    expect(log.since(0, 50).lines.map(({ text }) => text)).toEqual([
      'Orders: 10 stream records dropped, more than this machine keeps',
      'Orders: 600 stream records dropped, more than this machine keeps',
      'Orders: 600 stream records dropped, more than this machine keeps',
    ]);
  });

  it('gives late readers the newest lines and says how many more there were', () => {
    const log = new EventLog();
    for (let number = 0; number < 3000; number += 1)
      log.addLine({ atMs: number, kind: 'call', text: String(number) });
    const first = log.since(0, 50);
    expect(first.dropped).toBe(2950);
    expect(first.lines.map(({ text }) => text)).toEqual(
      Array.from({ length: 50 }, (_, at) => String(2950 + at)),
    );
    expect(log.since(log.lastId, 50)).toEqual({ lines: [], dropped: 0 });
    expect(log.since(log.lastId - 2, 50).lines.map(({ text }) => text)).toEqual(['2998', '2999']);
  });

  it('goes on numbering after a reload', () => {
    const before = new EventLog();
    before.addLine({ atMs: 1, kind: 'call', text: 'before' });
    const after = new EventLog(before.since(0, 10).lines);
    after.addLine({ atMs: 2, kind: 'call', text: 'after' });
    expect(after.since(0, 10).lines.map(({ id, text }) => [id, text])).toEqual([
      [1, 'before'],
      [2, 'after'],
    ]);
  });
});
