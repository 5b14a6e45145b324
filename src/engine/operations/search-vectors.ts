/** SearchVectors: the items whose vectors are nearest to a given one. Exact, where the service searches approximately. */
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import type { InputOf } from '../../model/operations.ts';
import type { VectorIndexDoc } from '../../model/table.ts';
import type { Context } from '../context.ts';
import { readExpressions } from '../evaluate/expressions.ts';
import type { ResolvedPath } from '../evaluate/paths.ts';
import { createProjector } from '../evaluate/projection.ts';
import { attributesOf } from '../storage/stored-item.ts';
import type { Table } from '../storage/table.ts';
import { itemSizeBytes } from '../values/size.ts';
import { givenFloat32 } from '../vectors/float32.ts';
import {
  BYTES_A_DIMENSION,
  MAX_RESPONSE_BYTES,
  MIN_METERED_BYTES,
  RESULT_BYTES,
  VECTORS_EXAMINED_AT_LEAST,
} from '../vectors/limits.ts';
import { type Neighbour, nearest } from '../vectors/nearest.ts';
import { shownAttributes } from '../vectors/vector-entry.ts';
import { dataTable } from './data-table.ts';
import { jsonBody } from './json-body.ts';
import { invalid } from './read-source.ts';
import { equalitiesOf, searchScope } from './search-condition.ts';

export function searchVectors(context: Context, input: InputOf<'SearchVectors'>): string {
  const scope = readExpressions('SearchVectors', input);
  const { SearchConditionExpression: text, ProjectionExpression: shown } = input;
  const condition = text === undefined ? undefined : scope.searchCondition(text);
  const projection = shown === undefined ? undefined : scope.projection(shown);
  scope.finish();
  const equalities = equalitiesOf(condition, scope);
  const table = dataTable(context, input.TableName);
  const index = searchableIndex(context, table, input.IndexName);
  const vector = searchVector(index, input.SearchVector);
  const { partition, passes } = searchScope(index, equalities);
  const candidates = context.vectors.entries(table, index, partition);
  const found = nearest(candidates.values(), {
    distance: index.distance,
    vector,
    topK: input.TopK,
    passes,
  });
  const results = resultsOf(found, { table, index, projection });
  const bytes = meteredBytes(index, candidates.size, results);
  context.emit({
    kind: 'vector-metered',
    atMs: context.nowMs,
    table: table.doc.name,
    index: index.name,
    action: 'search',
    bytes,
  });
  explain(context, { table, index, candidates: candidates.size, results, bytes });
  const reports = input.ReturnConsumedCapacity !== undefined && input.ReturnConsumedCapacity !== 'NONE';
  return jsonBody([
    ['SearchResults', `[${results.map(({ json }) => json).join(',')}]`],
    ['ConsumedCapacity', reports ? `{"VectorSearchRequestBytes":${bytes}}` : undefined],
  ]);
}

/** Throws ValidationException for an index that is not there, or not yet to be searched. */
function searchableIndex({ nowMs }: Context, { doc }: Table, name: string): VectorIndexDoc {
  const index = doc.vectorIndexes?.find((candidate) => candidate.name === name);
  if (index === undefined || index.status === 'DELETING') {
    throw invalid(`The table does not have the specified index: ${name}`);
  }
  if (index.status === 'CREATING' || nowMs < (index.searchableAtMs ?? 0)) {
    throw invalid(`Cannot search backfilling vector index: ${name}`);
  }
  return index;
}

/** Its numbers are looked at before they are counted. [seen] */
function searchVector({ dimensions }: VectorIndexDoc, given: readonly AttributeValue[]): Float32Array {
  const numbers = given.map((element) => ('N' in element ? givenFloat32(element.N) : undefined));
  const valid = numbers.filter((number) => number !== undefined);
  if (valid.length < numbers.length) {
    throw invalid(
      'Search vector contains invalid values. ' +
        'All values in the search vector must be a 32-bit floating-point number attribute',
    );
  }
  if (valid.length !== dimensions) {
    throw invalid(
      `Input search vector dimension ${valid.length} does not match vector index dimension ${dimensions}`,
    );
  }
  return Float32Array.from(valid);
}

interface Result {
  readonly json: string;
  /** Of the attributes shown. */
  readonly sizeBytes: number;
}

/** The vector is shown only when it is asked for and projected; what is not projected is passed over. [seen] */
function resultsOf(
  found: readonly Neighbour[],
  {
    table: { doc },
    index,
    projection,
  }: {
    readonly table: Table;
    readonly index: VectorIndexDoc;
    readonly projection: readonly ResolvedPath[] | undefined;
  },
): readonly Result[] {
  const asksForVector = projection?.some(([name]) => name === index.attribute) === true;
  const project = projection && createProjector(projection);
  const results: Result[] = [];
  let length = 0;
  for (const { entry, score } of found) {
    const attributes = attributesOf(entry.item);
    const entryShows = shownAttributes(doc, index, {
      attributes,
      vector: asksForVector ? entry.vector : undefined,
    });
    const item: AttributeMap = project === undefined ? entryShows : project(entryShows);
    const json = `{"Item":${JSON.stringify(item)},"Score":${score}}`;
    length += json.length;
    if (length > MAX_RESPONSE_BYTES) break;
    results.push({ json, sizeBytes: itemSizeBytes(item) });
  }
  return results;
}

function examinedOf(candidates: number): number {
  if (candidates === 0) return 0;
  return Math.min(candidates, VECTORS_EXAMINED_AT_LEAST + Math.floor(Math.log2(candidates)));
}

function meteredBytes(
  { dimensions }: VectorIndexDoc,
  candidates: number,
  results: readonly Result[],
): number {
  const returned = results.reduce((sum, { sizeBytes }) => sum + RESULT_BYTES + sizeBytes, 0);
  return Math.max(MIN_METERED_BYTES, examinedOf(candidates) * dimensions * BYTES_A_DIMENSION + returned);
}

interface Explained {
  readonly table: Table;
  readonly index: VectorIndexDoc;
  readonly candidates: number;
  readonly results: readonly Result[];
  readonly bytes: number;
}

function explain({ receipt }: Context, { table, index, candidates, results, bytes }: Explained): void {
  if (receipt === undefined) return;
  const { name, billingMode } = table.doc;
  receipt.plan({
    access: 'search',
    table: name,
    index: index.name,
    partitions: [],
    itemsWalked: candidates,
    itemsFiltered: candidates - results.length,
    itemsReturned: results.length,
  });
  receipt.add({
    table: name,
    index: index.name,
    indexKind: 'VECTOR',
    action: 'read',
    what: 'vectors examined and results returned',
    items: examinedOf(candidates),
    bytes,
    unitBytes: 1,
    roundedUnits: bytes,
    factor: 1,
    units: bytes,
    metered: 'bytes',
    rule:
      'A search costs no read units: it is metered in the bytes of the vectors it examines, 4 for each dimension, and ' +
      'of the results it returns; at least 1,024. How many vectors the service examines grows slowly with the index ' +
      'and is estimated here.',
    billingMode,
  });
}
