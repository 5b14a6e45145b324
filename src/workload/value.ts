/** The value of one attribute of a generated request or item. */
import type { AttributeMap, AttributeValue } from '../model/attribute-value.ts';
import type { Draws } from './draws.ts';
import type { ValueSpec } from './load.ts';
import { createTextMaker } from './word-pool.ts';

/** What a value may depend on. */
export interface ValueSource {
  readonly draws: Draws;
  /** The drawn key, 0 … keys-1. */
  readonly key: number;
  /** Counts the requests of the row, or the items of the generator, from 0. */
  readonly number: number;
  /** Virtual ms since the epoch. */
  readonly atMs: number;
}

type ValueMaker = (source: ValueSource) => AttributeValue;

/** Makes an attribute map of the named values, in the order given. */
export function createMapMaker(
  specs: readonly (readonly [string, ValueSpec])[],
): (source: ValueSource) => AttributeMap {
  const makers = specs.map(([name, spec]) => [name, createValueMaker(spec)] as const);
  return (source) => {
    const values: Record<string, AttributeValue> = {};
    for (const [name, make] of makers) values[name] = make(source);
    return values;
  };
}

export function createValueMaker(spec: ValueSpec): ValueMaker {
  switch (spec.from) {
    case 'key': {
      const write = createNumbering(spec);
      return (source) => write(source.key);
    }
    case 'counter': {
      const write = createNumbering(spec);
      return (source) => write(source.number);
    }
    case 'number':
      return createNumberMaker(spec.min, spec.max, spec.decimals ?? 0);
    case 'pick': {
      const values = spec.values.map((value): AttributeValue => ({ S: value }));
      const last = values[values.length - 1] ?? { S: '' };
      return ({ draws }) => values[draws.int(values.length)] ?? last;
    }
    case 'text': {
      const text = createTextMaker(spec.bytes);
      return ({ draws }) => ({ S: text(draws) });
    }
    case 'clock':
      return createStampMaker(spec.unit, spec.plusS);
    case 'constant':
      return () => spec.value;
  }
}

function createNumbering(spec: {
  readonly prefix?: string;
  readonly pad?: number;
  readonly type?: 'S' | 'N';
}): (value: number) => AttributeValue {
  if (spec.type === 'N') return (value) => ({ N: String(value) });
  const prefix = spec.prefix ?? '';
  const pad = spec.pad ?? 0;
  return (value) => ({ S: prefix + String(value).padStart(pad, '0') });
}

/** Without decimals both ends are drawn equally often. */
function createNumberMaker(min: number, max: number, decimals: number): ValueMaker {
  if (decimals <= 0) {
    const span = Math.max(0, Math.floor(max) - Math.ceil(min)) + 1;
    const from = Math.ceil(min);
    return ({ draws }) => ({ N: String(from + draws.int(span)) });
  }
  return ({ draws }) => ({ N: (min + draws.float() * (max - min)).toFixed(decimals) });
}

function createStampMaker(
  unit: 's' | 'ms' | 'iso',
  plusS: readonly [number, number] | undefined,
): ValueMaker {
  const [fromS, toS] = plusS ?? [0, 0];
  const stampMs = ({ draws, atMs }: ValueSource): number =>
    plusS === undefined ? atMs : atMs + (fromS + draws.float() * (toS - fromS)) * 1000;
  switch (unit) {
    case 's':
      return (source) => ({ N: String(Math.floor(stampMs(source) / 1000)) });
    case 'ms':
      return (source) => ({ N: String(Math.floor(stampMs(source))) });
    case 'iso':
      return (source) => ({ S: new Date(Math.floor(stampMs(source))).toISOString() });
  }
}
