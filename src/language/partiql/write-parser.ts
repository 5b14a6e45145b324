/** Reads INSERT, UPDATE and DELETE statements. */
import type { Span } from '../expressions/tree.ts';
import { parseFrom, parseTableRef } from './from-parser.ts';
import type { PartiqlCursor } from './partiql-cursor.ts';
import { parseOptionalWhere } from './select-parser.ts';
import { parseUpdateClauses } from './set-parser.ts';
import { bareFault, notWellFormed } from './statement-error.ts';
import { isName, parseItem, parseLiteral } from './term-parser.ts';
import type { DeleteStatement, InsertStatement, MapLiteral, Returning, UpdateStatement } from './tree.ts';

export function parseInsert(cursor: PartiqlCursor): InsertStatement {
  const start = cursor.next();
  cursor.expectKeyword('INTO');
  const from = parseTableRef(cursor);
  if (from.index !== undefined) {
    const message = 'FROM clause may only contain a single table name in data manipulation statements';
    cursor.refuse(bareFault(message, from));
  }
  if (isName(cursor)) throw notWellFormed('Unexpected token after expression', cursor.peek());
  const item = parseInserted(cursor);
  const behind = cursor.peek();
  if (cursor.takeKeyword('AT')) {
    cursor.refuse(bareFault('AT is not supported in insert statements.', behind));
    parseLiteral(cursor);
  }
  const returning = parseReturning(cursor);
  if (returning !== undefined) cursor.refuse(bareFault('RETURNING is not supported in INSERT', returning));
  return { kind: 'insert', from, item, ...rest(cursor, start) };
}

function parseInserted(cursor: PartiqlCursor): MapLiteral {
  const start = cursor.peek();
  if (cursor.takeKeyword('VALUES')) {
    const message =
      'Unsupported operation: Inserting multiple items in a single statement is not supported, ' +
      'use "INSERT INTO tableName VALUE item" instead';
    cursor.refuse(bareFault(message, start));
    cursor.skipRest();
    return { kind: 'map', entries: [], ...cursor.spanFrom(start) };
  }
  cursor.expectKeyword('VALUE');
  if (cursor.isSymbol('{')) return parseItem(cursor);
  const message =
    'Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.';
  cursor.refuse(bareFault(message, cursor.peek()));
  parseLiteral(cursor);
  return { kind: 'map', entries: [], ...cursor.spanFrom(start) };
}

export function parseUpdateStatement(cursor: PartiqlCursor): UpdateStatement {
  const start = cursor.next();
  const from = parseFrom(cursor);
  requireUpdateClause(cursor);
  const update = parseUpdateClauses(cursor);
  const where = parseOptionalWhere(cursor);
  const returning = parseReturning(cursor);
  return { kind: 'update', from, update, where, returning, ...rest(cursor, start) };
}

/** `FROM "T" WHERE … SET …`: PartiQL's other way to write an update. */
export function parseFromFirst(cursor: PartiqlCursor): UpdateStatement {
  const start = cursor.next();
  const from = parseFrom(cursor);
  const where = parseOptionalWhere(cursor);
  requireUpdateClause(cursor);
  const update = parseUpdateClauses(cursor);
  const returning = parseReturning(cursor);
  return { kind: 'update', from, update, where, returning, ...rest(cursor, start) };
}

export function parseDelete(cursor: PartiqlCursor): DeleteStatement {
  const start = cursor.next();
  cursor.expectKeyword('FROM');
  const from = parseFrom(cursor);
  const where = parseOptionalWhere(cursor);
  const returning = parseReturning(cursor);
  if (returning !== undefined && (returning.scope !== 'ALL' || returning.image !== 'OLD')) {
    const message =
      `Invalid returning clause: RETURNING ${returning.scope} ${returning.image} *. ` +
      'Only RETURNING ALL OLD * is allowed in DELETE statements.';
    cursor.refuse(bareFault(message, returning));
  }
  return { kind: 'delete', from, where, returning, ...rest(cursor, start) };
}

function requireUpdateClause(cursor: PartiqlCursor): void {
  if (cursor.isKeyword('SET') || cursor.isKeyword('REMOVE')) return;
  throw notWellFormed('Expected data manipulation', cursor.peek());
}

function parseReturning(cursor: PartiqlCursor): Returning | undefined {
  if (!cursor.takeKeyword('RETURNING')) return undefined;
  const returning = parseReturned(cursor);
  while (cursor.isSymbol(',')) {
    const message = 'Invalid syntax with multiple returning elements in RETURNING clause';
    cursor.refuse(bareFault(message, cursor.next()));
    parseReturned(cursor);
  }
  return returning;
}

/** `ALL OLD *`. */
function parseReturned(cursor: PartiqlCursor): Returning {
  const start = cursor.peek();
  const scope = cursor.takeKeyword('ALL') ? 'ALL' : cursor.takeKeyword('MODIFIED') ? 'MODIFIED' : undefined;
  const image = cursor.takeKeyword('OLD') ? 'OLD' : cursor.takeKeyword('NEW') ? 'NEW' : undefined;
  if (scope === undefined || image === undefined) throw cursor.unexpected();
  if (!cursor.takeSymbol('*')) {
    const message = "Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause";
    cursor.refuse(bareFault(message, cursor.peek()));
    cursor.skipRest();
  }
  return { scope, image, ...cursor.spanFrom(start) };
}

function rest(cursor: PartiqlCursor, start: Span) {
  const { values, parameterCount } = cursor;
  return { values, parameterCount, ...cursor.spanFrom(start) };
}
