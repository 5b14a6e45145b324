/** What an update statement writes, in bytes, as the 400 KB limit of UpdateItem counts it. */
import { utf8Length } from '../../base/bytes.ts';
import type { SetValue, Update } from '../../language/expressions/tree.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { attributeAt } from '../values/attributes.ts';
import { valueSizeBytes } from '../values/size.ts';
import { rootOf } from './paths.ts';
import type { Names } from './paths.ts';

/** Measured against the service: a fixed cost for the statement and one for each clause by its kind. */
const STATEMENT_BYTES = 3;
const SET_BYTES: Readonly<Record<SetValue['kind'], number>> = {
  value: 19,
  path: 19,
  if_not_exists: 39,
  list_append: 37,
  plus: 34,
  minus: 37,
};
const CLEAR_BYTES = 1;

/** Names and values of the attributes that are written, and the clauses' costs. `after` is the finished item. */
export function updateSizeBytes(update: Update, after: AttributeMap, names: Names): number {
  let bytes = STATEMENT_BYTES;
  const written = new Set<string>();
  for (const { path, value } of update.set) {
    written.add(rootOf(path, names));
    bytes += SET_BYTES[value.kind];
  }
  for (const { path } of update.add) {
    written.add(rootOf(path, names));
    bytes += SET_BYTES.value;
  }
  for (const path of [...update.remove, ...update.delete.map((action) => action.path)]) {
    bytes += CLEAR_BYTES + utf8Length(rootOf(path, names));
  }
  for (const name of written) {
    const value = attributeAt(after, name);
    if (value !== undefined) bytes += utf8Length(name) + valueSizeBytes(value);
  }
  return bytes;
}
