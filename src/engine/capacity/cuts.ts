/** Where to cut a partition that is too hot or nearly full. Pure functions. */
import type { SortedMap } from '../../base/sorted-map.ts';
import type { PartitionDoc } from '../../model/table.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { hashOfKey, hashPrefix } from '../values/key-encoding.ts';
import { type HotKeys, hottestKey, sharesByHash } from './hot-keys.ts';
import { BETTER_CUT_SHARE, HEAT_ALONE_SHARE, HEAT_DOMINANT_SHARE } from './limits.ts';
import { type Cut, keyRangeOf } from './partitions.ts';

/** Cuts for one reason, and the partition key they are made for, if there is one. */
export interface Cuts {
  readonly cuts: readonly Cut[];
  readonly keyText?: string;
}

const NO_CUTS: Cuts = { cuts: [] };

/**
 * How to part the heat. One dominant key: its items are divided if they may be, else it is moved apart, so that it has
 * a partition to itself and the others have theirs. Otherwise in the middle, or between hot keys where that is better.
 * Guide, "burst and adaptive capacity": isolation, and splits for heat by sort key.
 */
export function heatCuts(
  doc: PartitionDoc,
  hotKeys: HotKeys,
  { isSortable }: { readonly isSortable: boolean },
): Cuts {
  const hottest = hottestKey(hotKeys);
  if (hottest === undefined || hottest.share <= HEAT_DOMINANT_SHARE) return evenCut(doc, hotKeys);
  const { hash, share, middleKey, isMonotonic } = hottest;
  const keyText = hottest.keyText === undefined ? {} : { keyText: hottest.keyText };
  if (isSortable && !isMonotonic && middleKey !== undefined)
    return { cuts: [{ hash, key: middleKey }], ...keyText };
  if (share > HEAT_ALONE_SHARE || doc.toHash - doc.fromHash < 2) return NO_CUTS;
  return { cuts: [{ hash }, { hash: hash + 1 }], ...keyText };
}

/** In the middle of the range, unless a cut between two hot keys leaves the halves clearly more alike. */
function evenCut(doc: PartitionDoc, hotKeys: HotKeys): Cuts {
  const { fromHash, toHash } = doc;
  if (toHash - fromHash < 2) return NO_CUTS;
  const shares = [...sharesByHash(hotKeys)].toSorted(([a], [b]) => a - b);
  const spread = Math.max(0, 1 - shares.reduce((sum, [, share]) => sum + share, 0));
  const imbalance = (cut: number): number => {
    let below = (spread * (cut - fromHash)) / (toHash - fromHash);
    for (const [hash, share] of shares) if (hash < cut) below += share;
    return Math.abs(2 * below - 1);
  };
  const middle = Math.floor((fromHash + toHash) / 2);
  let best = middle;
  for (const [hash] of shares) {
    if (hash > fromHash && imbalance(hash) < imbalance(best) - BETTER_CUT_SHARE) best = hash;
  }
  return { cuts: [{ hash: best }] };
}

/**
 * How to halve what a partition holds: between two partition keys, or inside the items of one that holds most of it. A
 * sort key that only ever grows is no obstacle here, for what is stored is divided all the same.
 */
export function sizeCut(
  items: SortedMap<StoredItem>,
  doc: PartitionDoc,
  { isSortable }: { readonly isSortable: boolean },
): Cuts {
  const range = keyRangeOf(doc);
  const half = items.measure(range).sizeBytes / 2;
  const below = (hash: number): number =>
    items.measure({ ...range, to: hash >= doc.toHash ? range.to : hashPrefix(hash) }).sizeBytes;
  let low = doc.fromHash;
  let high = doc.toHash;
  while (low + 1 < high) {
    const middle = Math.floor((low + high) / 2);
    if (below(middle) < half) low = middle;
    else high = middle;
  }
  // The collection of hash `low` reaches over the middle.
  const candidates = [low, low + 1].filter((hash) => hash > doc.fromHash && hash < doc.toHash);
  const [nearer] = candidates.toSorted((a, b) => Math.abs(below(a) - half) - Math.abs(below(b) - half));
  const isBalanced = nearer !== undefined && Math.abs(below(nearer) - half) < half / 2;
  if (isBalanced || !isSortable) return nearer === undefined ? NO_CUTS : { cuts: [{ hash: nearer }] };
  const key = middleItem(items, doc, half);
  return key === undefined ? NO_CUTS : { cuts: [{ hash: hashOfKey(key), key }] };
}

/** The first key with half of the bytes before it, not the very first. */
function middleItem(items: SortedMap<StoredItem>, doc: PartitionDoc, half: number): string | undefined {
  let bytes = 0;
  let isFirst = true;
  let found: string | undefined;
  items.forEach(keyRangeOf(doc), (_item, key, sizeBytes) => {
    if (!isFirst && bytes >= half) found = key;
    isFirst = false;
    bytes += sizeBytes;
    return found === undefined;
  });
  return found;
}
