/** Reads a run's setup, within what a browser can bear. */
import type { Physics } from '../model/physics.ts';
import type { Setup, SetupTable, TimelineEntry } from '../workload/setup.ts';
import { generatedBytes, MAX_GENERATED_ITEMS, readItemGenerator, readLoad } from './read-load.ts';
import { readAttributeMap, readJsonObject } from './read-values.ts';
import {
  optional,
  readBoolean,
  type Reader,
  readList,
  readNumber,
  readObject,
  readOneOf,
  readText,
  readUnion,
  ScenarioError,
} from './reader.ts';

const MAX_TABLES = 50;
const MAX_ITEMS = 50_000;
const MAX_GENERATORS = 20;
const MAX_GENERATED_BYTES = 200_000_000;
const MAX_TIMELINE = 2000;
const MAX_SPEED = 100_000;
/** The year 2100: virtual time stays within what dates can say for as long as anyone watches. */
const MAX_START_MS = Date.UTC(2100, 0, 1);
const OPERATION_CHARS = 100;
const ATTRIBUTE_NAME_CHARS = 255;

const readPhysics: Reader<Physics> = readObject({
  throughput: readBoolean,
  controlPlaneDelays: readBoolean,
  ttlDelay: readBoolean,
  splits: readBoolean,
  indexLag: optional(readBoolean),
  latency: optional(readBoolean),
});

const readTable: Reader<SetupTable> = readObject({
  create: readJsonObject,
  ttlAttribute: optional(readText({ least: 1, most: ATTRIBUTE_NAME_CHARS })),
  items: optional(readList(readAttributeMap, { most: MAX_ITEMS })),
  generate: optional(readList(readItemGenerator, { most: MAX_GENERATORS })),
});

const atMs = readNumber({ least: 0, most: 2 * MAX_START_MS, whole: true });

const readTimelineEntry: Reader<TimelineEntry> = readUnion<TimelineEntry>('kind', {
  call: readObject({
    kind: readOneOf(['call']),
    atMs,
    operation: readText({ least: 1, most: OPERATION_CHARS }),
    input: readJsonObject,
  }),
  load: readObject({ kind: readOneOf(['load']), atMs, load: readLoad }),
  physics: readObject({ kind: readOneOf(['physics']), atMs, physics: readPhysics }),
});

const readParts = readObject({
  seed: readNumber({ least: 0, most: Number.MAX_SAFE_INTEGER, whole: true }),
  startMs: readNumber({ least: 0, most: MAX_START_MS, whole: true }),
  speed: readNumber({ least: 0.01, most: MAX_SPEED }),
  physics: readPhysics,
  tables: readList(readTable, { most: MAX_TABLES }),
  load: readLoad,
  timeline: readList(readTimelineEntry, { most: MAX_TIMELINE }),
});

export const readSetup: Reader<Setup> = (value, path) => {
  const setup = readParts(value, path);
  checkTables(setup.tables, `${path}.tables`);
  checkTimeline(setup, `${path}.timeline`);
  return setup;
};

function checkTables(tables: readonly SetupTable[], path: string): void {
  const generators = tables.flatMap((table) => table.generate ?? []);
  const items = tables.reduce((sum, table) => sum + (table.items?.length ?? 0), 0);
  const generated = generators.reduce((sum, generator) => sum + generator.count, 0);
  const bytes = generators.reduce((sum, generator) => sum + generatedBytes(generator), 0);
  if (items > MAX_ITEMS) throw new ScenarioError(path, `hold more than ${MAX_ITEMS} items`);
  if (generated > MAX_GENERATED_ITEMS)
    throw new ScenarioError(path, `generate more than ${MAX_GENERATED_ITEMS} items`);
  if (bytes > MAX_GENERATED_BYTES)
    throw new ScenarioError(path, `generate more than ${MAX_GENERATED_BYTES / 1_000_000} MB of items`);
}

function checkTimeline({ startMs, timeline }: Setup, path: string): void {
  let beforeMs = startMs;
  for (const [number, entry] of timeline.entries()) {
    if (entry.atMs < beforeMs)
      throw new ScenarioError(`${path}[${number}].atMs`, 'is before the start or the entry before it');
    beforeMs = entry.atMs;
  }
}
