/** Reads PartiQL's literals and document paths. */
import type { NameSegment, Path, PathSegment } from '../expressions/tree.ts';
import type { PartiqlCursor } from './partiql-cursor.ts';
import { bareFault, faultAt, notWellFormed } from './statement-error.ts';
import type { Literal, MapEntry, MapLiteral, NumberLiteral, StringLiteral } from './tree.ts';

const MAX_LIST_INDEX = 2_147_483_647;

export function startsLiteral(cursor: PartiqlCursor): boolean {
  const token = cursor.peek();
  switch (token.kind) {
    case 'string':
    case 'number':
    case 'parameter':
      return true;
    case 'keyword':
      return token.text === 'TRUE' || token.text === 'FALSE' || token.text === 'NULL';
    case 'symbol':
      return ['-', '+', '[', '{', '<<'].includes(token.text);
    default:
      return false;
  }
}

export function parseLiteral(cursor: PartiqlCursor): Literal {
  const start = cursor.peek();
  const { offset, length } = start;
  switch (start.kind) {
    case 'string':
      return parseString(cursor);
    case 'number':
      return parseNumber(cursor);
    case 'parameter':
      cursor.next();
      cursor.parameterCount += 1;
      return { kind: 'parameter', index: cursor.parameterCount - 1, offset, length };
    case 'keyword':
      if (cursor.takeKeyword('NULL')) return { kind: 'null', offset, length };
      if (cursor.takeKeyword('TRUE')) return { kind: 'boolean', value: true, offset, length };
      if (cursor.takeKeyword('FALSE')) return { kind: 'boolean', value: false, offset, length };
      if (cursor.isKeyword('MISSING')) throw bareFault('MISSING must be compared using IS operator', start);
      throw cursor.unexpected();
    case 'symbol':
      return parseCompound(cursor);
    default:
      throw unsupportedValue(cursor);
  }
}

export function parseMap(cursor: PartiqlCursor): MapLiteral {
  const start = cursor.peek();
  const entries: MapEntry[] = [];
  const names = new Set<string>();
  cursor.expectSymbol('{');
  separated(cursor, '}', () => {
    if (cursor.peek().kind !== 'string') throw cursor.unexpected();
    const name = parseString(cursor);
    if (names.has(name.text)) {
      throw bareFault(`Duplicate keys in tuple. Key: ${name.text} under root`, name);
    }
    names.add(name.text);
    cursor.expectSymbol(':');
    entries.push({ name, value: cursor.nested(() => parseLiteral(cursor)) });
  });
  return { kind: 'map', entries, ...cursor.spanFrom(start) };
}

/** `a."b".c[0]['d']`: names are literal, never placeholders. */
export function parsePath(cursor: PartiqlCursor): Path {
  const start = cursor.peek();
  const segments: [NameSegment, ...PathSegment[]] = [parseName(cursor, () => cursor.unexpected())];
  for (;;) {
    if (cursor.takeSymbol('.')) {
      if (cursor.isSymbol('*')) {
        throw bareFault('Unpivot path component like a.*.b are not supported', cursor.peek());
      }
      segments.push(parseName(cursor, () => notWellFormed('Invalid path dot component', cursor.peek())));
    } else if (cursor.isSymbol('[')) {
      segments.push(parseBracket(cursor));
    } else {
      return { kind: 'path', segments, ...cursor.spanFrom(start) };
    }
  }
}

export function isName(cursor: PartiqlCursor): boolean {
  const { kind } = cursor.peek();
  return kind === 'name' || kind === 'quoted-name';
}

function parseName(cursor: PartiqlCursor, fault: () => Error): NameSegment {
  if (!isName(cursor)) throw fault();
  const { text, offset, length } = cursor.next();
  if (text === '') throw bareFault('Path component cannot be an empty string', { offset, length });
  return { kind: 'name', text, placeholder: false, offset, length };
}

/** `[0]` or `['name']`. */
function parseBracket(cursor: PartiqlCursor): PathSegment {
  const start = cursor.next();
  if (cursor.isSymbol('*')) {
    throw bareFault('Wildcard path component like a[*].b are not supported', cursor.peek());
  }
  if (cursor.peek().kind === 'string') {
    const { text } = parseString(cursor);
    cursor.expectSymbol(']');
    return { kind: 'name', text, placeholder: false, ...cursor.spanFrom(start) };
  }
  const isNegative = cursor.takeSymbol('-');
  const token = cursor.peek();
  if (token.kind !== 'number') throw cursor.unexpected();
  cursor.next();
  const index = Number(token.text);
  if (!/^\d+$/.test(token.text)) throw notWellFormed('Invalid path component', token);
  if (index > MAX_LIST_INDEX || (isNegative && index > 0)) {
    const written = `${isNegative ? '-' : ''}${token.text}`;
    throw faultAt(cursor.text, `List index is not within the allowable range; index: [${written}]`, token);
  }
  cursor.expectSymbol(']');
  return { kind: 'index', index, ...cursor.spanFrom(start) };
}

function parseString(cursor: PartiqlCursor): StringLiteral {
  const { text, offset, length } = cursor.next();
  return { kind: 'string', text, offset, length };
}

function parseNumber(cursor: PartiqlCursor): NumberLiteral {
  const { text, offset, length } = cursor.next();
  return { kind: 'number', text, offset, length };
}

/** A signed number, a list, a set or a map. */
function parseCompound(cursor: PartiqlCursor): Literal {
  const start = cursor.peek();
  const { text: symbol } = start;
  if (symbol === '{') return parseMap(cursor);
  if (symbol === '-' || symbol === '+') {
    if (cursor.peek(1).kind !== 'number') throw cursor.unexpected();
    cursor.next();
    const { text } = parseNumber(cursor);
    return { kind: 'number', text: symbol === '-' ? `-${text}` : text, ...cursor.spanFrom(start) };
  }
  if (symbol !== '[' && symbol !== '<<') throw unsupportedValue(cursor);
  cursor.next();
  const items: Literal[] = [];
  separated(cursor, symbol === '[' ? ']' : '>>', () => {
    items.push(cursor.nested(() => parseLiteral(cursor)));
  });
  const span = cursor.spanFrom(start);
  if (symbol === '[') return { kind: 'list', items, ...span };
  if (items.length === 0) throw bareFault('Empty bags are not supported', span);
  return { kind: 'set', items, ...span };
}

function unsupportedValue(cursor: PartiqlCursor): Error {
  const token = cursor.peek();
  if (token.kind !== 'name' && token.kind !== 'quoted-name') return cursor.unexpected();
  const what = cursor.peek(1).text === '(' ? token.text.toLowerCase() : token.text;
  return faultAt(cursor.text, `Unsupported data type: ${what} under key root`, token);
}

function separated(cursor: PartiqlCursor, close: string, readOne: () => void): void {
  if (cursor.takeSymbol(close)) return;
  do readOne();
  while (cursor.takeSymbol(','));
  cursor.expectSymbol(close);
}
