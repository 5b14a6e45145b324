/** What an item is to a vector index: its entry, what the entry shows, and how large it is. */
import { utf8Length } from '../../base/bytes.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import type { KeySchema, SearchSchemaElement, TableDoc, VectorIndexDoc } from '../../model/table.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { attributeAt, setAttribute } from '../values/attributes.ts';
import type { AttributeRecord } from '../values/attributes.ts';
import { sameAttributes } from '../values/compare.ts';
import { encodeKeyValue } from '../values/key-encoding.ts';
import { valueSizeBytes } from '../values/size.ts';
import { float32, float32Text } from './float32.ts';
import { BYTES_A_DIMENSION, MIN_METERED_BYTES } from './limits.ts';

export interface VectorEntry {
  /** The item's encoded key. */
  readonly key: string;
  readonly item: StoredItem;
  readonly vector: Float32Array;
  /** The encoded value of the schema's HASH attribute; `''` where it has none. */
  readonly partition: string;
  /** Those of the schema's INLINE_FILTER attributes that the item has. */
  readonly filters: AttributeMap;
  /** As writes to the index are metered: the vector in 32-bit numbers, its name, and all else that is projected. */
  readonly sizeBytes: number;
}

/** Undefined for an item without a vector, or without what the schema asks for: it is simply not in the index. */
export function vectorEntry(
  table: TableDoc,
  index: VectorIndexDoc,
  {
    key,
    item,
    attributes,
  }: { readonly key: string; readonly item: StoredItem; readonly attributes: AttributeMap },
): VectorEntry | undefined {
  const vector = vectorOf(index, attributeAt(attributes, index.attribute));
  const partition = vector && partitionOf(index, attributes);
  if (vector === undefined || partition === undefined) return undefined;
  const filters: AttributeRecord = {};
  for (const { name, type, element } of index.searchSchema) {
    if (element !== 'INLINE_FILTER') continue;
    const value = attributeAt(attributes, name);
    if (value === undefined) continue;
    if (!(type in value)) return undefined;
    setAttribute(filters, name, value);
  }
  return { key, item, vector, partition, filters, sizeBytes: entrySizeBytes(table, index, attributes) };
}

/** The vector of a list of as many numbers as the index has dimensions; undefined for anything else. */
export function vectorOf(
  { dimensions }: Pick<VectorIndexDoc, 'dimensions'>,
  value: AttributeValue | undefined,
): Float32Array | undefined {
  if (value === undefined || !('L' in value) || value.L.length !== dimensions) return undefined;
  const vector = new Float32Array(dimensions);
  for (const [at, element] of value.L.entries()) {
    const number = 'N' in element ? float32(element.N) : undefined;
    if (number === undefined) return undefined;
    vector[at] = number;
  }
  return vector;
}

export function hashElement({ searchSchema }: VectorIndexDoc): SearchSchemaElement | undefined {
  return searchSchema.find(({ element }) => element === 'HASH');
}

function partitionOf(index: VectorIndexDoc, attributes: AttributeMap): string | undefined {
  const hash = hashElement(index);
  if (hash === undefined) return '';
  const value = attributeAt(attributes, hash.name);
  const encoded = value && encodeKeyValue(value, hash.type);
  return encoded === '' ? undefined : encoded;
}

/** Names of the attributes that an entry shows; undefined for all. The vector's own is among them where it is projected. */
export function projectedNames(
  { key }: { readonly key: KeySchema },
  { searchSchema, projection }: VectorIndexDoc,
): ReadonlySet<string> | undefined {
  if (projection.kind === 'ALL') return undefined;
  const included = projection.kind === 'INCLUDE' ? projection.attributes : [];
  const keys = [...key.pk, ...key.sk, ...searchSchema].map(({ name }) => name);
  return new Set([...keys, ...included]);
}

/** What the entry shows of the item, with or without the index's own copy of the vector. */
export function shownAttributes(
  table: TableDoc,
  index: VectorIndexDoc,
  { attributes, vector }: { readonly attributes: AttributeMap; readonly vector: Float32Array | undefined },
): AttributeMap {
  const names = projectedNames(table, index);
  const shown: AttributeRecord = {};
  for (const name in attributes) {
    const value = attributes[name];
    if (value === undefined || (names !== undefined && !names.has(name))) continue;
    if (name !== index.attribute) setAttribute(shown, name, value);
    else if (vector !== undefined) setAttribute(shown, name, copyOf(vector));
  }
  return shown;
}

function copyOf(vector: Float32Array): AttributeValue {
  return { L: Array.from(vector, (number) => ({ N: float32Text(number) })) };
}

function entrySizeBytes(table: TableDoc, index: VectorIndexDoc, attributes: AttributeMap): number {
  const names = projectedNames(table, index);
  let bytes = index.dimensions * BYTES_A_DIMENSION + utf8Length(index.attribute);
  for (const name in attributes) {
    const value = attributes[name];
    if (value === undefined || name === index.attribute || (names !== undefined && !names.has(name)))
      continue;
    bytes += utf8Length(name) + valueSizeBytes(value);
  }
  return bytes;
}

/** An item before or after a write. */
export interface VectorImage {
  readonly entry: VectorEntry;
  readonly attributes: AttributeMap;
}

/**
 * What a write costs an index, in metered bytes: its entry where that appears or disappears, the larger of the two
 * where it changes, nothing where it stays the same. [seen]
 */
export function meteredWriteBytes(
  table: TableDoc,
  index: VectorIndexDoc,
  { before, after }: { readonly before: VectorImage | undefined; readonly after: VectorImage | undefined },
): number {
  if (before === undefined && after === undefined) return 0;
  if (before !== undefined && after !== undefined && isSame(table, index, { before, after })) return 0;
  return Math.max(MIN_METERED_BYTES, before?.entry.sizeBytes ?? 0, after?.entry.sizeBytes ?? 0);
}

function isSame(
  table: TableDoc,
  index: VectorIndexDoc,
  { before, after }: { readonly before: VectorImage; readonly after: VectorImage },
): boolean {
  const { vector } = before.entry;
  if (!vector.every((number, at) => number === after.entry.vector[at])) return false;
  const shown = ({ attributes }: VectorImage) =>
    shownAttributes(table, index, { attributes, vector: undefined });
  return sameAttributes(shown(before), shown(after));
}
