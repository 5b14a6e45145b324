/**
 * Conditions where PartiQL takes a value: `attribute_exists(a) = flag`. The conditions of `expressions/` have no truth
 * values, so that what is meant is said by `and`, `or` and `not`.
 */
import type { Condition, Operand, ValueRef } from '../expressions/tree.ts';
import type { PartiqlCursor } from './partiql-cursor.ts';
import { bareFault, notWellFormed } from './statement-error.ts';

/** Each comparison of conditions says its sides twice, so that no statement may have many of them. Our limit. */
const MAX_EQUALITIES = 8;

/** What may stand on either side of an operator. */
export type Term = Operand | Condition;

export function isOperand(term: Term): term is Operand {
  return term.kind === 'path' || term.kind === 'value' || term.kind === 'size';
}

/** The term as something to compare or to call with; a condition is refused as the boolean that it is (captured). */
export function operandOf(cursor: PartiqlCursor, term: Term, operator: string): Operand {
  if (isOperand(term)) return term;
  const { offset, length } = term;
  const message =
    `Incorrect operand type for operator or function; operator or function: ${operator}, ` +
    'operand type: BOOL';
  cursor.refuse(bareFault(message, { offset, length }));
  return cursor.addValue({ kind: 'null', offset, length });
}

/** `left = right`, where one of the two at least is a condition. */
export function equality(cursor: PartiqlCursor, left: Term, right: Term): Condition {
  const span = cursor.spanFrom(left);
  if (isOperand(left)) return isOperand(right) ? compared(left, right, span) : equality(cursor, right, left);
  const isFalse: Condition = { kind: 'not', operand: left, ...span };
  const literal = right.kind === 'value' ? cursor.values[Number(right.text.slice(1))] : undefined;
  if (literal?.kind === 'boolean') return literal.value ? left : isFalse;
  cursor.equalities += 1;
  if (cursor.equalities > MAX_EQUALITIES) throw notWellFormed('Statement is nested too deeply', span);
  if (!isOperand(right)) {
    const bothFalse: Condition = { kind: 'not', operand: right, ...span };
    return either(both(left, right, span), both(isFalse, bothFalse, span), span);
  }
  const whenTrue = compared(right, booleanValue(cursor, true, span), span);
  const whenFalse = compared(right, booleanValue(cursor, false, span), span);
  return either(both(left, whenTrue, span), both(isFalse, whenFalse, span), span);
}

interface Placed {
  readonly offset: number;
  readonly length: number;
}

function compared(left: Operand, right: Operand, span: Placed): Condition {
  return { kind: 'compare', comparator: '=', left, right, ...span };
}

function both(left: Condition, right: Condition, span: Placed): Condition {
  return { kind: 'and', operands: [left, right], ...span };
}

function either(left: Condition, right: Condition, span: Placed): Condition {
  return { kind: 'or', operands: [left, right], ...span };
}

function booleanValue(cursor: PartiqlCursor, value: boolean, { offset, length }: Placed): ValueRef {
  return cursor.addValue({ kind: 'boolean', value, offset, length });
}
