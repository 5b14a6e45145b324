/** The text of a page: two header lines and a line for each value. */
import { assert } from './assert.ts';
import type { JsonValue } from './json.ts';

/** Raised when the lines change; pages with another number are refused. */
const PAGE_VERSION = 1;

export interface PageHead {
  readonly count: number;
  readonly sizeBytes: number;
  readonly firstKey: string;
}

export interface PageEntries {
  readonly keys: string[];
  readonly sizes: number[];
  /** The values' JSON, one for each key. */
  readonly lines: string[];
}

/**
 * First line: `[version, count, sizeBytes, firstKey]`, all that is read of a page until it is touched. Second line:
 * `{"keys":[…],"sizes":[…]}`. Then the values.
 */
export function pageText(
  sizeBytes: number,
  keys: readonly string[],
  sizes: readonly number[],
  lines: readonly string[],
): string {
  const head = JSON.stringify([PAGE_VERSION, keys.length, sizeBytes, keys[0] ?? '']);
  return [head, JSON.stringify({ keys, sizes }), ...lines].join('\n');
}

export function readPageHead(text: string): PageHead {
  const head = JSON.parse(text.slice(0, text.indexOf('\n'))) as JsonValue;
  assert(Array.isArray(head) && head[0] === PAGE_VERSION, 'a stored page has a known version');
  const [, count, sizeBytes, firstKey] = head as readonly JsonValue[];
  assert(
    typeof count === 'number' && typeof sizeBytes === 'number' && typeof firstKey === 'string',
    'a stored page begins with its count, size and first key',
  );
  return { count, sizeBytes, firstKey };
}

export function readPageEntries(text: string): PageEntries {
  const lines = text.split('\n');
  const [, index] = lines.splice(0, 2);
  const { keys, sizes } = JSON.parse(index ?? '') as { keys: string[]; sizes: number[] };
  assert(
    keys.length === lines.length && sizes.length === lines.length,
    'a stored page has a line for each key',
  );
  return { keys, sizes, lines };
}
