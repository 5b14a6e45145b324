/** What a write costs a table's vector indexes: metered bytes, beside the write units of the table and its other indexes. */
import type { Context } from '../context.ts';
import type { ItemWrite } from '../storage/item-write.ts';
import { vectorWritesOf } from '../vectors/vector-writes.ts';
import type { Consumed } from './consumed-capacity.ts';

/** Indexes that stay as they are take none. */
export function addVectorBytes(consumed: Consumed, write: ItemWrite): void {
  if (!write.changed) return;
  for (const { index, bytes } of vectorWritesOf(write)) {
    const known = consumed.vectorBytes?.get(index.name) ?? 0;
    consumed.vectorBytes = new Map(consumed.vectorBytes).set(index.name, known + bytes);
  }
}

export function explainVectorWrites({ receipt }: Context, write: ItemWrite): void {
  if (receipt === undefined || !write.changed) return;
  const { name, billingMode } = write.table.doc;
  for (const { index, before, after, bytes } of vectorWritesOf(write)) {
    receipt.add({
      table: name,
      index: index.name,
      indexKind: 'VECTOR',
      action: 'write',
      what:
        before === undefined ? 'vector entered' : after === undefined ? 'vector removed' : 'entry changed',
      items: 1,
      bytes: Math.max(before?.entry.sizeBytes ?? 0, after?.entry.sizeBytes ?? 0),
      unitBytes: 1,
      roundedUnits: bytes,
      factor: 1,
      units: bytes,
      metered: 'bytes',
      rule:
        'A vector index costs no write units: it is metered in bytes, 4 for each dimension and the size of all else ' +
        'that the entry holds, at least 1,024; nothing where the entry stays the same.',
      billingMode,
    });
  }
}
