/** ListTables: the names of all tables, in order, page by page. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';

const MAX_NAMES = 100;

export function listTables({ catalog }: Context, input: InputOf<'ListTables'>): string {
  const { ExclusiveStartTableName: start = '', Limit: limit = MAX_NAMES } = input;
  const names = catalog.all().map(({ doc }) => doc.name);
  const rest = names.filter((name) => name > start);
  const page = rest.slice(0, limit);
  return JSON.stringify({
    TableNames: page,
    ...(rest.length > page.length ? { LastEvaluatedTableName: page.at(-1) } : {}),
  });
}
