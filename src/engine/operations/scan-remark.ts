/** A remark for the receipt of a Scan that a Query could have answered. */
import type { Condition } from '../../language/expressions/tree.ts';
import type { KeySchema } from '../../model/table.ts';
import type { Scope } from '../evaluate/condition.ts';
import { rootOf } from '../evaluate/paths.ts';
import type { ReadSource } from './read-source.ts';

/** Says which Query would read only what the filter keeps; undefined when there is none. */
export function betterQuery({ table }: ReadSource, filter: Condition, scope: Scope): string | undefined {
  const tested = equalityTests(filter, scope);
  if (isTested(table.doc.key, tested)) {
    return `The filter fixes ${pkText(table.doc.key)}, the table's partition key: a Query would read only the items that it names.`;
  }
  const index = table.doc.indexes.find(({ key, status }) => status === 'ACTIVE' && isTested(key, tested));
  if (index === undefined) return undefined;
  return `The filter fixes ${pkText(index.key)}, the partition key of the index ${index.name}: a Query on it would read only the items that it names.`;
}

function isTested(key: KeySchema, tested: ReadonlySet<string>): boolean {
  return key.pk.every(({ name }) => tested.has(name));
}

function pkText(key: KeySchema): string {
  return key.pk.map(({ name }) => name).join(' and ');
}

/** Attributes that must equal a value for the filter to hold. */
function equalityTests(filter: Condition, scope: Scope): ReadonlySet<string> {
  const tested = new Set<string>();
  for (const condition of filter.kind === 'and' ? filter.operands : [filter]) {
    if (condition.kind !== 'compare' || condition.comparator !== '=') continue;
    const [path, value] =
      condition.left.kind === 'path' ? [condition.left, condition.right] : [condition.right, condition.left];
    if (path.kind !== 'path' || value.kind !== 'value' || path.segments.length > 1) continue;
    tested.add(rootOf(path, scope.names));
  }
  return tested;
}
