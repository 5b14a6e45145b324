/** A table's vector indexes as DescribeTable and its kin show them. */
import type { JsonObject } from '../../base/json.ts';
import type { TableDoc, VectorIndexDoc } from '../../model/table.ts';
import { projectionJson } from './projection-json.ts';

type Counts = ReadonlyMap<string, { readonly itemCount: number; readonly sizeBytes: number }>;

/** The member VectorIndexes; nothing where there are none. */
export function vectorIndexesJson(
  { arn, vectorIndexes = [] }: TableDoc,
  counts: Counts,
): { readonly VectorIndexes?: readonly JsonObject[] } {
  if (vectorIndexes.length === 0) return {};
  return {
    VectorIndexes: vectorIndexes.map((index) => ({
      ...vectorIndexInfo(index),
      IndexStatus: index.status,
      ...(index.backfilling === undefined ? {} : { Backfilling: index.backfilling }),
      IndexSizeBytes: counts.get(index.name)?.sizeBytes ?? 0,
      ItemCount: counts.get(index.name)?.itemCount ?? 0,
      IndexArn: `${arn}/index/${index.name}`,
    })),
  };
}

/** What an index was made with: the API's VectorIndexInfo. */
export function vectorIndexInfo(index: VectorIndexDoc): JsonObject {
  const { name, searchSchema, projection, attribute, dimensions, distance } = index;
  const elements = searchSchema.map((element) => ({
    AttributeName: element.name,
    SearchSchemaElementType: element.element,
  }));
  return {
    IndexName: name,
    ...(elements.length === 0 ? {} : { SearchSchema: elements }),
    Projection: projectionJson(projection),
    VectorAttribute: { AttributeName: attribute },
    Dimensions: dimensions,
    DistanceFunction: distance,
  };
}
