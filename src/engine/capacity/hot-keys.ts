/** The hottest partition keys of one partition: a small space-saving sketch over sampled requests, fading with time. */
import { HOT_KEYS_SHOWN, HOT_KEYS_TRACKED, HOT_KEY_HALF_LIFE_MS, HOT_KEY_SAMPLING } from './limits.ts';

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
}

/** Keys are told apart by their hash; two keys of one hash count as one. */
export interface HotKeys {
  readonly entries: Entry[];
  total: number;
  skipped: number;
  fadedAtMs: number;
}

export function createHotKeys(): HotKeys {
  return { entries: [], total: 0, skipped: 0, fadedAtMs: 0 };
}

/** Counts a request; looks only at one in HOT_KEY_SAMPLING. `keyText` is called at most then. */
export function touchKey(keys: HotKeys, hash: number, keyText: () => string): void {
  if (++keys.skipped < HOT_KEY_SAMPLING) return;
  keys.skipped = 0;
  keys.total++;
  let smallest: Entry | undefined;
  for (const entry of keys.entries) {
    if (entry.hash === hash) {
      entry.count++;
      entry.keyText ??= keyText();
      return;
    }
    if (smallest === undefined || entry.count < smallest.count) smallest = entry;
  }
  if (keys.entries.length < HOT_KEYS_TRACKED || smallest === undefined) {
    keys.entries.push({ hash, count: 1, error: 0, keyText: undefined });
    return;
  }
  smallest.hash = hash;
  smallest.error = smallest.count;
  smallest.count++;
  smallest.keyText = undefined;
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

/** The share of the hottest key, 0 when there is none. */
export function dominance(keys: HotKeys): number {
  return hottest(keys)[0]?.share ?? 0;
}

/** The sketch of a part of the range, after a split. */
export function keysWithin(keys: HotKeys, fromHash: number, toHash: number): HotKeys {
  const within = keys.entries.filter(({ hash }) => hash >= fromHash && hash < toHash);
  const entries = within.map(({ hash, count, error, keyText }) => ({ hash, count, error, keyText }));
  return { entries, total: keys.total / 2, skipped: 0, fadedAtMs: keys.fadedAtMs };
}
