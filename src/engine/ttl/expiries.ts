/** The index of expiries of one table: keys of items with a usable TTL attribute, ordered by when they expire. */
import { SortedMap } from '../../base/sorted-map.ts';
import { attributesOf, type StoredItem } from '../storage/stored-item.ts';
import { attributeAt } from '../values/attributes.ts';
import { IGNORED_AGE_S } from './limits.ts';

/** Seconds up to the year 33658; what lies beyond never comes. */
const SECOND_DIGITS = 12;
const LAST_SECOND = 10 ** SECOND_DIGITS - 1;

export interface Expiries {
  readonly attribute: string;
  /** `<seconds>/<encoded item key>`; the values are empty. */
  readonly entries: SortedMap<true>;
}

export function createExpiries(attribute: string): Expiries {
  return { attribute, entries: new SortedMap<true>() };
}

/** When an item expires, in epoch seconds; undefined unless the attribute is a Number within range. Guide: other types are ignored. */
export function expiryS(item: StoredItem, attribute: string): number | undefined {
  const value = attributeAt(attributesOf(item), attribute);
  if (value === undefined || !('N' in value)) return undefined;
  const seconds = Number(value.N);
  return seconds >= 0 && seconds <= LAST_SECOND ? Math.floor(seconds) : undefined;
}

/** Enters or replaces an item's expiry. Returns its second, if it has one. */
export function noteItem(
  { attribute, entries }: Expiries,
  key: string,
  { oldItem, newItem }: { oldItem: StoredItem | undefined; newItem: StoredItem | undefined },
): number | undefined {
  const before = oldItem && expiryS(oldItem, attribute);
  const after = newItem && expiryS(newItem, attribute);
  if (before !== undefined && before !== after) entries.delete(entryKey(before, key));
  if (after !== undefined && before !== after) entries.set(entryKey(after, key), true);
  return after;
}

/** Enters an item found while the index is being built. */
export function enter({ attribute, entries }: Expiries, key: string, item: StoredItem): void {
  const second = expiryS(item, attribute);
  if (second !== undefined) entries.set(entryKey(second, key), true);
}

/** How many items are expired now and not too old to count. */
export function countExpired({ entries }: Expiries, nowMs: number): number {
  return entries.measure(expiredRange(nowMs)).count;
}

/** Visits expired items, longest expired first, until the visitor returns false. The index must not change meanwhile. */
export function forEachExpired(
  { entries }: Expiries,
  nowMs: number,
  visit: (key: string, expiredAtS: number) => boolean,
): void {
  entries.forEach(expiredRange(nowMs), (_value, entry) =>
    visit(entry.slice(SECOND_DIGITS + 1), secondOf(entry)),
  );
}

/** The next second after which something will have expired. */
export function nextExpiryS({ entries }: Expiries, nowMs: number): number | undefined {
  let next: number | undefined;
  entries.forEach({ from: secondText(Math.floor(nowMs / 1000)) }, (_value, entry) => {
    next = secondOf(entry);
    return false;
  });
  return next;
}

/** An item has expired once the present second lies after its own; one more than five years ago never did. */
function expiredRange(nowMs: number): {
  readonly from: string;
  readonly to: string;
  readonly toExclusive: true;
} {
  const nowS = Math.floor(nowMs / 1000);
  return {
    from: secondText(Math.max(0, nowS - IGNORED_AGE_S)),
    to: secondText(nowS),
    toExclusive: true,
  };
}

function entryKey(second: number, key: string): string {
  return `${secondText(second)}/${key}`;
}

function secondOf(entry: string): number {
  return Number(entry.slice(0, SECOND_DIGITS));
}

function secondText(second: number): string {
  return String(second).padStart(SECOND_DIGITS, '0');
}
