/** The names that completion offers: tables, their indexes, and the attributes seen in keys, loads and answers. */
import type { Frame } from '../../host/api.ts';

export interface LiveTable {
  readonly name: string;
  readonly indexes: readonly string[];
  readonly attributes: readonly LiveAttribute[];
}

export interface LiveAttribute {
  readonly name: string;
  /** `partition key, S`, `TTL`; empty for any other attribute. */
  readonly role: string;
}

/** `seen` holds attribute names from answers, whatever their table. */
export function liveTables(frame: Frame | undefined, seen: ReadonlySet<string>): readonly LiveTable[] {
  return (frame?.tables ?? []).map(({ doc }) => {
    const attributes = new Map<string, string>();
    for (const { name, type } of doc.key.pk) attributes.set(name, `partition key, ${type}`);
    for (const { name, type } of doc.key.sk) attributes.set(name, `sort key, ${type}`);
    for (const index of doc.indexes) {
      for (const { name, type } of [...index.key.pk, ...index.key.sk]) {
        if (!attributes.has(name)) attributes.set(name, `key of ${index.name}, ${type}`);
      }
    }
    if (doc.ttl !== undefined && !attributes.has(doc.ttl.attribute)) attributes.set(doc.ttl.attribute, 'TTL');
    const loaded = (frame?.load.rows ?? [])
      .filter((row) => row.table === doc.name)
      .flatMap((row) => Object.keys(row.attributes));
    for (const name of [...loaded, ...seen]) if (!attributes.has(name)) attributes.set(name, '');
    return {
      name: doc.name,
      indexes: doc.indexes.map((index) => index.name),
      attributes: [...attributes].map(([name, role]) => ({ name, role })),
    };
  });
}
