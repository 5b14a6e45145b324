/** Frames for tests: of a run that stands still, and whatever a test wants different. */
import type { Frame } from '../../../host/api.ts';
import { LIFELIKE } from '../../../model/physics.ts';

export function frame(nowMs: number, different: Partial<Frame> = {}): Frame {
  return {
    nowMs,
    running: false,
    speed: 1,
    behind: false,
    requestsPerS: 0,
    seed: 1,
    physics: LIFELIKE,
    load: { rows: [] },
    storage: { kind: 'saved', sizeBytes: 1 },
    tables: [],
    samples: [],
    log: [],
    logDropped: 0,
    loadCounters: { sent: 0, admitted: 0, throttled: 0, retried: 0, givenUp: 0 },
    ...different,
  };
}
