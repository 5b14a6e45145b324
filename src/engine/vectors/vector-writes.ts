/** What a write does to vector indexes, in metered bytes. */
import type { TableDoc, VectorIndexDoc } from '../../model/table.ts';
import type { CommittedWrite } from '../storage/commit.ts';
import { attributesOf } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { meteredWriteBytes, vectorEntry, type VectorImage } from './vector-entry.ts';

interface VectorWrite {
  readonly index: VectorIndexDoc;
  readonly before: VectorImage | undefined;
  readonly after: VectorImage | undefined;
  /** More than none. */
  readonly bytes: number;
}

const NO_WRITES: readonly VectorWrite[] = [];

/** What a change of an item does to the table's vector indexes; those that stay as they are are left out. */
export function vectorWritesOf({
  table: { doc },
  key,
  oldItem,
  newItem,
}: Omit<CommittedWrite, 'cause'>): readonly VectorWrite[] {
  if (doc.vectorIndexes === undefined) return NO_WRITES;
  const writes = doc.vectorIndexes.map((index) => {
    const before = imageOf(doc, index, { key, item: oldItem });
    const after = imageOf(doc, index, { key, item: newItem });
    return { index, before, after, bytes: meteredWriteBytes(doc, index, { before, after }) };
  });
  return writes.filter(({ bytes }) => bytes > 0);
}

function imageOf(
  doc: TableDoc,
  index: VectorIndexDoc,
  { key, item }: { readonly key: string; readonly item: StoredItem | undefined },
): VectorImage | undefined {
  if (item === undefined) return undefined;
  const attributes = attributesOf(item);
  const entry = vectorEntry(doc, index, { key, item, attributes });
  return entry && { entry, attributes };
}
