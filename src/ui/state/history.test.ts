import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../host/api.ts';
import { sample } from '../live/testing/samples.ts';
import {
  appendLog,
  appendSamples,
  EMPTY_HISTORY,
  keepResources,
  MAX_LOG_LINES,
  MAX_SAMPLES,
  resourceKey,
} from './history.ts';

const line = (id: number): LogLine => ({ id, atMs: id, kind: 'call', text: '', count: 1 });

describe('history', () => {
  it('keeps tables and their indexes apart', () => {
    const history = appendSamples(EMPTY_HISTORY, [
      sample(1),
      sample(1, { index: 'by-status' }),
      sample(1, { table: 'Users' }),
    ]);
    expect([...history.keys()]).toEqual(['Orders', resourceKey('Orders', 'by-status'), 'Users']);
  });

  it('keeps the newest samples only, oldest first', () => {
    const all = Array.from({ length: MAX_SAMPLES + 20 }, (_, at) => sample(at));
    const kept =
      appendSamples(appendSamples(EMPTY_HISTORY, all.slice(0, 200)), all.slice(200)).get('Orders') ?? [];
    expect(kept).toHaveLength(MAX_SAMPLES);
    expect([kept.at(0)?.atS, kept.at(-1)?.atS]).toEqual([20, MAX_SAMPLES + 19]);
  });

  it('leaves out seconds that were told before', () => {
    const before = appendSamples(EMPTY_HISTORY, [sample(1), sample(2)]);
    const after = appendSamples(before, [sample(1), sample(2), sample(3)]);
    expect(after.get('Orders')?.map(({ atS }) => atS)).toEqual([1, 2, 3]);
  });

  it('stays the same object without news, and so does the array of a resource without news', () => {
    const before = appendSamples(EMPTY_HISTORY, [sample(1), sample(1, { table: 'Users' })]);
    expect(appendSamples(before, [])).toBe(before);
    expect(appendSamples(before, [sample(1)])).toBe(before);
    expect(appendSamples(before, [sample(2)]).get('Users')).toBe(before.get('Users'));
  });

  it('forgets tables that are gone', () => {
    const before = appendSamples(EMPTY_HISTORY, [sample(1), sample(1, { table: 'Users' })]);
    expect([...keepResources(before, new Set(['Users'])).keys()]).toEqual(['Users']);
    expect(keepResources(before, new Set(['Orders', 'Users', 'New']))).toBe(before);
  });
});

describe('event log', () => {
  it('leaves out repeated lines and keeps the newest', () => {
    const before = appendLog([], [line(1), line(2)]);
    expect(appendLog(before, [line(2), line(3)]).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(appendLog(before, [line(2)])).toBe(before);
    const many = Array.from({ length: MAX_LOG_LINES }, (_, at) => line(at + 3));
    expect(appendLog(before, many).at(0)?.id).toBe(3);
  });
});
