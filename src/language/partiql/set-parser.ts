/** Reads the SET and REMOVE clauses of a PartiQL update into the updates of `expressions/`. */
import type {
  Arithmetic,
  Path,
  PathValueAction,
  SetAction,
  SetOperand,
  SetValue,
  Span,
  Update,
} from '../expressions/tree.ts';
import { resolvedPath, sameResolvedPath } from '../expressions/path-clash.ts';
import type { PartiqlCursor } from './partiql-cursor.ts';
import { bareFault, faultAt, type StatementFault } from './statement-error.ts';
import { isName, parseLiteral, parsePath, startsLiteral } from './term-parser.ts';
import { parseTypeName } from './type-names.ts';

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '||']);

/** Clauses may be repeated and mixed: `SET a = 1, b = 2 SET c = 3 REMOVE d`. */
export function parseUpdateClauses(cursor: PartiqlCursor): Update {
  const start = cursor.peek();
  const actions: Actions = { set: [], remove: [], add: [], delete: [] };
  for (;;) {
    const isSet = cursor.takeKeyword('SET');
    if (!isSet && !cursor.takeKeyword('REMOVE')) break;
    do {
      if (isSet) parseAssignment(cursor, actions);
      else actions.remove.push(parsePath(cursor));
    } while (cursor.takeSymbol(','));
  }
  return { kind: 'update', ...actions, ...cursor.spanFrom(start) };
}

interface Actions {
  readonly set: SetAction[];
  readonly remove: Path[];
  readonly add: PathValueAction[];
  readonly delete: PathValueAction[];
}

function parseAssignment(cursor: PartiqlCursor, actions: Actions): void {
  const path = parsePath(cursor);
  cursor.expectSymbol('=');
  const name = callName(cursor);
  if (name === 'set_add' || name === 'set_delete') {
    const change = parseSetChange(cursor, name, path);
    if (change !== undefined) (name === 'set_add' ? actions.add : actions.delete).push(change);
  } else {
    const value = parseValue(cursor);
    actions.set.push({ path, value, ...cursor.spanFrom(path) });
  }
}

/** `set_add(path, <<…>>)`, where the path is the one assigned to; the action has the path of the call. */
function parseSetChange(
  cursor: PartiqlCursor,
  name: 'set_add' | 'set_delete',
  assigned: Path,
): PathValueAction | undefined {
  const token = cursor.next();
  const upper = name.toUpperCase();
  const operands = parseOperands(cursor);
  const [path, value] = operands;
  if (path === undefined || value === undefined || operands.length > 2) {
    cursor.refuse(faultAt(cursor.text, `${upper} must have exactly two arguments`, token));
    return undefined;
  }
  if (path.kind !== 'path' || !sameResolvedPath(resolvedPath(path, {}), resolvedPath(assigned, {}))) {
    const message = `The first argument to ${upper} must equal the assignment value`;
    cursor.refuse(faultAt(cursor.text, message, token));
    return undefined;
  }
  const literal = value.kind === 'value' ? cursor.values[Number(value.text.slice(1))] : undefined;
  if (value.kind !== 'value' || (literal?.kind !== 'set' && literal?.kind !== 'parameter')) {
    const message = `The second argument to ${upper} must be a value with type SET`;
    cursor.refuse(faultAt(cursor.text, message, path.segments[0]));
    return undefined;
  }
  return { path, value, ...cursor.spanFrom(assigned) };
}

/** The grammar of updates has no chains and no arithmetic but sums and differences. */
function parseValue(cursor: PartiqlCursor): SetValue {
  let value = parsePrimary(cursor);
  for (;;) {
    const operator = cursor.peek();
    if (operator.kind !== 'symbol' || !ARITHMETIC.has(operator.text)) break;
    cursor.next();
    cursor.expectRightHandSide();
    const left = operandOf(cursor, value);
    const right = operandOf(cursor, parsePrimary(cursor));
    const kind = operator.text === '+' ? 'plus' : operator.text === '-' ? 'minus' : undefined;
    if (kind === undefined) cursor.refuse(unsupportedOperator(operator.text, operator));
    else value = { kind, left, right, ...cursor.spanFrom(value) };
  }
  const is = cursor.peek();
  if (cursor.takeKeyword('IS')) {
    cursor.refuse(bareFault('IS operator is not supported in update expressions', is));
    cursor.takeKeyword('NOT');
    parseTypeName(cursor);
  }
  return value;
}

function parsePrimary(cursor: PartiqlCursor): SetValue {
  if (callName(cursor) !== undefined) return parseCall(cursor);
  if (cursor.takeSymbol('(')) {
    const inner = cursor.nested(() => parseValue(cursor));
    cursor.expectSymbol(')');
    return inner;
  }
  if (startsLiteral(cursor)) return cursor.addValue(cursor.nested(() => parseLiteral(cursor)));
  if (isName(cursor)) return parsePath(cursor);
  throw cursor.unexpected();
}

/** Sums have no place inside of others. */
function operandOf(cursor: PartiqlCursor, value: SetValue): SetOperand {
  if (!isArithmetic(value)) return value;
  cursor.refuse(unsupportedOperator(value.kind === 'plus' ? '+' : '-', value));
  return value.left;
}

function isArithmetic(value: SetValue): value is Arithmetic {
  return value.kind === 'plus' || value.kind === 'minus';
}

function unsupportedOperator(operator: string, { offset, length }: Span): StatementFault {
  return bareFault(`Unsupported operator in Update Expression. Operator: ${operator}`, { offset, length });
}

function parseCall(cursor: PartiqlCursor): SetOperand {
  const token = cursor.next();
  const name = token.text.toLowerCase();
  const isKnown = name === 'if_not_exists' || name === 'list_append';
  if (!isKnown) cursor.refuse(faultAt(cursor.text, `Unrecognized function: ${name}`, token));
  const operands = parseOperands(cursor);
  const span = cursor.spanFrom(token);
  const [first, second] = operands;
  if (first === undefined || second === undefined || operands.length > 2) {
    const message =
      `Incorrect number of operands for operator or function; operator or function: ${name}, ` +
      `number of operands: ${operands.length}`;
    cursor.refuse(bareFault(message, span));
    return nothing(cursor, span);
  }
  if (name === 'list_append') return { kind: name, left: first, right: second, ...span };
  if (first.kind === 'path') return { kind: 'if_not_exists', path: first, otherwise: second, ...span };
  cursor.refuse(
    bareFault(`Operator or function requires a document path; operator or function: ${name}`, span),
  );
  return nothing(cursor, span);
}

/** Stands where something was refused. */
function nothing(cursor: PartiqlCursor, { offset, length }: Span): SetOperand {
  return cursor.addValue({ kind: 'null', offset, length });
}

function parseOperands(cursor: PartiqlCursor): readonly SetOperand[] {
  const operands: SetOperand[] = [];
  cursor.expectSymbol('(');
  if (!cursor.isSymbol(')')) {
    do
      operands.push(
        operandOf(
          cursor,
          cursor.nested(() => parseValue(cursor)),
        ),
      );
    while (cursor.takeSymbol(','));
  }
  cursor.expectSymbol(')');
  return operands;
}

/** The name of the call that starts here, in lower case. */
function callName(cursor: PartiqlCursor): string | undefined {
  const token = cursor.peek();
  const opening = cursor.peek(1);
  const isCall =
    (token.kind === 'name' || token.kind === 'keyword') && opening.kind === 'symbol' && opening.text === '(';
  return isCall ? token.text.toLowerCase() : undefined;
}
