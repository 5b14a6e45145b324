/**
 * Random requests against the engine, well-formed and not: whatever comes is answered, never with an internal error,
 * and an error leaves nothing behind. FUZZ_RUNS makes it longer, FUZZ_SEED repeats a run.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INSTANT } from '../model/physics.ts';
import { createEngine, type Engine } from './engine.ts';
import { START_MS } from './testing/asking.ts';
import { RANDOM_TABLES, type RandomRequest, wellFormedRequest } from './testing/random-requests.ts';
import { spoiledRequest } from './testing/spoiled-requests.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 80);
const SEED = process.env['FUZZ_SEED'];
const MAX_REQUESTS = 25;
/** Each run takes a few ms; this is for a machine that is busy and for long runs. */
const TIMEOUT_MS = 60_000 + RUNS * 100;

function prepared(): Engine {
  const engine = createEngine({ seed: 1, startMs: START_MS, physics: INSTANT });
  for (const input of RANDOM_TABLES) {
    engine.handle({ operation: 'CreateTable', input, atMs: START_MS, origin: 'setup' });
  }
  return engine;
}

/** All that is stored, the clock and the buckets aside; pages only if they changed since this was last asked. */
function stateOf(engine: Engine): unknown {
  const { docs, pages } = engine.takeCheckpoint();
  const { runtime: _runtime, ...rest } = docs;
  const gauges = engine.snapshot().tables.map(({ doc, itemCount, sizeBytes, indexes }) => ({
    name: doc.name,
    itemCount,
    sizeBytes,
    indexes,
  }));
  return { docs: rest, pages, gauges };
}

/** Answers the requests one by one and holds every answer to what an answer must be. */
function answerAll(requests: readonly RandomRequest[]): void {
  const engine = prepared();
  let before: unknown;
  for (const { operation, input } of requests) {
    if (before === undefined) {
      engine.takeCheckpoint();
      before = stateOf(engine);
      engine.takeChanges();
    }
    const reply = engine.handle({ operation, input, atMs: START_MS, origin: 'user', explain: true });
    expect(JSON.parse(reply.body)).toBeTypeOf('object');
    if (reply.kind === 'ok') {
      before = undefined;
    } else {
      expect(reply).toMatchObject({ status: 400 });
      expect(engine.takeChanges()).toEqual([]);
      expect(stateOf(engine)).toEqual(before);
    }
  }
}

/** What went wrong, with the seed that repeats it; empty when nothing did. */
function fuzz(name: string, request: fc.Arbitrary<RandomRequest>): string {
  const property = fc.property(fc.array(request, { minLength: 1, maxLength: MAX_REQUESTS }), answerAll);
  const details = fc.check(property, {
    numRuns: RUNS,
    ...(SEED === undefined ? {} : { seed: Number(SEED) }),
  });
  console.info(`${name}: ${details.numRuns} runs from FUZZ_SEED=${details.seed}`);
  return fc.defaultReportMessage(details) ?? '';
}

describe('the engine', () => {
  it(
    'answers whatever an application sends, and an error changes nothing',
    () => expect(fuzz('well-formed requests', wellFormedRequest)).toBe(''),
    TIMEOUT_MS,
  );

  it(
    'answers whatever anyone sends, and an error changes nothing',
    () =>
      expect(fuzz('spoiled requests', fc.oneof(spoiledRequest, spoiledRequest, wellFormedRequest))).toBe(''),
    TIMEOUT_MS,
  );
});
