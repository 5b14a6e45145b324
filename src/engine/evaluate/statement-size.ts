/** What an update statement weighs by itself, in bytes: it is held against the item limit before any item is read. */
import { utf8Length } from '../../base/bytes.ts';
import type { Path, PathSegment, SetValue, Update } from '../../language/expressions/tree.ts';
import { attributeAt } from '../values/attributes.ts';
import { valueSizeBytes } from '../values/size.ts';
import type { Scope } from './condition.ts';
import { nameOf } from './paths.ts';
import type { Names } from './paths.ts';

/** All figures measured against the service in eu-west-2, October 2026. */
const STATEMENT_BYTES = 3;
/** A SET or an ADD, beside its target and what it writes. */
const WRITE_BYTES = 19;
/** A REMOVE or a DELETE, beside its target; what it takes away is free. */
const CLEAR_BYTES = 1;
/** For each step after the first. */
const TARGET_STEP_BYTES = 4;
const OPERAND_BYTES = 1;
const OPERAND_STEP_BYTES = 14;
const FUNCTION_BYTES = { plus: 34, minus: 37, list_append: 37, if_not_exists: 39 } as const;

/** Values count at every use, what paths lead to is free, and so is whatever the item already holds. */
export function statementSizeBytes({ set, remove, add, delete: deleted }: Update, scope: Scope): number {
  const { names } = scope;
  let bytes = STATEMENT_BYTES;
  for (const { path, value } of set)
    bytes += WRITE_BYTES + targetBytes(path, names) + operandBytes(value, scope);
  for (const { path, value } of add)
    bytes += WRITE_BYTES + targetBytes(path, names) + operandBytes(value, scope);
  for (const path of remove) bytes += CLEAR_BYTES + targetBytes(path, names);
  for (const { path } of deleted) bytes += CLEAR_BYTES + targetBytes(path, names);
  return bytes;
}

function targetBytes({ segments }: Path, names: Names): number {
  let bytes = -TARGET_STEP_BYTES;
  for (const segment of segments) bytes += TARGET_STEP_BYTES + stepBytes(segment, names);
  return bytes;
}

function operandBytes(operand: SetValue, scope: Scope): number {
  switch (operand.kind) {
    case 'value': {
      const value = attributeAt(scope.values, operand.text);
      return value === undefined ? 0 : valueSizeBytes(value);
    }
    case 'path': {
      let bytes = OPERAND_BYTES;
      for (const segment of operand.segments) bytes += OPERAND_STEP_BYTES + stepBytes(segment, scope.names);
      return bytes;
    }
    case 'if_not_exists':
      return (
        FUNCTION_BYTES.if_not_exists +
        operandBytes(operand.path, scope) +
        operandBytes(operand.otherwise, scope)
      );
    case 'list_append':
    case 'plus':
    case 'minus':
      return (
        FUNCTION_BYTES[operand.kind] + operandBytes(operand.left, scope) + operandBytes(operand.right, scope)
      );
  }
}

/** A name's bytes, or the digits of a list's index. */
function stepBytes(segment: PathSegment, names: Names): number {
  return segment.kind === 'index' ? String(segment.index).length : utf8Length(nameOf(segment, names));
}
