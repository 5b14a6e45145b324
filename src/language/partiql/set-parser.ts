/** Reads the SET and REMOVE clauses of a PartiQL update into the updates of `expressions/`. */
import type { Path, PathValueAction, SetAction, SetOperand, SetValue, Update } from '../expressions/tree.ts';
import { resolvedPath, sameResolvedPath } from '../expressions/path-clash.ts';
import type { PartiqlCursor } from './partiql-cursor.ts';
import { bareFault, faultAt } from './statement-error.ts';
import { isName, parseLiteral, parsePath, startsLiteral } from './term-parser.ts';

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
    const value = parseSetChange(cursor, name, path);
    const action = { path, value, ...cursor.spanFrom(path) };
    (name === 'set_add' ? actions.add : actions.delete).push(action);
  } else {
    const value = parseValue(cursor);
    actions.set.push({ path, value, ...cursor.spanFrom(path) });
  }
}

/** `set_add(path, <<…>>)`, where the path is the one assigned to. */
function parseSetChange(cursor: PartiqlCursor, name: 'set_add' | 'set_delete', path: Path) {
  const token = cursor.next();
  const upper = name.toUpperCase();
  const operands = parseOperands(cursor);
  const [first, second] = operands;
  if (first === undefined || second === undefined || operands.length > 2) {
    throw faultAt(cursor.text, `${upper} must have exactly two arguments`, token);
  }
  if (first.kind !== 'path' || !sameResolvedPath(resolvedPath(first, {}), resolvedPath(path, {}))) {
    throw faultAt(cursor.text, `The first argument to ${upper} must equal the assignment value`, token);
  }
  const literal = second.kind === 'value' ? cursor.values[Number(second.text.slice(1))] : undefined;
  if (second.kind !== 'value' || (literal?.kind !== 'set' && literal?.kind !== 'parameter')) {
    throw faultAt(
      cursor.text,
      `The second argument to ${upper} must be a value with type SET`,
      first.segments[0],
    );
  }
  return second;
}

function parseValue(cursor: PartiqlCursor): SetValue {
  const left = parseOperand(cursor);
  const kind = cursor.isSymbol('+') ? 'plus' : cursor.isSymbol('-') ? 'minus' : undefined;
  if (kind === undefined) return left;
  cursor.next();
  return { kind, left, right: parseOperand(cursor), ...cursor.spanFrom(left) };
}

function parseOperand(cursor: PartiqlCursor): SetOperand {
  if (callName(cursor) !== undefined) return parseCall(cursor);
  if (cursor.takeSymbol('(')) {
    const inner = cursor.nested(() => parseOperand(cursor));
    cursor.expectSymbol(')');
    return inner;
  }
  if (startsLiteral(cursor)) return cursor.addValue(cursor.nested(() => parseLiteral(cursor)));
  if (isName(cursor)) return parsePath(cursor);
  throw cursor.unexpected();
}

function parseCall(cursor: PartiqlCursor): SetOperand {
  const token = cursor.next();
  const name = token.text.toLowerCase();
  if (name !== 'if_not_exists' && name !== 'list_append') {
    throw faultAt(cursor.text, `Unrecognized function: ${name}`, token);
  }
  const operands = parseOperands(cursor);
  const span = cursor.spanFrom(token);
  const [first, second] = operands;
  if (first === undefined || second === undefined || operands.length > 2) {
    throw bareFault(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
      span,
    );
  }
  if (name === 'list_append') return { kind: name, left: first, right: second, ...span };
  if (first.kind !== 'path') {
    throw bareFault(`Operator or function requires a document path; operator or function: ${name}`, span);
  }
  return { kind: name, path: first, otherwise: second, ...span };
}

function parseOperands(cursor: PartiqlCursor): readonly SetOperand[] {
  const operands: SetOperand[] = [];
  cursor.expectSymbol('(');
  if (!cursor.isSymbol(')')) {
    do operands.push(cursor.nested(() => parseOperand(cursor)));
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
