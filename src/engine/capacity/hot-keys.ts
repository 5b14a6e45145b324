/** The hottest partition keys of one partition: a small space-saving sketch over sampled requests, fading with time. */
import type { PartitionDoc } from '../../model/table.ts';
import {
  HOT_ITEMS_KEPT,
  HOT_KEYS_SHOWN,
  HOT_KEYS_TRACKED,
  HOT_KEY_HALF_LIFE_MS,
  HOT_KEY_SAMPLING,
  MONOTONIC_SHARE,
} from './limits.ts';

export interface HotKey {
  readonly keyText: string;
  /** Part of the partition's requests, 0 … 1. */
  readonly share: number;
}

interface Entry {
  hash: number;
  count: number;
  /** Counts inherited from the key that was pushed out: the most by which `count` is too high. */
  error: number;
  /** Known from a key's second appearance on, so that keys seen once cost nothing. */
  keyText: string | undefined;
  /** Encoded keys of its items asked for last, in a ring; what a cut inside the collection goes by. */
  itemKeys: string[];
  seen: number;
  /** How often an item came after, or before, the one looked at just before it. */
  ascents: number;
  descents: number;
}

/** Keys are told apart by their hash; two keys of one hash count as one. */
export interface HotKeys {
  readonly entries: Entry[];
  total: number;
  skipped: number;
  /** Samples are not taken at an even distance, so that requests that come in turns are all seen. */
  turn: number;
  fadedAtMs: number;
}

/** A request as the sketch sees it. */
export interface Touch {
  readonly hash: number;
  /** The item's encoded key, where one is asked for. */
  readonly key?: string;
  keyText(): string;
}

export function createHotKeys(): HotKeys {
  return { entries: [], total: 0, skipped: 0, turn: 0, fadedAtMs: 0 };
}

const TURNS = 3;

/** Counts a request; looks only at one in HOT_KEY_SAMPLING. `keyText` is called at most then. */
export function touchKey(keys: HotKeys, touch: Touch): void {
  if (++keys.skipped < HOT_KEY_SAMPLING) return;
  keys.turn = (keys.turn + 1) % TURNS;
  keys.skipped = keys.turn - 1;
  keys.total++;
  const { hash } = touch;
  let smallest: Entry | undefined;
  for (const entry of keys.entries) {
    if (entry.hash === hash) {
      entry.count++;
      entry.keyText ??= touch.keyText();
      if (touch.key !== undefined) noteItem(entry, touch.key);
      return;
    }
    if (smallest === undefined || entry.count < smallest.count) smallest = entry;
  }
  if (keys.entries.length < HOT_KEYS_TRACKED || smallest === undefined) {
    keys.entries.push({
      hash,
      count: 1,
      error: 0,
      keyText: undefined,
      itemKeys: [],
      seen: 0,
      ascents: 0,
      descents: 0,
    });
    return;
  }
  smallest.hash = hash;
  smallest.error = smallest.count;
  smallest.count++;
  smallest.keyText = undefined;
  if (smallest.seen > 0) forgetItems(smallest);
}

function forgetItems(entry: Entry): void {
  entry.itemKeys.length = 0;
  entry.seen = 0;
  entry.ascents = 0;
  entry.descents = 0;
}

function noteItem(entry: Entry, key: string): void {
  const { itemKeys, seen } = entry;
  const before = itemKeys[(seen + HOT_ITEMS_KEPT - 1) % HOT_ITEMS_KEPT];
  if (before !== undefined) {
    if (key > before) entry.ascents++;
    else if (key < before) entry.descents++;
  }
  itemKeys[seen % HOT_ITEMS_KEPT] = key;
  entry.seen++;
}

/** Halves all counts once for each half-life gone by. */
export function fade(keys: HotKeys, nowMs: number): void {
  const halfLives = Math.floor((nowMs - keys.fadedAtMs) / HOT_KEY_HALF_LIFE_MS);
  if (halfLives <= 0) return;
  keys.fadedAtMs += halfLives * HOT_KEY_HALF_LIFE_MS;
  const factor = 0.5 ** Math.min(halfLives, 60);
  keys.total *= factor;
  for (const entry of keys.entries) {
    entry.count *= factor;
    entry.error *= factor;
    entry.ascents *= factor;
    entry.descents *= factor;
  }
}

/** Hottest first. The sketch never counts a key too low; what it may have counted too much is taken off. */
export function hottest(keys: HotKeys): readonly HotKey[] {
  if (keys.total <= 0) return [];
  return keys.entries
    .flatMap(({ keyText, count, error }) =>
      keyText === undefined ? [] : [{ keyText, share: Math.min(1, (count - error) / keys.total) }],
    )
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || (a.keyText < b.keyText ? -1 : 1))
    .slice(0, HOT_KEYS_SHOWN);
}

/** A key together with what a cut needs to know of it. */
export interface Dominant {
  readonly hash: number;
  readonly keyText: string | undefined;
  /** Part of the partition's requests, 0 … 1. */
  readonly share: number;
  /** A key in the middle of its items' heat, with others before it; undefined when only one item is asked for. */
  readonly middleKey: string | undefined;
  /** Its items come in the order of their sort keys: whatever was cut off, all that comes would fall on one side. */
  readonly isMonotonic: boolean;
}

/** The hottest key, whose text may not be known yet. */
export function hottestKey(keys: HotKeys): Dominant | undefined {
  let hottest: Entry | undefined;
  for (const entry of keys.entries) {
    if (hottest === undefined || entry.count - entry.error > hottest.count - hottest.error) hottest = entry;
  }
  if (hottest === undefined || keys.total <= 0) return undefined;
  const { hash, keyText, count, error, ascents, descents, itemKeys } = hottest;
  const steps = ascents + descents;
  return {
    hash,
    keyText,
    share: Math.min(1, (count - error) / keys.total),
    middleKey: middleKey(itemKeys),
    isMonotonic: steps > 0 && Math.max(ascents, descents) / steps > MONOTONIC_SHARE,
  };
}

function middleKey(itemKeys: readonly string[]): string | undefined {
  const sorted = itemKeys.toSorted();
  const [first] = sorted;
  const upper = sorted.slice(sorted.length >> 1).find((key) => key !== first);
  return upper ?? sorted.find((key) => key !== first);
}

/** The shares of all keys followed, by hash, for finding where a cut parts the heat best. */
export function sharesByHash(keys: HotKeys): ReadonlyMap<number, number> {
  if (keys.total <= 0) return new Map();
  return new Map(
    keys.entries.map(({ hash, count, error }) => [hash, Math.max(0, count - error) / keys.total]),
  );
}

/** The sketch of a part of the range, after a cut into `parts`. */
export function keysWithin(
  keys: HotKeys,
  doc: Pick<PartitionDoc, 'fromHash' | 'toHash'>,
  parts: number,
): HotKeys {
  const within = keys.entries.filter(({ hash }) => hash >= doc.fromHash && hash < doc.toHash);
  const counted = within.reduce((sum, { count, error }) => sum + count - error, 0);
  return {
    // What is known of a collection's items speaks of all of them, here and in the other parts.
    entries: within.map(({ hash, count, error, keyText }) => ({
      hash,
      count,
      error,
      keyText,
      itemKeys: [],
      seen: 0,
      ascents: 0,
      descents: 0,
    })),
    total: Math.max(counted, keys.total / parts),
    skipped: 0,
    turn: 0,
    fadedAtMs: keys.fadedAtMs,
  };
}
