/** Reads a WHERE clause into the conditions of `expressions/`. */
import type { Comparator, Condition, Span, ValueRef } from '../expressions/tree.ts';
import { parseCall } from './call-parser.ts';
import type { PartiqlCursor } from './partiql-cursor.ts';
import { bareFault, faultAt } from './statement-error.ts';
import { isName, parseLiteral, parsePath, startsLiteral } from './term-parser.ts';
import { equality, isOperand, operandOf, type Term } from './truth.ts';
import { parseTypeName } from './type-names.ts';

const COMPARATORS: Readonly<Record<string, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '||']);

/** More candidates are refused (captured). */
const MAX_IN_CANDIDATES = 100;

/** IS's type names and the attribute types they stand for. */
const TYPES: Readonly<Record<string, string>> = {
  NULL: 'NULL',
  BOOL: 'BOOL',
  BOOLEAN: 'BOOL',
  BLOB: 'B',
  STRING: 'S',
  NUMERIC: 'N',
  STRUCT: 'M',
  TUPLE: 'M',
  LIST: 'L',
};

export function parseWhere(cursor: PartiqlCursor): Condition {
  return holds(
    cursor,
    parseTerm(cursor, 0),
    'WHERE clause must contain an expression that resolves to a boolean',
  );
}

/** A condition elsewhere, where it is to be read but not used. */
export function parseCondition(cursor: PartiqlCursor): void {
  parseTerm(cursor, 0);
}

/** Reads on while operators bind tighter than `power`: OR is 1, AND is 2. */
function parseTerm(cursor: PartiqlCursor, power: number): Term {
  const misplaced = 'The arguments to AND/OR must be Expressions';
  let left = parseUnary(cursor);
  for (;;) {
    const word = cursor.isKeyword('AND') ? 'AND' : cursor.isKeyword('OR') ? 'OR' : '';
    const own = word === 'AND' ? 2 : word === 'OR' ? 1 : 0;
    if (own <= power) return left;
    const operands: Condition[] = [holds(cursor, left, misplaced)];
    while (cursor.takeKeyword(word)) {
      cursor.expectRightHandSide();
      operands.push(holds(cursor, parseTerm(cursor, own), misplaced));
    }
    left = { kind: word === 'AND' ? 'and' : 'or', operands, ...cursor.spanFrom(left) };
  }
}

function parseUnary(cursor: PartiqlCursor): Term {
  const start = cursor.peek();
  if (!cursor.takeKeyword('NOT')) return parsePredicates(cursor);
  const operand = holds(
    cursor,
    cursor.nested(() => parseUnary(cursor)),
    'The argument to NOT must be a Type or Expression',
  );
  return { kind: 'not', operand, ...cursor.spanFrom(start) };
}

/** `(a = 1) = true`: what holds can itself be compared. */
function parsePredicates(cursor: PartiqlCursor): Term {
  let left = parseArithmetic(cursor);
  for (;;) {
    const found = parsePredicate(cursor, left);
    if (found === undefined) return left;
    left = found;
  }
}

function parsePredicate(cursor: PartiqlCursor, left: Term): Condition | undefined {
  const symbol = cursor.peek();
  const comparator =
    symbol.kind === 'symbol' && Object.hasOwn(COMPARATORS, symbol.text)
      ? COMPARATORS[symbol.text]
      : undefined;
  if (comparator !== undefined) return parseComparison(cursor, left, comparator);
  if (cursor.takeKeyword('IS')) return parseIs(cursor, left);
  const isNegated =
    cursor.isKeyword('NOT') && ['BETWEEN', 'IN', 'LIKE'].some((word) => cursor.isKeyword(word, 1));
  if (isNegated) cursor.next();
  const found = cursor.takeKeyword('BETWEEN')
    ? parseBetween(cursor, left)
    : cursor.takeKeyword('IN')
      ? parseIn(cursor, left)
      : cursor.isKeyword('LIKE')
        ? parseLike(cursor, left)
        : undefined;
  if (found === undefined) return undefined;
  return isNegated ? { kind: 'not', operand: found, ...cursor.spanFrom(left) } : found;
}

function parseComparison(cursor: PartiqlCursor, left: Term, comparator: Comparator): Condition {
  cursor.next();
  cursor.expectRightHandSide();
  const right = parseArithmetic(cursor);
  if ((comparator === '=' || comparator === '<>') && !(isOperand(left) && isOperand(right))) {
    const equal = equality(cursor, left, right);
    return comparator === '=' ? equal : { kind: 'not', operand: equal, ...cursor.spanFrom(left) };
  }
  return {
    kind: 'compare',
    comparator,
    left: operandOf(cursor, left, comparator),
    right: operandOf(cursor, right, comparator),
    ...cursor.spanFrom(left),
  };
}

function parseBetween(cursor: PartiqlCursor, left: Term): Condition {
  const operand = operandOf(cursor, left, 'BETWEEN');
  const low = operandOf(cursor, parseArithmetic(cursor), 'BETWEEN');
  cursor.expectKeyword('AND');
  const high = operandOf(cursor, parseArithmetic(cursor), 'BETWEEN');
  return { kind: 'between', operand, low, high, ...cursor.spanFrom(left) };
}

function parseIn(cursor: PartiqlCursor, left: Term): Condition {
  const close = cursor.takeSymbol('[') ? ']' : cursor.takeSymbol('<<') ? '>>' : ')';
  if (close === ')') cursor.expectSymbol('(');
  const candidates: Term[] = [];
  if (!cursor.isSymbol(close)) {
    do candidates.push(parseArithmetic(cursor));
    while (cursor.takeSymbol(','));
  }
  cursor.expectSymbol(close);
  const span = cursor.spanFrom(left);
  const isComparable = left.kind === 'path' || !isOperand(left);
  if (candidates.length === 0 || !isComparable) {
    const message =
      'IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq ' +
      'with at least one member';
    cursor.refuse(bareFault(message, span));
  } else if (candidates.length > MAX_IN_CANDIDATES) {
    const message = `The IN operator is provided with too many operands; number of operands: ${candidates.length}`;
    cursor.refuse(bareFault(message, span));
  }
  if (isOperand(left)) {
    const operands = candidates.map((candidate) => operandOf(cursor, candidate, 'IN'));
    return { kind: 'in', operand: left, candidates: operands, ...span };
  }
  return { kind: 'or', operands: candidates.map((candidate) => equality(cursor, left, candidate)), ...span };
}

/** PartiQL has it, DynamoDB has not. */
function parseLike(cursor: PartiqlCursor, left: Term): Condition {
  const token = cursor.next();
  cursor.expectRightHandSide();
  parseArithmetic(cursor);
  if (cursor.takeKeyword('ESCAPE')) parseArithmetic(cursor);
  return refusedOperator(cursor, token, left);
}

/** What stands where an operator was refused: something that is never looked at. */
function refusedOperator(
  cursor: PartiqlCursor,
  { text, offset, length }: Span & { readonly text: string },
  left: Term,
): Condition {
  cursor.refuse(
    bareFault(`Unsupported operator in Condition Expression. Operator: ${text}`, { offset, length }),
  );
  return { kind: 'or', operands: [], ...cursor.spanFrom(left) };
}

function parseIs(cursor: PartiqlCursor, left: Term): Condition {
  const isNegated = cursor.takeKeyword('NOT');
  const token = cursor.peek();
  const word = parseTypeName(cursor);
  const span = cursor.spanFrom(left);
  if (left.kind !== 'path') {
    const message = 'The left hand side argument to IS must be a Variable Reference, Literal, or Path';
    cursor.refuse(bareFault(message, left));
    return { kind: 'or', operands: [], ...span };
  }
  if (word === 'MISSING') {
    return { kind: isNegated ? 'attribute_exists' : 'attribute_not_exists', path: left, ...span };
  }
  const name = Object.hasOwn(TYPES, word) ? TYPES[word] : undefined;
  if (name === undefined) {
    const message =
      `Unsupported data type for IS operator: ${word}. Supported data types are ` +
      '[MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]';
    cursor.refuse(faultAt(cursor.text, message, token));
  }
  const { offset, length } = token;
  const type: ValueRef = cursor.addValue({ kind: 'string', text: name ?? '', offset, length });
  const condition: Condition = { kind: 'attribute_type', path: left, type, ...span };
  return isNegated ? { kind: 'not', operand: condition, ...span } : condition;
}

/** Terms joined by operators that PartiQL knows and conditions do not. */
function parseArithmetic(cursor: PartiqlCursor): Term {
  const left = parsePrimary(cursor);
  for (;;) {
    const operator = cursor.peek();
    if (operator.kind !== 'symbol' || !ARITHMETIC.has(operator.text)) return left;
    cursor.next();
    cursor.expectRightHandSide();
    parsePrimary(cursor);
    refusedOperator(cursor, operator, left);
  }
}

/** A path, a literal, a call, or something in parentheses. */
function parsePrimary(cursor: PartiqlCursor): Term {
  const token = cursor.peek();
  const isCall =
    (token.kind === 'name' || token.kind === 'keyword') &&
    cursor.peek(1).text === '(' &&
    cursor.peek(1).kind === 'symbol';
  if (isCall && !['NOT', 'AND', 'OR', 'IN'].includes(token.text)) {
    return parseCall(cursor, () => parseTerm(cursor, 0));
  }
  if (cursor.takeSymbol('(')) {
    const inner = cursor.nested(() => parseTerm(cursor, 0));
    cursor.expectSymbol(')');
    return inner;
  }
  if (startsLiteral(cursor) || cursor.isKeyword('MISSING')) {
    return cursor.addValue(cursor.nested(() => parseLiteral(cursor)));
  }
  if (isName(cursor)) return parsePath(cursor);
  throw cursor.unexpected();
}

function holds(cursor: PartiqlCursor, term: Term, misplaced: string): Condition {
  if (!isOperand(term)) return term;
  const { offset, length } = term;
  cursor.refuse(bareFault(misplaced, { offset, length }));
  return { kind: 'or', operands: [], offset, length };
}
