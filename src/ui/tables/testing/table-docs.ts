/** Table documents for tests: a plain table with one string key, and whatever a test wants different. */
import type { IndexDoc, TableDoc } from '../../../model/table.ts';

export type IndexSketch = Pick<IndexDoc, 'name' | 'key' | 'projection'> & Partial<IndexDoc>;

export function tableDoc(
  different: Partial<Omit<TableDoc, 'indexes'>> & { readonly indexes?: readonly IndexSketch[] } = {},
): TableDoc {
  const { indexes = [], ...rest } = different;
  return {
    name: 'Orders',
    arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/Orders',
    id: 'orders',
    status: 'ACTIVE',
    createdAtMs: 0,
    key: { pk: [{ name: 'pk', type: 'S' }], sk: [] },
    attributeDefinitions: [{ name: 'pk', type: 'S' }],
    billingMode: 'PROVISIONED',
    throughput: { rcu: 5, wcu: 5, decreasesToday: 0 },
    indexes: indexes.map((index) => indexDoc(index)),
    streams: [],
    deletionProtection: false,
    tableClass: 'STANDARD',
    tags: [],
    partitions: {},
    ...rest,
  };
}

function indexDoc(sketch: IndexSketch): IndexDoc {
  return Object.assign({ kind: 'GSI' as const, id: sketch.name, status: 'ACTIVE' as const }, sketch);
}
