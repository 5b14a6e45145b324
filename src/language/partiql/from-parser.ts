/** Reads the table or index that a statement is about. */
import type { Span } from '../expressions/tree.ts';
import type { PartiqlCursor } from './partiql-cursor.ts';
import { bareFault, notWellFormed } from './statement-error.ts';
import { isName, parsePath } from './term-parser.ts';
import type { TableRef } from './tree.ts';

/** A table, perhaps with an index, and no alias. */
export function parseFrom(cursor: PartiqlCursor): TableRef {
  const from = parseTableRef(cursor);
  refuseAlias(cursor);
  return from;
}

export function parseTableRef(cursor: PartiqlCursor): TableRef {
  if (!isName(cursor)) throw notWellFormed('Expected identifier for simple path', cursor.peek());
  const { segments, offset, length } = parsePath(cursor);
  const [table, index] = segments;
  if (segments.length > 2) {
    refuseAt(cursor, 'A path may contain at most 2 components in the FROM clause', { offset, length });
  }
  if (index?.kind === 'index') refuseAt(cursor, 'Invalid list expression in source.', index);
  const name = index?.kind === 'name' ? index.text : undefined;
  cursor.from = { table: table.text, index: name, offset, length };
  return cursor.from;
}

/** `AS x` or a name that can be nothing else. */
export function refuseAlias(cursor: PartiqlCursor): void {
  const token = cursor.peek();
  const isAs = cursor.takeKeyword('AS');
  if (!isAs && (!isName(cursor) || token.soft)) return;
  refuseAt(cursor, 'Aliasing is not supported', token);
  if (!isName(cursor)) throw cursor.unexpected();
  cursor.next();
}

function refuseAt(cursor: PartiqlCursor, message: string, span: Span): void {
  cursor.refuse(bareFault(message, span));
}
