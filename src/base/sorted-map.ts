/** A sorted map from string keys to values: a B+tree whose leaves are the pages that persistence stores. */
import { assert, present } from './assert.ts';
import {
  BRANCH_LIMIT,
  createBranch,
  createLeaf,
  LEAF_LIMIT,
  lowerBound,
  mergeBranches,
  mergeLeaves,
  splitBranch,
  splitLeaf,
  upperBound,
} from './sorted-map-node.ts';
import type { Branch, Leaf, Node } from './sorted-map-node.ts';
import { pageText, readPageEntries, readPageHead } from './sorted-map-page.ts';

/** How a value becomes one line of a page and back. The line holds no line break. */
export interface PageCodec<V> {
  toJson(value: V): string;
  fromJson(json: string, sizeBytes: number, key: string): V;
}

/** A part of the map; without bounds, all of it. Keys compare with `<`. */
export interface KeyRange {
  readonly from?: string | undefined;
  /** True leaves `from` itself out. */
  readonly fromExclusive?: boolean | undefined;
  readonly to?: string | undefined;
  /** True leaves `to` itself out. */
  readonly toExclusive?: boolean | undefined;
}

/** Returns false to stop. */
export type Visit<V> = (value: V, key: string, sizeBytes: number) => boolean | void;

export interface MapPage {
  readonly pageId: number;
  readonly text: string;
}

export interface Measure {
  readonly count: number;
  readonly sizeBytes: number;
}

export class SortedMap<V> {
  readonly #codec: PageCodec<V> | undefined;
  #root: Node<V>;
  #first: Leaf<V>;
  #last: Leaf<V>;
  #nextPageId = 1;
  readonly #dirty = new Set<Leaf<V>>();
  #removed: number[] = [];
  /** The branches and child slots of the last descent, root first. */
  readonly #path: Branch<V>[] = [];
  readonly #slots: number[] = [];
  /** Where it ended, and for which key; a write mostly follows a read of the same key. Forgotten when places move. */
  #found: Leaf<V> | undefined;
  #foundKey = '';
  #at = 0;

  /** Without a codec the map has no pages. */
  constructor(codec?: PageCodec<V>) {
    this.#codec = codec;
    const leaf = createLeaf<V>(this.#nextPageId++);
    this.#root = leaf;
    this.#first = leaf;
    this.#last = leaf;
  }

  get size(): number {
    return this.#root.count;
  }

  /** The sum of the sizes given to `set`. */
  get sizeBytes(): number {
    return this.#root.sizeBytes;
  }

  get(key: string): V | undefined {
    const leaf = this.#descend(key);
    const at = this.#at;
    return leaf.keys[at] === key ? leaf.values[at] : undefined;
  }

  has(key: string): boolean {
    const leaf = this.#leafOf(key);
    return leaf.keys[lowerBound(leaf.keys, key)] === key;
  }

  firstKey(): string | undefined {
    let leaf: Leaf<V> | undefined = this.#first;
    while (leaf !== undefined && leaf.count === 0) leaf = leaf.next;
    return leaf && this.#parsed(leaf).keys[0];
  }

  lastKey(): string | undefined {
    let leaf: Leaf<V> | undefined = this.#last;
    while (leaf !== undefined && leaf.count === 0) leaf = leaf.previous;
    return leaf && this.#parsed(leaf).keys.at(-1);
  }

  /** Returns the value that was there before. */
  set(key: string, value: V, sizeBytes = 0): V | undefined {
    const leaf = this.#descend(key);
    const at = this.#at;
    this.#touch(leaf);
    if (leaf.keys[at] === key) {
      const before = leaf.values[at];
      const growth = sizeBytes - (leaf.sizes[at] ?? 0);
      leaf.values[at] = value;
      leaf.sizes[at] = sizeBytes;
      if (growth !== 0) this.#grow(leaf, 0, growth);
      return before;
    }
    this.#found = undefined;
    if (at === leaf.keys.length) {
      leaf.keys.push(key);
      leaf.values.push(value);
      leaf.sizes.push(sizeBytes);
    } else {
      leaf.keys.splice(at, 0, key);
      leaf.values.splice(at, 0, value);
      leaf.sizes.splice(at, 0, sizeBytes);
    }
    this.#grow(leaf, 1, sizeBytes);
    if (leaf.keys.length > LEAF_LIMIT) this.#split(leaf, at);
    return undefined;
  }

  /** Returns the value that was there. */
  delete(key: string): V | undefined {
    const leaf = this.#descend(key);
    const at = this.#at;
    if (leaf.keys[at] !== key) return undefined;
    this.#touch(leaf);
    this.#found = undefined;
    const before = leaf.values[at];
    const sizeBytes = leaf.sizes[at] ?? 0;
    leaf.keys.splice(at, 1);
    leaf.values.splice(at, 1);
    leaf.sizes.splice(at, 1);
    this.#grow(leaf, -1, -sizeBytes);
    if (leaf.keys.length < LEAF_LIMIT / 4) this.#rebalance();
    return before;
  }

  /** Visits in key order. The map must not change meanwhile. */
  forEach(range: KeyRange, visit: Visit<V>): void {
    const { from, to } = range;
    const endOf = range.toExclusive === true ? lowerBound : upperBound;
    let leaf: Leaf<V> | undefined = from === undefined ? this.#parsed(this.#first) : this.#leafOf(from);
    let at =
      from === undefined ? 0 : (range.fromExclusive === true ? upperBound : lowerBound)(leaf.keys, from);
    while (leaf !== undefined) {
      const { keys, values, sizes } = this.#parsed(leaf);
      // Only the bounds of a leaf are compared, so that a walk touches no key in between.
      const end = to === undefined ? keys.length : endOf(keys, to);
      for (; at < end; at++) {
        if (visit(values[at] as V, keys[at] as string, sizes[at] as number) === false) return;
      }
      if (end < keys.length) return;
      leaf = leaf.next;
      at = 0;
    }
  }

  /** Visits in reverse key order. The map must not change meanwhile. */
  forEachBackward(range: KeyRange, visit: Visit<V>): void {
    const { from, to } = range;
    const startOf = range.fromExclusive === true ? upperBound : lowerBound;
    let leaf: Leaf<V> | undefined = to === undefined ? this.#parsed(this.#last) : this.#leafOf(to);
    let end =
      to === undefined ? leaf.count : (range.toExclusive === true ? lowerBound : upperBound)(leaf.keys, to);
    while (leaf !== undefined) {
      const { keys, values, sizes } = this.#parsed(leaf);
      const start = from === undefined ? 0 : startOf(keys, from);
      for (let at = Math.min(end, keys.length) - 1; at >= start; at--) {
        if (visit(values[at] as V, keys[at] as string, sizes[at] as number) === false) return;
      }
      if (start > 0) return;
      leaf = leaf.previous;
      end = Infinity;
    }
  }

  /** Entries and bytes in a range, in logarithmic time. */
  measure(range: KeyRange): Measure {
    const upto =
      range.to === undefined
        ? this.#root
        : this.#rank(range.to, range.toExclusive === true ? lowerBound : upperBound);
    if (range.from === undefined) return { count: upto.count, sizeBytes: upto.sizeBytes };
    const below = this.#rank(range.from, range.fromExclusive === true ? upperBound : lowerBound);
    return {
      count: Math.max(0, upto.count - below.count),
      sizeBytes: Math.max(0, upto.sizeBytes - below.sizeBytes),
    };
  }

  /** Pages changed since the last call; marks them clean. */
  takeDirtyPages(): readonly MapPage[] {
    const codec = present(this.#codec, 'the codec of a map with pages');
    const pages: MapPage[] = [];
    for (const leaf of this.#dirty) {
      leaf.dirty = false;
      if (leaf.count === 0) {
        if (leaf.stored) this.#removed.push(leaf.pageId);
        leaf.stored = false;
        continue;
      }
      const lines = leaf.values.map((value) => codec.toJson(value));
      leaf.stored = true;
      pages.push({ pageId: leaf.pageId, text: pageText(leaf.sizeBytes, leaf.keys, leaf.sizes, lines) });
    }
    this.#dirty.clear();
    return pages;
  }

  /** Ids of stored pages that no longer exist, since the last call; call `takeDirtyPages` first. */
  takeRemovedPages(): readonly number[] {
    const removed = this.#removed;
    this.#removed = [];
    return removed;
  }

  /** Fills an empty map with stored pages, in any order. Their entries are parsed when first touched. */
  loadPages(pages: readonly MapPage[]): void {
    assert(this.size === 0 && !this.#first.stored, 'pages are loaded into an empty map');
    if (pages.length === 0) return;
    const loaded = pages.map(({ pageId, text }) => ({ pageId, text, head: readPageHead(text) }));
    loaded.sort((a, b) => (a.head.firstKey < b.head.firstKey ? -1 : 1));
    let level: { node: Node<V>; firstKey: string }[] = [];
    let previous: Leaf<V> | undefined;
    for (const { pageId, text, head } of loaded) {
      const leaf = createLeaf<V>(pageId);
      leaf.text = text;
      leaf.stored = true;
      leaf.count = head.count;
      leaf.sizeBytes = head.sizeBytes;
      leaf.previous = previous;
      if (previous === undefined) this.#first = leaf;
      else previous.next = leaf;
      previous = leaf;
      level.push({ node: leaf, firstKey: head.firstKey });
      this.#nextPageId = Math.max(this.#nextPageId, pageId + 1);
    }
    this.#last = present(previous, 'the last leaf');
    this.#dirty.clear();
    this.#found = undefined;
    while (level.length > 1) level = gather(level);
    this.#root = present(level[0], 'the root').node;
  }

  /** The leaf's entries are there to be read after this. */
  #parsed(leaf: Leaf<V>): Leaf<V> {
    if (leaf.text === undefined) return leaf;
    const codec = present(this.#codec, 'the codec of a map with pages');
    const { keys, sizes, lines } = readPageEntries(leaf.text);
    leaf.text = undefined;
    leaf.keys = keys;
    leaf.sizes = sizes;
    leaf.values = lines.map((line, at) => codec.fromJson(line, sizes[at] ?? 0, keys[at] ?? ''));
    return leaf;
  }

  #leafOf(key: string): Leaf<V> {
    let node = this.#root;
    while (node.kind === 'branch') node = node.children[upperBound(node.separators, key)] as Node<V>;
    return node.text === undefined ? node : this.#parsed(node);
  }

  /** As `#leafOf`, and keeps the path and the place in the leaf. Asked for the same key again, it knows them still. */
  #descend(key: string): Leaf<V> {
    if (this.#found !== undefined && this.#foundKey === key) return this.#found;
    let node = this.#root;
    let depth = 0;
    while (node.kind === 'branch') {
      const slot = upperBound(node.separators, key);
      this.#path[depth] = node;
      this.#slots[depth] = slot;
      depth++;
      node = node.children[slot] as Node<V>;
    }
    this.#path.length = depth;
    this.#slots.length = depth;
    const leaf = node.text === undefined ? node : this.#parsed(node);
    this.#found = leaf;
    this.#foundKey = key;
    this.#at = lowerBound(leaf.keys, key);
    return leaf;
  }

  #rank(key: string, bound: typeof lowerBound): Measure {
    let count = 0;
    let sizeBytes = 0;
    let node = this.#root;
    while (node.kind === 'branch') {
      const slot = upperBound(node.separators, key);
      for (let i = 0; i < slot; i++) {
        const child = node.children[i] as Node<V>;
        count += child.count;
        sizeBytes += child.sizeBytes;
      }
      node = node.children[slot] as Node<V>;
    }
    const { keys, sizes } = this.#parsed(node);
    const at = bound(keys, key);
    for (let i = 0; i < at; i++) sizeBytes += sizes[i] as number;
    return { count: count + at, sizeBytes };
  }

  #touch(leaf: Leaf<V>): void {
    if (leaf.dirty || this.#codec === undefined) return;
    leaf.dirty = true;
    this.#dirty.add(leaf);
  }

  #grow(leaf: Leaf<V>, count: number, sizeBytes: number): void {
    leaf.count += count;
    leaf.sizeBytes += sizeBytes;
    for (const branch of this.#path) {
      branch.count += count;
      branch.sizeBytes += sizeBytes;
    }
  }

  /** `at` is where the last entry went in: growth at the very end leaves full leaves behind. */
  #split(leaf: Leaf<V>, at: number): void {
    const right = createLeaf<V>(this.#nextPageId++);
    const atEnd = leaf.next === undefined && at === leaf.keys.length - 1;
    splitLeaf(leaf, atEnd ? at : leaf.keys.length >> 1, right);
    if (right.next === undefined) this.#last = right;
    this.#touch(right);
    let separator = right.keys[0] as string;
    let added: Node<V> = right;
    for (let depth = this.#path.length - 1; depth >= 0; depth--) {
      const parent = this.#path[depth] as Branch<V>;
      const slot = this.#slots[depth] as number;
      parent.separators.splice(slot, 0, separator);
      parent.children.splice(slot + 1, 0, added);
      if (parent.children.length <= BRANCH_LIMIT) return;
      const half = splitBranch(parent);
      separator = half.separator;
      added = half.right;
    }
    this.#root = createBranch([separator], [this.#root, added]);
  }

  /** Joins a leaf that has become small with a neighbour where both fit in one; a leaf alone may be small or empty. */
  #rebalance(): void {
    const depth = this.#path.length - 1;
    const parent = this.#path[depth];
    if (parent === undefined) return;
    const slot = this.#slots[depth] as number;
    const leftSlot = slot > 0 ? slot - 1 : slot;
    const left = parent.children[leftSlot] as Leaf<V> | undefined;
    const right = parent.children[leftSlot + 1] as Leaf<V> | undefined;
    if (left === undefined || right === undefined) return;
    if (left.count + right.count > LEAF_LIMIT) return;
    mergeLeaves(this.#parsed(left), this.#parsed(right));
    this.#touch(left);
    this.#dirty.delete(right);
    if (right.stored) this.#removed.push(right.pageId);
    if (this.#last === right) this.#last = left;
    this.#dropChild(depth, leftSlot);
  }

  /** Removes the child right of `leftSlot` from the branch at `depth`, and joins branches that become small. */
  #dropChild(depth: number, leftSlot: number): void {
    const branch = this.#path[depth] as Branch<V>;
    branch.separators.splice(leftSlot, 1);
    branch.children.splice(leftSlot + 1, 1);
    if (depth === 0) {
      if (branch.children.length === 1) this.#root = branch.children[0] as Node<V>;
      return;
    }
    if (branch.children.length >= BRANCH_LIMIT / 4) return;
    const parent = this.#path[depth - 1] as Branch<V>;
    const slot = this.#slots[depth - 1] as number;
    const at = slot > 0 ? slot - 1 : slot;
    const left = parent.children[at] as Branch<V> | undefined;
    const right = parent.children[at + 1] as Branch<V> | undefined;
    if (left === undefined || right === undefined) return;
    if (left.children.length + right.children.length > BRANCH_LIMIT) return;
    mergeBranches(left, parent.separators[at] as string, right);
    this.#dropChild(depth - 1, at);
  }
}

/** Packs a level of nodes into branches, three quarters full so that they do not split at once. */
function gather<V>(
  level: readonly { node: Node<V>; firstKey: string }[],
): { node: Node<V>; firstKey: string }[] {
  const width = (BRANCH_LIMIT * 3) >> 2;
  const above: { node: Node<V>; firstKey: string }[] = [];
  for (let at = 0; at < level.length; at += width) {
    const group = level.slice(at, at + width);
    const separators = group.slice(1).map(({ firstKey }) => firstKey);
    const children = group.map(({ node }) => node);
    above.push({ node: createBranch(separators, children), firstKey: present(group[0], 'a group').firstKey });
  }
  return above;
}
