/** Paths into attributes that are keys, of the table or of an index: they lead nowhere and are refused. */
import { parseProjection } from '../../language/expressions/parse.ts';
import { placeholdersOf } from '../../language/expressions/placeholders.ts';
import type { ExpressionTree } from '../../language/expressions/placeholders.ts';
import { DynamoError } from '../../model/errors.ts';
import type { KeySchema, TableDoc } from '../../model/table.ts';
import { nameOf } from '../evaluate/paths.ts';
import type { Names } from '../evaluate/paths.ts';

/** Throws ValidationException for a path into a key, of the table first and then of its indexes. [seen] */
export function refuseNestedKeys({ key, indexes }: TableDoc, tree: ExpressionTree, names: Names = {}): void {
  const { nestedIn } = placeholdersOf(tree);
  if (nestedIn.length === 0) return;
  const nested = new Set(nestedIn.map((segment) => nameOf(segment, names)));
  refuseIn(key, nested, 'Key');
  for (const index of indexes) refuseIn(index.key, nested, 'IndexKey');
}

/** As `refuseNestedKeys` for a projection that has been found to be good. */
export function refuseNestedProjection(
  doc: TableDoc,
  { ProjectionExpression: text, ExpressionAttributeNames: names }: Projection,
): void {
  const parsed = text === undefined ? undefined : parseProjection(text);
  if (parsed?.kind === 'tree') refuseNestedKeys(doc, parsed.tree, names);
}

interface Projection {
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Names;
}

function refuseIn({ pk, sk }: KeySchema, nested: ReadonlySet<string>, kind: 'Key' | 'IndexKey'): void {
  const found = [...pk, ...sk].find(({ name }) => nested.has(name));
  if (found === undefined) return;
  throw new DynamoError(
    'ValidationException',
    `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${found.name}`,
  );
}
