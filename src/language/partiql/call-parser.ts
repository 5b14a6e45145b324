/** Reads the calls of a WHERE clause. */
import type { Condition, Operand, Path, Span } from '../expressions/tree.ts';
import type { PartiqlCursor } from './partiql-cursor.ts';
import { bareFault, faultAt } from './statement-error.ts';
import { operandOf, type Term } from './truth.ts';

const ARITY = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
} as const;

type FunctionName = keyof typeof ARITY;

/** A name in any case and its operands, each read by `parseOperand`. */
export function parseCall(cursor: PartiqlCursor, parseOperand: () => Term): Term {
  const token = cursor.next();
  const name = token.text.toLowerCase();
  const isKnown = isFunction(name);
  if (!isKnown) cursor.refuse(faultAt(cursor.text, `Unrecognized function: ${name}`, token));
  const operands = parseOperands(cursor, name, parseOperand);
  const span = cursor.spanFrom(token);
  const [first, second = first] = operands;
  if (!isKnown) return nothing(span);
  if (first === undefined || second === undefined || operands.length !== ARITY[name]) {
    const message =
      `Incorrect number of operands for operator or function; operator or function: ${name}, ` +
      `number of operands: ${operands.length}`;
    cursor.refuse(bareFault(message, span));
    return nothing(span);
  }
  switch (name) {
    case 'size':
      return { kind: name, operand: first, ...span };
    case 'begins_with':
      return { kind: name, operand: first, prefix: second, ...span };
    case 'contains':
      return { kind: name, operand: first, member: second, ...span };
    default:
      return testOfPath(cursor, { name, first, second, span });
  }
}

interface PathCall {
  readonly name: Exclude<FunctionName, 'size' | 'begins_with' | 'contains'>;
  readonly first: Operand;
  readonly second: Operand;
  readonly span: Span;
}

function testOfPath(cursor: PartiqlCursor, { name, first, second, span }: PathCall): Condition {
  const path = pathOf(cursor, first, name);
  if (path === undefined) return nothing(span);
  return name === 'attribute_type'
    ? { kind: name, path, type: second, ...span }
    : { kind: name, path, ...span };
}

function parseOperands(cursor: PartiqlCursor, name: string, parseOperand: () => Term): readonly Operand[] {
  const operands: Operand[] = [];
  cursor.expectSymbol('(');
  if (!cursor.isSymbol(')')) {
    do operands.push(operandOf(cursor, cursor.nested(parseOperand), name));
    while (cursor.takeSymbol(','));
  }
  cursor.expectSymbol(')');
  return operands;
}

function pathOf(cursor: PartiqlCursor, operand: Operand, name: string): Path | undefined {
  if (operand.kind === 'path') return operand;
  const { offset, length } = operand;
  const message = `Operator or function requires a document path; operator or function: ${name}`;
  cursor.refuse(bareFault(message, { offset, length }));
  return undefined;
}

function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(ARITY, name);
}

/** Stands where something was refused. */
function nothing({ offset, length }: Span): Condition {
  return { kind: 'or', operands: [], offset, length };
}
