/** Reads PartiQL's literals and document paths. */
import type { NameSegment, Path, PathSegment } from '../expressions/tree.ts';
import type { PartiqlCursor } from './partiql-cursor.ts';
import { bareFault, faultAt, notWellFormed } from './statement-error.ts';
import type { Literal, MapEntry, MapLiteral, NumberLiteral, StringLiteral } from './tree.ts';

const MAX_LIST_INDEX = 2_147_483_647;
const UNSUPPORTED_IN_BAG =
  'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags';

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

/** `under` is the place inside the value that refusals name; a parameter stands only at its root (captured). */
export function parseLiteral(cursor: PartiqlCursor, under = 'root'): Literal {
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
      if (under !== 'root') refuseValue(cursor, `Parameter under key ${under}`, { offset, length });
      return { kind: 'parameter', index: cursor.parameterCount - 1, offset, length };
    case 'keyword':
      return parseConstant(cursor, under);
    case 'symbol':
      return parseCompound(cursor, under);
    default:
      return unsupportedValue(cursor, under);
  }
}

function parseConstant(cursor: PartiqlCursor, under: string): Literal {
  const { offset, length } = cursor.peek();
  if (cursor.takeKeyword('NULL')) return { kind: 'null', offset, length };
  if (cursor.takeKeyword('TRUE')) return { kind: 'boolean', value: true, offset, length };
  if (cursor.takeKeyword('FALSE')) return { kind: 'boolean', value: false, offset, length };
  if (cursor.takeKeyword('MISSING')) {
    cursor.refuse(bareFault('MISSING must be compared using IS operator', { offset, length }));
    return { kind: 'null', offset, length };
  }
  const opening = cursor.peek(1);
  if (opening.kind === 'symbol' && opening.text === '(') return unsupportedValue(cursor, under);
  throw cursor.unexpected();
}

/** An INSERT's item: each of its attributes is a value of its own. */
export function parseItem(cursor: PartiqlCursor): MapLiteral {
  return parseEntries(cursor, 'root', () => 'root');
}

function parseEntries(cursor: PartiqlCursor, under: string, underName: (name: string) => string): MapLiteral {
  const start = cursor.peek();
  const entries: MapEntry[] = [];
  const names = new Set<string>();
  cursor.expectSymbol('{');
  separated(cursor, '}', () => {
    if (cursor.peek().kind !== 'string') throw cursor.unexpected();
    const name = parseString(cursor);
    if (names.has(name.text)) {
      cursor.refuse(bareFault(`Duplicate keys in tuple. Key: ${name.text} under ${under}`, name));
    }
    names.add(name.text);
    cursor.expectSymbol(':');
    entries.push({ name, value: cursor.nested(() => parseLiteral(cursor, underName(name.text))) });
  });
  return { kind: 'map', entries, ...cursor.spanFrom(start) };
}

/** `a."b".c[0]['d']`: names are literal, never placeholders. */
export function parsePath(cursor: PartiqlCursor): Path {
  const start = cursor.peek();
  const segments: [NameSegment, ...PathSegment[]] = [parseName(cursor, () => cursor.unexpected())];
  for (;;) {
    const dot = cursor.peek();
    if (cursor.takeSymbol('.')) {
      if (cursor.takeSymbol('*')) {
        cursor.refuse(bareFault('Unpivot path component like a.*.b are not supported', dot));
      } else {
        segments.push(parseName(cursor, () => notWellFormed('Invalid path dot component', cursor.peek())));
      }
    } else if (cursor.isSymbol('[')) {
      segments.push(...parseBracket(cursor));
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
  if (text === '') {
    cursor.refuse(bareFault('Path component cannot be an empty string', { offset, length }));
  }
  return { kind: 'name', text, placeholder: false, offset, length };
}

/** `[0]` or `['name']`; nothing for `[*]`, which is refused. */
function parseBracket(cursor: PartiqlCursor): readonly PathSegment[] {
  const start = cursor.next();
  if (cursor.takeSymbol('*')) {
    cursor.refuse(bareFault('Wildcard path component like a[*].b are not supported', start));
    cursor.expectSymbol(']');
    return [];
  }
  if (cursor.peek().kind === 'string') {
    const { text } = parseString(cursor);
    cursor.expectSymbol(']');
    return [{ kind: 'name', text, placeholder: false, ...cursor.spanFrom(start) }];
  }
  const isNegative = cursor.takeSymbol('-');
  const token = cursor.peek();
  if (token.kind !== 'number') throw cursor.unexpected();
  cursor.next();
  const index = Number(token.text);
  if (!/^\d+$/.test(token.text)) throw notWellFormed('Invalid path component', token);
  if (index > MAX_LIST_INDEX || (isNegative && index > 0)) {
    const written = `${isNegative ? '-' : ''}${token.text}`;
    const message = `List index is not within the allowable range; index: [${written}]`;
    cursor.refuse(faultAt(cursor.text, message, token));
  }
  cursor.expectSymbol(']');
  return [{ kind: 'index', index, ...cursor.spanFrom(start) }];
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
function parseCompound(cursor: PartiqlCursor, under: string): Literal {
  const start = cursor.peek();
  switch (start.text) {
    case '{':
      return parseEntries(cursor, under, (name) => `${under}.${name}`);
    case '-':
    case '+':
      return parseSigned(cursor, under);
    case '[': {
      const items = parseMembers(cursor, ']', (at) => `${under}[${at}]`);
      return { kind: 'list', items, ...cursor.spanFrom(start) };
    }
    case '<<': {
      const items = parseMembers(cursor, '>>', () => under);
      const span = cursor.spanFrom(start);
      if (items.length === 0) cursor.refuse(bareFault('Empty bags are not supported', span));
      if (items.some(({ kind }) => kind === 'parameter')) cursor.refuse(bareFault(UNSUPPORTED_IN_BAG, span));
      return { kind: 'set', items, ...span };
    }
    default:
      throw cursor.unexpected();
  }
}

/** `-1`, `- - 1`: the sign is the literal's own. What is no number has none. */
function parseSigned(cursor: PartiqlCursor, under: string): Literal {
  const start = cursor.peek();
  let isNegative = false;
  while (cursor.isSymbol('-') || cursor.isSymbol('+')) {
    if (cursor.next().text === '-') isNegative = !isNegative;
  }
  if (cursor.peek().kind !== 'number') {
    cursor.refuse(bareFault(`Unsupported operator in Condition Expression. Operator: ${start.text}`, start));
    if (!isName(cursor)) return cursor.nested(() => parseLiteral(cursor, under));
    parsePath(cursor);
    return { kind: 'null', ...cursor.spanFrom(start) };
  }
  const { text } = parseNumber(cursor);
  return { kind: 'number', text: isNegative ? `-${text}` : text, ...cursor.spanFrom(start) };
}

/** In a bag a parameter is told by its kind alone, so that it is not refused as one in a list is. */
function parseMembers(
  cursor: PartiqlCursor,
  close: ']' | '>>',
  underIndex: (at: number) => string,
): readonly Literal[] {
  cursor.next();
  const items: Literal[] = [];
  separated(cursor, close, () => {
    const under = close === '>>' && cursor.peek().kind === 'parameter' ? 'root' : underIndex(items.length);
    items.push(cursor.nested(() => parseLiteral(cursor, under)));
  });
  return items;
}

/** A name or a call where a value belongs. */
function unsupportedValue(cursor: PartiqlCursor, under: string): Literal {
  const token = cursor.peek();
  const opening = cursor.peek(1);
  const isCall = opening.kind === 'symbol' && opening.text === '(';
  if (!isCall && token.kind !== 'name' && token.kind !== 'quoted-name') throw cursor.unexpected();
  const what = isCall ? token.text.toLowerCase() : token.text;
  refuseValue(cursor, `${what} under key ${under}`, token);
  if (isCall) {
    cursor.next();
    cursor.skipParentheses();
  } else {
    parsePath(cursor);
  }
  return { kind: 'null', offset: token.offset, length: token.length };
}

function refuseValue(
  cursor: PartiqlCursor,
  what: string,
  span: { readonly offset: number; readonly length: number },
): void {
  cursor.refuse(faultAt(cursor.text, `Unsupported data type: ${what}`, span));
}

function separated(cursor: PartiqlCursor, close: string, readOne: () => void): void {
  if (cursor.takeSymbol(close)) return;
  do readOne();
  while (cursor.takeSymbol(','));
  cursor.expectSymbol(close);
}
