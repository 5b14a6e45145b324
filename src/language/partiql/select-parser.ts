/** Reads SELECT statements. */
import type { Condition, Path } from '../expressions/tree.ts';
import { parseCondition, parseWhere } from './condition-parser.ts';
import { parseFrom, refuseAlias } from './from-parser.ts';
import type { PartiqlCursor } from './partiql-cursor.ts';
import { bareFault, faultAt } from './statement-error.ts';
import { isName, parseLiteral, parsePath, startsLiteral } from './term-parser.ts';
import type { OrderKey, SelectStatement, TableRef } from './tree.ts';

const JOINS = ['JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS', 'OUTER', 'NATURAL'];

export function parseSelect(cursor: PartiqlCursor): SelectStatement {
  const start = cursor.next();
  const projection = parseProjection(cursor);
  cursor.expectKeyword('FROM');
  const from = parseSource(cursor);
  const where = parseOptionalWhere(cursor);
  refuseGrouping(cursor);
  const orderBy: OrderKey[] = [];
  if (cursor.takeKeyword('ORDER')) {
    cursor.expectKeyword('BY');
    do orderBy.push(parseOrderKey(cursor));
    while (cursor.takeSymbol(','));
  }
  refuseClause(cursor, 'LIMIT');
  refuseClause(cursor, 'OFFSET');
  const { values, parameterCount } = cursor;
  return {
    kind: 'select',
    projection,
    from,
    where,
    orderBy,
    values,
    parameterCount,
    ...cursor.spanFrom(start),
  };
}

export function parseOptionalWhere(cursor: PartiqlCursor): Condition | undefined {
  return cursor.takeKeyword('WHERE') ? parseWhere(cursor) : undefined;
}

/** One table; what a join or a list adds to it is refused. */
function parseSource(cursor: PartiqlCursor): TableRef {
  if (!isName(cursor)) throw cursor.unexpected();
  const from = parseFrom(cursor);
  while (cursor.isSymbol(',') || JOINS.some((word) => cursor.isKeyword(word))) {
    cursor.refuse(bareFault('Only select from a single table or index is supported.', cursor.peek()));
    while (JOINS.some((word) => cursor.isKeyword(word)) || cursor.isSymbol(',')) cursor.next();
    if (!isName(cursor)) throw cursor.unexpected();
    parseFrom(cursor);
    if (cursor.takeKeyword('ON')) parseCondition(cursor);
  }
  return from;
}

function parseProjection(cursor: PartiqlCursor): readonly Path[] | undefined {
  const first = cursor.peek();
  if (cursor.takeKeyword('VALUE') || cursor.takeKeyword('PIVOT')) {
    cursor.refuse(bareFault("Select projection doesn't support value or pivot keywords", first));
  }
  if (cursor.takeKeyword('DISTINCT'))
    cursor.refuse(faultAt(cursor.text, 'Unsupported clause: DISTINCT', first));
  const isAll = cursor.takeSymbol('*');
  if (isAll && !cursor.isSymbol(',')) return undefined;
  if (isAll) {
    const message = "Other attributes should not be present in the projection when '*' is used.";
    cursor.refuse(bareFault(message, cursor.next()));
  }
  const paths: Path[] = [];
  do paths.push(...parseColumn(cursor));
  while (cursor.takeSymbol(','));
  return paths;
}

/** A path. Calls and literals can be read, but not shown. */
function parseColumn(cursor: PartiqlCursor): readonly Path[] {
  const token = cursor.peek();
  const opening = cursor.peek(1);
  const isCall =
    opening.kind === 'symbol' && opening.text === '(' && (token.kind === 'name' || token.kind === 'keyword');
  if (isCall || startsLiteral(cursor)) {
    cursor.refuse(faultAt(cursor.text, 'Unexpected path component', token));
    if (!isCall) {
      parseLiteral(cursor);
    } else {
      cursor.next();
      cursor.skipParentheses();
    }
    refuseAlias(cursor);
    return [];
  }
  const path = parsePath(cursor);
  refuseAlias(cursor);
  return [path];
}

function parseOrderKey(cursor: PartiqlCursor): OrderKey {
  const start = cursor.peek();
  const path = parsePath(cursor);
  if (path.segments.length > 1) {
    cursor.refuse(bareFault('Argument to ORDER BY must be of type VariableReference. Type: Path', path));
  }
  const descending = cursor.takeKeyword('DESC');
  if (!descending) cursor.takeKeyword('ASC');
  return { path, descending, ...cursor.spanFrom(start) };
}

function refuseGrouping(cursor: PartiqlCursor): void {
  if (cursor.takeKeyword('GROUP')) {
    cursor.takeKeyword('PARTIAL');
    cursor.expectKeyword('BY');
    cursor.refuse(faultAt(cursor.text, 'Unsupported clause: GROUP BY', cursor.peek()));
    do {
      parsePath(cursor);
      refuseAlias(cursor);
    } while (cursor.takeSymbol(','));
  }
  const having = cursor.peek();
  if (!cursor.takeKeyword('HAVING')) return;
  cursor.refuse(faultAt(cursor.text, 'Unsupported clause: HAVING', having));
  parseCondition(cursor);
}

/** The place named is that of what follows the word (captured). */
function refuseClause(cursor: PartiqlCursor, word: string): void {
  // OFFSET is no reserved word: it is told by what stands behind it.
  const token = cursor.peek();
  const isClause = cursor.isKeyword(word) || (token.kind === 'name' && token.text.toUpperCase() === word);
  if (!isClause) return;
  cursor.next();
  const operand = cursor.peek();
  cursor.refuse(faultAt(cursor.text, `Unsupported clause: ${word}`, operand));
  if (startsLiteral(cursor)) parseLiteral(cursor);
  else parsePath(cursor);
}
