/** The running load: what it sends, when, what it does with refusals, and that it can be put away and taken up again. */
import { describe, expect, it } from 'vitest';
import type { Load, LoadRow } from './load.ts';
import {
  createWorkload,
  type LoadRequest,
  restoreWorkload,
  type Workload,
  type WorkloadOptions,
} from './workload.ts';

const START_MS = 1_763_800_000_000;
const OPTIONS: WorkloadOptions = { seed: 42, keyNamesOf: () => ['pk', 'sk'] };

const ROW: LoadRow = {
  id: 'writes',
  enabled: true,
  operation: 'PutItem',
  table: 'Orders',
  ratePerS: 100,
  keys: { kind: 'zipf', keys: 50, exponent: 1 },
  attributes: {
    pk: { from: 'key', prefix: 'c-' },
    sk: { from: 'counter', type: 'N' },
    note: { from: 'text', bytes: 40 },
  },
  retry: { attempts: 3, baseMs: 50 },
};

function rowWith(change: Partial<LoadRow>): LoadRow {
  return { ...ROW, ...change };
}

function startLoad(...rows: readonly LoadRow[]): Workload {
  return createWorkload({ rows }, START_MS, OPTIONS);
}

/** Takes everything due until then; every third request of a key is refused. */
function runUntil(workload: Workload, untilMs: number): LoadRequest[] {
  const taken: LoadRequest[] = [];
  for (let request = workload.takeDue(untilMs); request !== undefined; request = workload.takeDue(untilMs)) {
    taken.push(request);
    workload.report(request, (request.number + request.attempt) % 3 === 0 ? 'throttled' : 'admitted', 5);
  }
  return taken;
}

function only(workload: Workload, untilMs = START_MS + 60_000): LoadRequest {
  const request = workload.takeDue(untilMs);
  if (request === undefined) throw new Error('nothing due');
  return request;
}

describe('workload', () => {
  it('sends at its rate, in order, in whole ms', () => {
    const requests = runUntil(startLoad(rowWith({ retry: { attempts: 1, baseMs: 50 } })), START_MS + 10_000);
    expect(requests.length).toBeGreaterThanOrEqual(999);
    expect(requests.length).toBeLessThanOrEqual(1001);
    expect(requests.every((request) => Number.isInteger(request.atMs) && request.atMs > START_MS)).toBe(true);
    for (let second = 0; second < 10; second += 1) {
      const from = START_MS + second * 1000;
      const inSecond = requests.filter(({ atMs }) => atMs > from && atMs <= from + 1000).length;
      expect(Math.abs(inSecond - 100)).toBeLessThanOrEqual(1);
    }
    const times = requests.map((request) => request.atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('makes the same run of the same seed and another of another', () => {
    const first = runUntil(startLoad(ROW), START_MS + 5000);
    expect(runUntil(startLoad(ROW), START_MS + 5000)).toEqual(first);
    const other = createWorkload({ rows: [ROW] }, START_MS, { ...OPTIONS, seed: 43 });
    expect(runUntil(other, START_MS + 5000)).not.toEqual(first);
  });

  it('makes the same run in many small looks as in one', () => {
    const whole = runUntil(startLoad(ROW, rowWith({ id: 'more', ratePerS: 33 })), START_MS + 4000);
    const workload = startLoad(ROW, rowWith({ id: 'more', ratePerS: 33 }));
    const parts: LoadRequest[] = [];
    for (let ms = 0; ms <= 4000; ms += 7) parts.push(...runUntil(workload, START_MS + ms));
    parts.push(...runUntil(workload, START_MS + 4000));
    expect(parts).toEqual(whole);
  });

  it('tries a refused request again with the same body, later each time, until its attempts are used up', () => {
    const workload = startLoad(rowWith({ ratePerS: 0.001 }));
    const first = only(workload, Infinity);
    workload.report(first, 'throttled', 5);
    const second = only(workload, Infinity);
    expect(second.input).toEqual(first.input);
    expect(second.attempt).toBe(2);
    expect(second.atMs).toBeGreaterThan(first.atMs);
    expect(second.atMs).toBeLessThanOrEqual(first.atMs + 5 + 50);
    workload.report(second, 'throttled', 5);
    const third = only(workload, Infinity);
    expect(third.atMs).toBeLessThanOrEqual(second.atMs + 5 + 100);
    workload.report(third, 'throttled', 5);
    expect(workload.counters).toEqual({ sent: 3, admitted: 0, throttled: 3, retried: 2, givenUp: 1 });
    expect(only(workload, Infinity).attempt).toBe(1);
  });

  it('draws the waits of full jitter evenly', () => {
    const workload = startLoad(rowWith({ ratePerS: 1000, retry: { attempts: 2, baseMs: 1000 } }));
    const waits: number[] = [];
    for (let taken = 0; taken < 20_000; taken += 1) {
      const request = only(workload, Infinity);
      if (request.attempt === 1) workload.report(request, 'throttled', 0);
      else waits.push(request.atMs - request.firstMs);
    }
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    expect(mean).toBeGreaterThan(470);
    expect(mean).toBeLessThan(530);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000);
  });

  it('does not try again what failed for another reason', () => {
    const workload = startLoad(rowWith({ ratePerS: 0.001 }));
    workload.report(only(workload, Infinity), 'failed', 5);
    expect(only(workload, Infinity).attempt).toBe(1);
    expect(workload.counters).toMatchObject({ sent: 2, admitted: 0, throttled: 0, retried: 0 });
  });

  it('goes on after a reload exactly where it was', () => {
    const through = startLoad(ROW);
    const before = runUntil(through, START_MS + 3000);
    const saved: unknown = JSON.parse(JSON.stringify(through.save()));
    const after = runUntil(through, START_MS + 6000);
    const resumed = restoreWorkload(saved as ReturnType<Workload['save']>, OPTIONS);
    expect(runUntil(resumed, START_MS + 6000)).toEqual(after);
    expect(resumed.counters).toEqual(through.counters);
    expect(before.length).toBeGreaterThan(300);
  });

  it('leaves out what it cannot know of after a crash, and keeps its rate', () => {
    const workload = startLoad(ROW);
    runUntil(workload, START_MS + 1000);
    const waiting = workload.save().retries.length;
    workload.skipTo(START_MS + 9000);
    const requests = runUntil(workload, START_MS + 10_000).filter(({ attempt }) => attempt === 1);
    expect(requests.every(({ atMs }) => atMs > START_MS + 9000)).toBe(true);
    expect(requests.length).toBeGreaterThanOrEqual(98);
    expect(requests.length).toBeLessThanOrEqual(101);
    expect(requests[0]?.number).toBeGreaterThanOrEqual(895);
    expect(waiting).toBeGreaterThanOrEqual(0);
  });

  it('keeps a row that an edit leaves alone and starts a changed one from the edit', () => {
    const plain = startLoad(ROW);
    const edited = startLoad(ROW);
    runUntil(plain, START_MS + 1000);
    runUntil(edited, START_MS + 1000);
    const added = rowWith({ id: 'added', ratePerS: 1000 });
    edited.setLoad({ rows: [ROW, added] }, START_MS + 1000);
    const after = runUntil(edited, START_MS + 2000);
    expect(after.filter(({ rowId }) => rowId === ROW.id)).toEqual(runUntil(plain, START_MS + 2000));
    const addedTimes = after.filter(({ rowId, attempt }) => rowId === 'added' && attempt === 1);
    expect(addedTimes[0]?.atMs).toBeGreaterThan(START_MS + 1000);
    expect(addedTimes.length).toBeGreaterThanOrEqual(998);
  });

  it('goes on counting when the rate of a row changes', () => {
    const workload = startLoad(ROW);
    const before = runUntil(workload, START_MS + 1000).filter(({ attempt }) => attempt === 1);
    workload.setLoad({ rows: [rowWith({ ratePerS: 10 })] }, START_MS + 1000);
    const after = runUntil(workload, START_MS + 3000).filter(({ attempt }) => attempt === 1);
    expect(after[0]?.number).toBe(before.length);
    expect(after.length).toBeGreaterThanOrEqual(19);
    expect(after.length).toBeLessThanOrEqual(21);
  });

  it('stops at once when a row is switched off, its retries too', () => {
    const workload = startLoad(ROW);
    for (let taken = 0; taken < 10; taken += 1) workload.report(only(workload), 'throttled', 5);
    workload.setLoad({ rows: [rowWith({ enabled: false })] }, START_MS + 200);
    expect(workload.peekMs()).toBe(Infinity);
    expect(workload.counters.givenUp).toBeGreaterThan(0);
    expect(workload.save().retries).toEqual([]);
  });

  it('builds each operation from the row and the key of its table', () => {
    const inputOf = (change: Partial<LoadRow>): unknown =>
      only(startLoad(rowWith({ keys: { kind: 'uniform', keys: 1 }, ...change })), Infinity).input;
    const key = { pk: { from: 'key', prefix: 'c-' } } as const;
    expect(inputOf({ operation: 'GetItem', attributes: key, consistentRead: true })).toEqual({
      TableName: 'Orders',
      ConsistentRead: true,
      Key: { pk: { S: 'c-0' } },
    });
    expect(inputOf({ operation: 'DeleteItem', attributes: key })).toEqual({
      TableName: 'Orders',
      Key: { pk: { S: 'c-0' } },
    });
    expect(
      inputOf({
        operation: 'UpdateItem',
        attributes: { ...key, n: { from: 'constant', value: { N: '1' } } },
      }),
    ).toEqual({
      TableName: 'Orders',
      Key: { pk: { S: 'c-0' } },
      UpdateExpression: 'SET #n0 = :v0',
      ExpressionAttributeNames: { '#n0': 'n' },
      ExpressionAttributeValues: { ':v0': { N: '1' } },
    });
    expect(inputOf({ operation: 'Query', attributes: key, index: 'by-x', limit: 5 })).toEqual({
      TableName: 'Orders',
      IndexName: 'by-x',
      Limit: 5,
      KeyConditionExpression: '#n0 = :v0',
      ExpressionAttributeNames: { '#n0': 'pk' },
      ExpressionAttributeValues: { ':v0': { S: 'c-0' } },
    });
    expect(inputOf({ operation: 'Scan', attributes: {} })).toEqual({ TableName: 'Orders' });
    expect(inputOf({ operation: 'Scan', attributes: {}, keys: { kind: 'sequential', keys: 4 } })).toEqual({
      TableName: 'Orders',
      TotalSegments: 4,
      Segment: 0,
    });
  });

  it('learns the key of a table that is made while it runs', () => {
    let keyNames: readonly string[] | undefined;
    const load: Load = {
      rows: [
        rowWith({ operation: 'UpdateItem', attributes: { pk: { from: 'key' }, n: { from: 'counter' } } }),
      ],
    };
    const workload = createWorkload(load, START_MS, { seed: 1, keyNamesOf: () => keyNames });
    expect(only(workload).input).not.toHaveProperty('UpdateExpression');
    keyNames = ['pk'];
    expect(only(workload).input).toHaveProperty('UpdateExpression');
  });
});
