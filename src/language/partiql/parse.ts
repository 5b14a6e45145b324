/** The door to the PartiQL parser, for engine and editor alike; results are cached by text. */
import type { Condition, Path } from '../expressions/tree.ts';
import { parseWhere } from './condition-parser.ts';
import { PartiqlCursor } from './partiql-cursor.ts';
import { parseUpdateClauses } from './set-parser.ts';
import { bareFault, faultAt, notWellFormed, StatementFault, type StatementError } from './statement-error.ts';
import { isName, parseMap, parsePath } from './term-parser.ts';
import type {
  DeleteStatement,
  ExistsStatement,
  InsertStatement,
  OrderKey,
  Returning,
  SelectStatement,
  Statement,
  TableRef,
  UpdateStatement,
} from './tree.ts';

export type ParsedStatement =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'error'; readonly error: StatementError };

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
    return { kind: 'statement', statement };
  } catch (error) {
    if (error instanceof StatementFault) return { kind: 'error', error: error.fault };
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
  throw notWellFormed('Expected data manipulation', cursor.peek());
}

function parseSelect(cursor: PartiqlCursor): SelectStatement {
  const start = cursor.next();
  const projection = parseProjection(cursor);
  cursor.expectKeyword('FROM');
  if (!isName(cursor)) throw cursor.unexpected();
  const from = parseFrom(cursor);
  if (cursor.isSymbol(',')) {
    throw bareFault('Only select from a single table or index is supported.', cursor.peek());
  }
  const where = parseOptionalWhere(cursor);
  const orderBy: OrderKey[] = [];
  if (cursor.takeKeyword('ORDER')) {
    cursor.expectKeyword('BY');
    do orderBy.push(parseOrderKey(cursor));
    while (cursor.takeSymbol(','));
  }
  return { kind: 'select', projection, from, where, orderBy, ...rest(cursor, start) };
}

function parseProjection(cursor: PartiqlCursor): readonly Path[] | undefined {
  if (cursor.takeSymbol('*')) {
    if (cursor.isSymbol(',')) {
      throw bareFault(
        "Other attributes should not be present in the projection when '*' is used.",
        cursor.peek(),
      );
    }
    return undefined;
  }
  const paths: Path[] = [];
  do {
    const token = cursor.peek();
    if (cursor.peek(1).kind === 'symbol' && cursor.peek(1).text === '(' && token.kind !== 'symbol') {
      throw faultAt(cursor.text, 'Unexpected path component', token);
    }
    paths.push(parsePath(cursor));
    refuseAlias(cursor);
  } while (cursor.takeSymbol(','));
  return paths;
}

function parseOrderKey(cursor: PartiqlCursor): OrderKey {
  const start = cursor.peek();
  const path = parsePath(cursor);
  const descending = cursor.takeKeyword('DESC');
  if (!descending) cursor.takeKeyword('ASC');
  return { path, descending, ...cursor.spanFrom(start) };
}

function parseInsert(cursor: PartiqlCursor): InsertStatement {
  const start = cursor.next();
  cursor.expectKeyword('INTO');
  const from = parseTableRef(cursor);
  if (isName(cursor)) throw notWellFormed('Unexpected token after expression', cursor.peek());
  if (cursor.isKeyword('VALUES')) {
    throw bareFault(
      'Unsupported operation: Inserting multiple items in a single statement is not supported, use "INSERT INTO tableName VALUE item" instead',
      cursor.peek(),
    );
  }
  cursor.expectKeyword('VALUE');
  if (!cursor.isSymbol('{')) {
    throw bareFault(
      'Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.',
      cursor.peek(),
    );
  }
  const item = parseMap(cursor);
  if (cursor.isKeyword('RETURNING')) {
    throw bareFault('RETURNING is not supported in INSERT', cursor.peek());
  }
  return { kind: 'insert', from, item, ...rest(cursor, start) };
}

function parseUpdateStatement(cursor: PartiqlCursor): UpdateStatement {
  const start = cursor.next();
  const from = parseFrom(cursor);
  requireUpdateClause(cursor);
  const update = parseUpdateClauses(cursor);
  const where = parseOptionalWhere(cursor);
  const returning = parseReturning(cursor);
  return { kind: 'update', from, update, where, returning, ...rest(cursor, start) };
}

/** `FROM "T" WHERE … SET …`: PartiQL's other way to write an update. */
function parseFromFirst(cursor: PartiqlCursor): UpdateStatement {
  const start = cursor.next();
  const from = parseFrom(cursor);
  const where = parseOptionalWhere(cursor);
  requireUpdateClause(cursor);
  const update = parseUpdateClauses(cursor);
  const returning = parseReturning(cursor);
  return { kind: 'update', from, update, where, returning, ...rest(cursor, start) };
}

function parseDelete(cursor: PartiqlCursor): DeleteStatement {
  const start = cursor.next();
  cursor.expectKeyword('FROM');
  const from = parseFrom(cursor);
  const where = parseOptionalWhere(cursor);
  const returning = parseReturning(cursor);
  if (returning !== undefined && (returning.scope !== 'ALL' || returning.image !== 'OLD')) {
    throw bareFault(
      `Invalid returning clause: RETURNING ${returning.scope} ${returning.image} *. Only RETURNING ALL OLD * is allowed in DELETE statements.`,
      returning,
    );
  }
  return { kind: 'delete', from, where, returning, ...rest(cursor, start) };
}

function parseExists(cursor: PartiqlCursor): ExistsStatement {
  const start = cursor.next();
  cursor.expectSymbol('(');
  if (!cursor.isKeyword('SELECT')) throw cursor.unexpected();
  const select = parseSelect(cursor);
  cursor.expectSymbol(')');
  return { kind: 'exists', select, from: select.from, ...rest(cursor, start) };
}

function requireUpdateClause(cursor: PartiqlCursor): void {
  if (cursor.isKeyword('SET') || cursor.isKeyword('REMOVE')) return;
  throw notWellFormed('Expected data manipulation', cursor.peek());
}

/** A table, perhaps with an index, and no alias. */
function parseFrom(cursor: PartiqlCursor): TableRef {
  const from = parseTableRef(cursor);
  refuseAlias(cursor);
  return from;
}

function refuseAlias(cursor: PartiqlCursor): void {
  if (cursor.isKeyword('AS') || (isName(cursor) && !cursor.peek().soft)) {
    throw bareFault('Aliasing is not supported', cursor.peek());
  }
}

function parseTableRef(cursor: PartiqlCursor): TableRef {
  if (!isName(cursor)) throw notWellFormed('Expected identifier for simple path', cursor.peek());
  const { segments, offset, length } = parsePath(cursor);
  const [table, index] = segments;
  if (segments.length > 2) {
    throw bareFault('A path may contain at most 2 components in the FROM clause', { offset, length });
  }
  if (index?.kind === 'index') throw bareFault('Invalid list expression in source.', index);
  return { table: table.text, index: index?.text, offset, length };
}

function parseOptionalWhere(cursor: PartiqlCursor): Condition | undefined {
  return cursor.takeKeyword('WHERE') ? parseWhere(cursor) : undefined;
}

function parseReturning(cursor: PartiqlCursor): Returning | undefined {
  const start = cursor.peek();
  if (!cursor.takeKeyword('RETURNING')) return undefined;
  const scope = cursor.takeKeyword('ALL') ? 'ALL' : cursor.takeKeyword('MODIFIED') ? 'MODIFIED' : undefined;
  const image = cursor.takeKeyword('OLD') ? 'OLD' : cursor.takeKeyword('NEW') ? 'NEW' : undefined;
  if (scope === undefined || image === undefined) throw cursor.unexpected();
  if (!cursor.takeSymbol('*')) {
    throw bareFault("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause", cursor.peek());
  }
  return { scope, image, ...cursor.spanFrom(start) };
}

function rest(cursor: PartiqlCursor, start: { readonly offset: number; readonly length: number }) {
  const { values, parameterCount } = cursor;
  return { values, parameterCount, ...cursor.spanFrom(start) };
}
