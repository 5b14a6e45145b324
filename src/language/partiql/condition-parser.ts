/** Reads a WHERE clause into the conditions of `expressions/`. */
import type { Comparator, Condition, Operand, Path, Span } from '../expressions/tree.ts';
import type { PartiqlCursor } from './partiql-cursor.ts';
import { bareFault, faultAt, notWellFormed } from './statement-error.ts';
import { isName, parseLiteral, parsePath, startsLiteral } from './term-parser.ts';

const COMPARATORS: Readonly<Record<string, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const ARITY = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
} as const;

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

type Term = Operand | Condition;

export function parseWhere(cursor: PartiqlCursor): Condition {
  return holds(cursor, parseTerm(cursor, 0));
}

/** Reads on while operators bind tighter than `power`: OR is 1, AND is 2. */
function parseTerm(cursor: PartiqlCursor, power: number): Term {
  let left = parseUnary(cursor);
  for (;;) {
    const word = cursor.isKeyword('AND') ? 'AND' : cursor.isKeyword('OR') ? 'OR' : '';
    const own = word === 'AND' ? 2 : word === 'OR' ? 1 : 0;
    if (own <= power) return left;
    const operands: Condition[] = [holds(cursor, left)];
    while (cursor.takeKeyword(word)) {
      cursor.expectRightHandSide();
      operands.push(holds(cursor, parseTerm(cursor, own)));
    }
    left = { kind: word === 'AND' ? 'and' : 'or', operands, ...cursor.spanFrom(left) };
  }
}

function parseUnary(cursor: PartiqlCursor): Term {
  const start = cursor.peek();
  if (!cursor.takeKeyword('NOT')) return parsePredicate(cursor);
  const operand = holds(
    cursor,
    cursor.nested(() => parseUnary(cursor)),
  );
  return { kind: 'not', operand, ...cursor.spanFrom(start) };
}

function parsePredicate(cursor: PartiqlCursor): Term {
  const left = parsePrimary(cursor);
  const symbol = cursor.peek();
  const comparator =
    symbol.kind === 'symbol' && Object.hasOwn(COMPARATORS, symbol.text)
      ? COMPARATORS[symbol.text]
      : undefined;
  if (comparator !== undefined) return parseComparison(cursor, left, comparator);
  if (cursor.takeKeyword('IS')) return parseIs(cursor, left);
  const isNegated = cursor.isKeyword('NOT') && (cursor.isKeyword('BETWEEN', 1) || cursor.isKeyword('IN', 1));
  if (isNegated) cursor.next();
  const found = cursor.takeKeyword('BETWEEN')
    ? parseBetween(cursor, left)
    : cursor.takeKeyword('IN')
      ? parseIn(cursor, left)
      : undefined;
  if (found === undefined) return left;
  return isNegated ? { kind: 'not', operand: found, ...cursor.spanFrom(left) } : found;
}

function parseComparison(cursor: PartiqlCursor, left: Term, comparator: Comparator): Condition {
  cursor.next();
  cursor.expectRightHandSide();
  // `attribute_exists(a) = true` is how some tools write it; the service takes it.
  if (!isOperand(left) && (comparator === '=' || comparator === '<>')) {
    const isTrue = cursor.isKeyword('TRUE');
    if (isTrue || cursor.isKeyword('FALSE')) {
      cursor.next();
      if (isTrue === (comparator === '=')) return left;
      return { kind: 'not', operand: left, ...cursor.spanFrom(left) };
    }
  }
  const right = compared(parsePrimary(cursor));
  return {
    kind: 'compare',
    comparator,
    left: compared(left),
    right,
    ...cursor.spanFrom(left),
  };
}

function parseBetween(cursor: PartiqlCursor, left: Term): Condition {
  const operand = compared(left);
  const low = compared(parsePrimary(cursor));
  cursor.expectKeyword('AND');
  const high = compared(parsePrimary(cursor));
  return { kind: 'between', operand, low, high, ...cursor.spanFrom(left) };
}

function parseIn(cursor: PartiqlCursor, left: Term): Condition {
  const operand = compared(left);
  const close = cursor.takeSymbol('[') ? ']' : cursor.takeSymbol('<<') ? '>>' : ')';
  if (close === ')') cursor.expectSymbol('(');
  const candidates: Operand[] = [];
  if (!cursor.isSymbol(close)) {
    do candidates.push(compared(parsePrimary(cursor)));
    while (cursor.takeSymbol(','));
  }
  cursor.expectSymbol(close);
  const span = cursor.spanFrom(left);
  if (candidates.length === 0 || operand.kind !== 'path') {
    throw bareFault(
      'IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member',
      span,
    );
  }
  return { kind: 'in', operand, candidates, ...span };
}

function parseIs(cursor: PartiqlCursor, left: Term): Condition {
  const isNegated = cursor.takeKeyword('NOT');
  const token = cursor.next();
  if (left.kind !== 'path') {
    throw bareFault('The left hand side argument to IS must be a Variable Reference, Literal, or Path', left);
  }
  const path = left;
  const word = token.text.toUpperCase();
  const span = cursor.spanFrom(left);
  if (token.kind === 'keyword' && word === 'MISSING') {
    return { kind: isNegated ? 'attribute_exists' : 'attribute_not_exists', path, ...span };
  }
  const isWord = token.kind === 'keyword' || token.kind === 'name';
  const name = isWord && Object.hasOwn(TYPES, word) ? TYPES[word] : undefined;
  if (name === undefined && token.kind !== 'keyword') throw notWellFormed('Expected type name', token);
  if (name === undefined) {
    throw faultAt(
      cursor.text,
      `Unsupported data type for IS operator: ${word}. Supported data types are ` +
        '[MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]',
      token,
    );
  }
  const { offset, length } = token;
  const type = cursor.addValue({ kind: 'string', text: name, offset, length });
  const condition: Condition = { kind: 'attribute_type', path, type, ...span };
  return isNegated ? { kind: 'not', operand: condition, ...span } : condition;
}

/** A path, a literal, a call, or something in parentheses. */
function parsePrimary(cursor: PartiqlCursor): Term {
  const token = cursor.peek();
  const isCall =
    (token.kind === 'name' || token.kind === 'keyword') &&
    cursor.peek(1).text === '(' &&
    cursor.peek(1).kind === 'symbol';
  if (isCall && !['NOT', 'AND', 'OR', 'IN'].includes(token.text)) return parseCall(cursor);
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

function parseCall(cursor: PartiqlCursor): Term {
  const token = cursor.next();
  const name = token.text.toLowerCase();
  if (!isFunction(name)) throw faultAt(cursor.text, `Unrecognized function: ${name}`, token);
  cursor.expectSymbol('(');
  const operands: Operand[] = [];
  if (!cursor.isSymbol(')')) {
    do operands.push(compared(cursor.nested(() => parsePrimary(cursor))));
    while (cursor.takeSymbol(','));
  }
  cursor.expectSymbol(')');
  const span = cursor.spanFrom(token);
  const [first, second = first] = operands;
  if (first === undefined || second === undefined || operands.length !== ARITY[name]) {
    throw bareFault(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
      span,
    );
  }
  switch (name) {
    case 'size':
      return { kind: name, operand: first, ...span };
    case 'attribute_exists':
    case 'attribute_not_exists':
      return { kind: name, path: pathOf(first, name), ...span };
    case 'attribute_type':
      return { kind: name, path: pathOf(first, name), type: second, ...span };
    case 'begins_with':
      return { kind: name, operand: first, prefix: second, ...span };
    case 'contains':
      return { kind: name, operand: first, member: second, ...span };
  }
}

function pathOf(operand: Operand, name: string): Path {
  if (operand.kind === 'path') return operand;
  throw bareFault(`Operator or function requires a document path; operator or function: ${name}`, operand);
}

function isFunction(name: string): name is keyof typeof ARITY {
  return Object.hasOwn(ARITY, name);
}

function isOperand(term: Term): term is Operand {
  return term.kind === 'path' || term.kind === 'value' || term.kind === 'size';
}

function holds(cursor: PartiqlCursor, term: Term): Condition {
  if (!isOperand(term)) return term;
  if (!cursor.atEnd && isName(cursor)) throw cursor.unexpected('Unexpected token after expression');
  throw bareFault('WHERE clause must contain an expression that resolves to a boolean', spanOf(term));
}

function compared(term: Term): Operand {
  if (isOperand(term)) return term;
  const operator = term.kind === 'compare' ? term.comparator : term.kind.toUpperCase();
  throw bareFault(`Unsupported operator in Condition Expression. Operator: ${operator}`, spanOf(term));
}

function spanOf({ offset, length }: Span): Span {
  return { offset, length };
}
