import { describe, expect, it } from 'vitest';
import type { Frame } from '../../host/api.ts';
import { EMPTY_HISTORY } from './history.ts';
import { foldFrame } from './run-slice.ts';
import { frame } from './testing/frames.ts';

/** Of a run that goes on, with something told. */
const running = (nowMs: number): Frame =>
  frame(nowMs, {
    running: true,
    log: [{ id: nowMs, atMs: nowMs, kind: 'call', text: '', count: 1 }],
    logDropped: 2,
  });

const nothing = { frame: undefined, history: EMPTY_HISTORY, log: [], logDropped: 0, resumed: false };

describe('folding frames', () => {
  it('adds up the log and what was dropped from it', () => {
    const told = foldFrame(foldFrame(nothing, running(1000)), running(2000));
    expect(told.log).toHaveLength(2);
    expect(told.logDropped).toBe(4);
  });

  it('forgets the run before when the clock goes back', () => {
    const told = foldFrame(foldFrame(nothing, running(9000)), running(1000));
    expect(told.log.map(({ id }) => id)).toEqual([1000]);
    expect(told.logDropped).toBe(2);
  });

  it('says that a run was resumed until its clock runs', () => {
    const paused = foldFrame({ ...nothing, resumed: true }, frame(1000));
    expect(paused.resumed).toBe(true);
    expect(foldFrame(paused, running(1100)).resumed).toBe(false);
  });
});
