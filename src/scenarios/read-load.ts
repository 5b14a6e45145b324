/** Reads loads and item generators, within what a browser can bear. */
import type { KeyChoice, Load, LoadOperation, LoadRow, RetryPolicy, ValueSpec } from '../workload/load.ts';
import type { ItemGenerator } from '../workload/setup.ts';
import {
  optional,
  readBoolean,
  type Reader,
  readList,
  readNumber,
  readObject,
  readOneOf,
  readRecord,
  readText,
  readUnion,
  ScenarioError,
} from './reader.ts';
import { readAttributeValue } from './read-values.ts';

const MAX_ROWS = 50;
/** Of one row, and of all rows together at the height of their ramps. */
const MAX_RATE_PER_S = 100_000;
const MAX_RAMP_POINTS = 50;
const MAX_RAMP_S = 31 * 86_400;
const MAX_RAMP_FACTOR = 1000;
const MAX_KEYS = 1_000_000_000;
const MAX_EXPONENT = 10;
const MAX_ATTRIBUTES = 100;
const ATTRIBUTE_NAME_CHARS = 255;
const MAX_PICKS = 1000;
const PICK_CHARS = 1000;
const MAX_TEXT_BYTES = 400_000;
const MAX_PAD = 30;
const PREFIX_CHARS = 200;
const MAX_NUMBER = 1e15;
const MAX_DECIMALS = 15;
const MAX_CLOCK_PLUS_S = 100 * 366 * 86_400;
const MAX_ATTEMPTS = 20;
const MAX_BASE_MS = 60_000;
const MAX_LIMIT = 1_000_000;
/** Of one generator; what all make together is bounded where the tables are read. */
export const MAX_GENERATED_ITEMS = 200_000;
const ID_CHARS = 100;
const NAME_CHARS = 255;

const OPERATIONS: readonly LoadOperation[] = [
  'PutItem',
  'GetItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
];

const keys = readNumber({ least: 1, most: MAX_KEYS, whole: true });

const readKeyChoice: Reader<KeyChoice> = readUnion<KeyChoice>('kind', {
  uniform: readObject({ kind: readOneOf(['uniform']), keys }),
  zipf: readObject({
    kind: readOneOf(['zipf']),
    keys,
    exponent: readNumber({ least: 0, most: MAX_EXPONENT }),
  }),
  hot: readObject({ kind: readOneOf(['hot']), keys, share: readNumber({ least: 0, most: 1 }) }),
  sequential: readObject({ kind: readOneOf(['sequential']), keys }),
});

const numbering = {
  prefix: optional(readText({ most: PREFIX_CHARS })),
  pad: optional(readNumber({ least: 0, most: MAX_PAD, whole: true })),
  type: optional(readOneOf(['S', 'N'])),
};
const bound = readNumber({ least: -MAX_NUMBER, most: MAX_NUMBER });
const plusS = readNumber({ least: -MAX_CLOCK_PLUS_S, most: MAX_CLOCK_PLUS_S });

const readPlusS: Reader<readonly [number, number]> = (value, path) => {
  const [from, to] = readList(plusS, { least: 2, most: 2 })(value, path);
  if (from === undefined || to === undefined || from > to)
    throw new ScenarioError(path, 'is not [least, most]');
  return [from, to];
};

const readNumberSpec = readObject({
  from: readOneOf(['number']),
  min: bound,
  max: bound,
  decimals: optional(readNumber({ least: 0, most: MAX_DECIMALS, whole: true })),
});

const readValueSpec: Reader<ValueSpec> = readUnion<ValueSpec>('from', {
  key: readObject({ from: readOneOf(['key']), ...numbering }),
  counter: readObject({ from: readOneOf(['counter']), ...numbering }),
  number: (value, path) => {
    const spec = readNumberSpec(value, path);
    if (spec.min > spec.max) throw new ScenarioError(path, 'has a min above its max');
    return spec;
  },
  pick: readObject({
    from: readOneOf(['pick']),
    values: readList(readText({ most: PICK_CHARS }), { least: 1, most: MAX_PICKS }),
  }),
  text: readObject({
    from: readOneOf(['text']),
    bytes: readNumber({ least: 1, most: MAX_TEXT_BYTES, whole: true }),
  }),
  clock: readObject({
    from: readOneOf(['clock']),
    unit: readOneOf(['s', 'ms', 'iso']),
    plusS: optional(readPlusS),
  }),
  constant: readObject({ from: readOneOf(['constant']), value: readAttributeValue }),
});

const readAttributes = readRecord(readValueSpec, { most: MAX_ATTRIBUTES, nameChars: ATTRIBUTE_NAME_CHARS });

const readRamp = readList(
  readObject({
    atS: readNumber({ least: 0, most: MAX_RAMP_S }),
    factor: readNumber({ least: 0, most: MAX_RAMP_FACTOR }),
  }),
  { most: MAX_RAMP_POINTS },
);

const readRetry: Reader<RetryPolicy> = readObject({
  attempts: readNumber({ least: 1, most: MAX_ATTEMPTS, whole: true }),
  baseMs: readNumber({ least: 0, most: MAX_BASE_MS }),
});

const readRow: Reader<LoadRow> = readObject({
  id: readText({ least: 1, most: ID_CHARS }),
  enabled: readBoolean,
  operation: readOneOf(OPERATIONS),
  table: readText({ least: 1, most: NAME_CHARS }),
  index: optional(readText({ least: 1, most: NAME_CHARS })),
  ratePerS: readNumber({ least: 0, most: MAX_RATE_PER_S }),
  ramp: optional(readRamp),
  keys: readKeyChoice,
  attributes: readAttributes,
  consistentRead: optional(readBoolean),
  limit: optional(readNumber({ least: 1, most: MAX_LIMIT, whole: true })),
  retry: readRetry,
});

const readRows = readObject({ rows: readList(readRow, { most: MAX_ROWS }) });

export const readLoad: Reader<Load> = (value, path) => {
  const load = readRows(value, path);
  const ids = new Set(load.rows.map((row) => row.id));
  if (ids.size !== load.rows.length) throw new ScenarioError(`${path}.rows`, 'has two rows with the same id');
  const mostPerS = load.rows.reduce((sum, row) => sum + row.ratePerS * highestFactor(row), 0);
  if (mostPerS > MAX_RATE_PER_S)
    throw new ScenarioError(`${path}.rows`, `send more than ${MAX_RATE_PER_S} requests/s together`);
  return load;
};

export const readItemGenerator: Reader<ItemGenerator> = readObject({
  count: readNumber({ least: 0, most: MAX_GENERATED_ITEMS, whole: true }),
  keys: readKeyChoice,
  attributes: readAttributes,
});

/** Bytes of the texts that a generator makes, the part of its items that can be large. */
export function generatedBytes({ count, attributes }: ItemGenerator): number {
  const perItem = Object.entries(attributes).reduce(
    (sum, [name, spec]) => sum + name.length + (spec.from === 'text' ? spec.bytes : SMALL_VALUE_BYTES),
    0,
  );
  return count * perItem;
}

const SMALL_VALUE_BYTES = 16;

function highestFactor({ ramp }: LoadRow): number {
  return ramp === undefined || ramp.length === 0 ? 1 : Math.max(...ramp.map((point) => point.factor));
}
