/** The nodes of the sorted map's B+tree: leaves that hold entries, branches that hold counts and separators. */

/** Entries a leaf holds at most; a leaf is a page. */
export const LEAF_LIMIT = 96;
/** Children a branch holds at most. */
export const BRANCH_LIMIT = 64;

export interface Leaf<V> {
  readonly kind: 'leaf';
  readonly pageId: number;
  keys: string[];
  values: V[];
  sizes: number[];
  count: number;
  sizeBytes: number;
  /** The stored page as long as nothing has touched it; `keys`, `values` and `sizes` are empty meanwhile. */
  text: string | undefined;
  /** Changed since its page was last taken. */
  dirty: boolean;
  /** Its page has been taken, so that its end must be told. */
  stored: boolean;
  next: Leaf<V> | undefined;
  previous: Leaf<V> | undefined;
}

export interface Branch<V> {
  readonly kind: 'branch';
  /** `separators[i]` is above every key of `children[i]` and at or below every key of `children[i + 1]`. */
  separators: string[];
  children: Node<V>[];
  count: number;
  sizeBytes: number;
}

export type Node<V> = Leaf<V> | Branch<V>;

export function createLeaf<V>(pageId: number): Leaf<V> {
  return {
    kind: 'leaf',
    pageId,
    keys: [],
    values: [],
    sizes: [],
    count: 0,
    sizeBytes: 0,
    text: undefined,
    dirty: false,
    stored: false,
    next: undefined,
    previous: undefined,
  };
}

export function createBranch<V>(separators: string[], children: Node<V>[]): Branch<V> {
  const branch: Branch<V> = { kind: 'branch', separators, children, count: 0, sizeBytes: 0 };
  sumUp(branch);
  return branch;
}

function sumUp<V>(branch: Branch<V>): void {
  let count = 0;
  let sizeBytes = 0;
  for (const child of branch.children) {
    count += child.count;
    sizeBytes += child.sizeBytes;
  }
  branch.count = count;
  branch.sizeBytes = sizeBytes;
}

function sumSizes(sizes: readonly number[]): number {
  let sum = 0;
  for (const size of sizes) sum += size;
  return sum;
}

/** The first place whose key is at or above `key`. */
export function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first place whose key is above `key`. */
export function upperBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as string) <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Moves the entries from `at` on into `right`, an empty leaf that becomes `leaf`'s neighbour.
 * Both must be parsed; the caller marks them dirty.
 */
export function splitLeaf<V>(leaf: Leaf<V>, at: number, right: Leaf<V>): void {
  right.keys = leaf.keys.splice(at);
  right.values = leaf.values.splice(at);
  right.sizes = leaf.sizes.splice(at);
  right.count = right.keys.length;
  right.sizeBytes = sumSizes(right.sizes);
  leaf.count -= right.count;
  leaf.sizeBytes -= right.sizeBytes;
  right.next = leaf.next;
  right.previous = leaf;
  if (leaf.next !== undefined) leaf.next.previous = right;
  leaf.next = right;
}

/** Appends the right neighbour's entries to `leaf` and unlinks it. Both must be parsed. */
export function mergeLeaves<V>(leaf: Leaf<V>, right: Leaf<V>): void {
  for (const key of right.keys) leaf.keys.push(key);
  for (const value of right.values) leaf.values.push(value);
  for (const size of right.sizes) leaf.sizes.push(size);
  leaf.count += right.count;
  leaf.sizeBytes += right.sizeBytes;
  leaf.next = right.next;
  if (right.next !== undefined) right.next.previous = leaf;
}

/** Cuts a branch in two; returns the right half and the separator between them. */
export function splitBranch<V>(branch: Branch<V>): { readonly separator: string; readonly right: Branch<V> } {
  const half = branch.children.length >> 1;
  const separators = branch.separators.splice(half);
  const separator = branch.separators.pop() as string;
  const right = createBranch(separators, branch.children.splice(half));
  branch.count -= right.count;
  branch.sizeBytes -= right.sizeBytes;
  return { separator, right };
}

/** Appends the right neighbour's children to `branch`; `separator` is the parent's between them. */
export function mergeBranches<V>(branch: Branch<V>, separator: string, right: Branch<V>): void {
  branch.separators.push(separator, ...right.separators);
  branch.children.push(...right.children);
  branch.count += right.count;
  branch.sizeBytes += right.sizeBytes;
}
