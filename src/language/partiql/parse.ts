/** The door to the PartiQL parser, for engine and editor alike; results are cached by text. */
import { PartiqlCursor } from './partiql-cursor.ts';
import { parseSelect } from './select-parser.ts';
import { bareFault, notWellFormed, StatementFault, type StatementError } from './statement-error.ts';
import { isName, parsePath } from './term-parser.ts';
import type { ExistsStatement, Statement, TableRef } from './tree.ts';
import { parseTypeName } from './type-names.ts';
import { parseDelete, parseFromFirst, parseInsert, parseUpdateStatement } from './write-parser.ts';

export type ParsedStatement =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | {
      readonly kind: 'error';
      readonly error: StatementError;
      /** The table of a statement that is well formed but asks for what is not supported. */
      readonly from: TableRef | undefined;
    };

/** A full cache starts again empty. */
const MAX_CACHED = 500;
const cache = new Map<string, ParsedStatement>();

/** One statement, with or without its closing semicolon. */
export function parseStatement(text: string): ParsedStatement {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const result = readStatement(text);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(text, result);
  return result;
}

function readStatement(text: string): ParsedStatement {
  try {
    const cursor = new PartiqlCursor(text);
    const statement = parseAny(cursor);
    cursor.takeSymbol(';');
    if (!cursor.atEnd) throw notWellFormed('Unexpected token after expression', cursor.peek());
    const { refusal, from } = cursor;
    if (refusal === undefined) return { kind: 'statement', statement };
    return { kind: 'error', error: refusal.fault, from };
  } catch (error) {
    if (error instanceof StatementFault) return { kind: 'error', error: error.fault, from: undefined };
    throw error;
  }
}

function parseAny(cursor: PartiqlCursor): Statement {
  if (cursor.isKeyword('SELECT')) return parseSelect(cursor);
  if (cursor.isKeyword('INSERT')) return parseInsert(cursor);
  if (cursor.isKeyword('UPDATE')) return parseUpdateStatement(cursor);
  if (cursor.isKeyword('DELETE')) return parseDelete(cursor);
  if (cursor.isKeyword('FROM')) return parseFromFirst(cursor);
  if (cursor.isKeyword('EXISTS')) return parseExists(cursor);
  throw noStatement(cursor);
}

function parseExists(cursor: PartiqlCursor): ExistsStatement {
  const start = cursor.next();
  cursor.expectSymbol('(');
  if (!cursor.isKeyword('SELECT')) throw cursor.unexpected();
  const select = parseSelect(cursor);
  cursor.expectSymbol(')');
  const { values, parameterCount } = cursor;
  return { kind: 'exists', select, from: select.from, values, parameterCount, ...cursor.spanFrom(start) };
}

/** `x IS INT4` alone is an expression that can be read, but nothing to carry out (captured). */
function noStatement(cursor: PartiqlCursor): StatementFault {
  const start = cursor.peek();
  const fault = notWellFormed('Expected data manipulation', start);
  if (!isName(cursor)) return fault;
  try {
    parsePath(cursor);
  } catch (error) {
    if (error instanceof StatementFault) return fault;
    throw error;
  }
  if (!cursor.takeKeyword('IS')) return fault;
  cursor.takeKeyword('NOT');
  parseTypeName(cursor);
  cursor.takeSymbol(';');
  if (!cursor.atEnd) return notWellFormed('Unexpected token after expression', cursor.peek());
  return bareFault('Unsupported operation: IsType', cursor.spanFrom(start));
}
