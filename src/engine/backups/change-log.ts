/**
 * A table's change log: what each change did away with, newest last. Undone backwards from the present it gives any
 * moment of the past, so it needs no starting point and its oldest entries can simply go. It shares the records of
 * former items with whoever else holds them; the present is the table itself.
 */
import { SortedMap } from '../../base/sorted-map.ts';
import type { PageCodec } from '../../base/sorted-map.ts';
import { restoreStoredItem } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import type { RecordChange } from '../storage/write-batch.ts';
import { MAX_LOG_BYTES } from './limits.ts';

/** What was there before a change. */
export interface Former {
  /** The item's encoded key. */
  readonly key: string;
  /** Undefined where the change created the item. */
  readonly item: StoredItem | undefined;
}

export interface ChangeLog {
  readonly space: string;
  readonly entries: SortedMap<Former>;
  /** States before this are lost: the time of the newest entry that was removed. */
  floorMs: number;
}

export const PAST_PREFIX = 'past/';

export function createLog(logId: string): ChangeLog {
  return { space: PAST_PREFIX + logId, entries: new SortedMap(CODEC), floorMs: 0 };
}

/** `["key",item]`; the item's text is cut out as it stands, so that its attributes keep their order. */
const CODEC: PageCodec<Former> = {
  toJson: ({ key, item }) => `[${JSON.stringify(key)},${item?.json ?? 'null'}]`,
  fromJson: (text, sizeBytes) => formerFromText(text, sizeBytes),
};

/** What an entry takes beside the former item and its key, about. Our choice: it bounds logs of mere creations. */
const ENTRY_BYTES = 100;

function overheadBytes(key: string): number {
  return ENTRY_BYTES + key.length;
}

function entrySizeBytes({ key, item }: Former): number {
  return overheadBytes(key) + (item?.sizeBytes ?? 0);
}

const KEY_TEXT = /^\["(?:[^"\\]|\\.)*"/;

function formerFromText(text: string, sizeBytes?: number): Former {
  const [opening = ''] = KEY_TEXT.exec(text) ?? [];
  const json = text.slice(opening.length + 1, -1);
  const key = JSON.parse(opening.slice(1)) as string;
  const itemBytes = sizeBytes === undefined ? undefined : sizeBytes - overheadBytes(key);
  return { key, item: json === 'null' ? undefined : restoreStoredItem(json, itemBytes) };
}

/** From the log of changes, not from a page: sizes are counted anew. */
export function replayEntry(log: ChangeLog, key: string, text: string): void {
  const former = formerFromText(text);
  log.entries.set(key, former, entrySizeBytes(former));
}

const TIME_DIGITS = 15;
const SEQUENCE_DIGITS = 12;

/** A change within a millisecond counts as made at its end, so that no later state is taken for an earlier one. */
function timeText(atMs: number): string {
  return String(Math.ceil(atMs)).padStart(TIME_DIGITS, '0');
}

function timeOf(entryKey: string): number {
  return Number(entryKey.slice(0, TIME_DIGITS));
}

export function appendFormer(log: ChangeLog, former: Former, atMs: number, record: RecordChange): void {
  const { entries, space } = log;
  const sequence = Number(entries.lastKey()?.slice(TIME_DIGITS) ?? '0') + 1;
  const key = timeText(atMs) + String(sequence).padStart(SEQUENCE_DIGITS, '0');
  entries.set(key, former, entrySizeBytes(former));
  record({ kind: 'put', space, key, json: CODEC.toJson(former) });
}

/** Removes old entries, at most `limit`: those of `horizonMs` and before, and all that are too many. */
export function trimLog(
  log: ChangeLog,
  { horizonMs, limit }: { readonly horizonMs: number; readonly limit: number },
  record: RecordChange,
): void {
  const { entries, space } = log;
  for (let count = 0; count < limit; count++) {
    const key = entries.firstKey();
    if (key === undefined) return;
    const isTooMuch = entries.sizeBytes > MAX_LOG_BYTES;
    if (!isTooMuch && timeOf(key) > horizonMs) return;
    entries.delete(key);
    record({ kind: 'delete', space, key });
    if (!isTooMuch) continue;
    log.floorMs = timeOf(key);
    record({ kind: 'doc', name: space, json: JSON.stringify({ floorMs: log.floorMs }) });
  }
}

/** What to put in the place of present items to have those of `atMs`: by encoded key, undefined for none. */
export function formerItems(
  { entries }: ChangeLog,
  atMs: number,
): ReadonlyMap<string, StoredItem | undefined> {
  const former = new Map<string, StoredItem | undefined>();
  entries.forEachBackward({}, ({ key, item }, entryKey) => {
    if (timeOf(entryKey) <= atMs) return false;
    former.set(key, item);
    return true;
  });
  return former;
}
