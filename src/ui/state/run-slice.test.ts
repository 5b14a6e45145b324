import { describe, expect, it } from 'vitest';
import type { Frame } from '../../host/api.ts';
import { LIFELIKE } from '../../model/physics.ts';
import { EMPTY_HISTORY } from './history.ts';
import { foldFrame } from './run-slice.ts';

function frame(nowMs: number, change: Partial<Frame> = {}): Frame {
  return {
    nowMs,
    running: true,
    speed: 1,
    behind: false,
    requestsPerS: 0,
    seed: 1,
    physics: LIFELIKE,
    load: { rows: [] },
    storage: { kind: 'saved', sizeBytes: 1 },
    tables: [],
    samples: [],
    log: [{ id: nowMs, atMs: nowMs, kind: 'call', text: '', count: 1 }],
    logDropped: 2,
    loadCounters: { sent: 0, admitted: 0, throttled: 0, retried: 0, givenUp: 0 },
    ...change,
  };
}

const nothing = { frame: undefined, history: EMPTY_HISTORY, log: [], logDropped: 0, resumed: false };

describe('folding frames', () => {
  it('adds up the log and what was dropped from it', () => {
    const told = foldFrame(foldFrame(nothing, frame(1000)), frame(2000));
    expect(told.log).toHaveLength(2);
    expect(told.logDropped).toBe(4);
  });

  it('forgets the run before when the clock goes back', () => {
    const told = foldFrame(foldFrame(nothing, frame(9000)), frame(1000));
    expect(told.log.map(({ id }) => id)).toEqual([1000]);
    expect(told.logDropped).toBe(2);
  });

  it('says that a run was resumed until its clock runs', () => {
    const paused = foldFrame({ ...nothing, resumed: true }, frame(1000, { running: false }));
    expect(paused.resumed).toBe(true);
    expect(foldFrame(paused, frame(1100)).resumed).toBe(false);
  });
});
