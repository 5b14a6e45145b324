/** Reads what all expressions share: document paths, value placeholders, and the limits of both. */
import { isReservedWord } from './reserved-words.ts';
import { T, type TokenCursor } from './token-cursor.ts';
import type { NameSegment, Path, PathSegment, ValueRef } from './tree.ts';

const MAX_PATH_SEGMENTS = 32;
const MAX_LIST_INDEX = 2_147_483_647;

/** A path that starts at the cursor. */
export function parsePath(cursor: TokenCursor): Path {
  if (cursor.kind !== T.word && cursor.kind !== T.name) throw cursor.syntaxError();
  const { start, end } = cursor;
  const isPlaceholder = cursor.kind === T.name;
  cursor.next();
  return continuePath(cursor, nameSegment(cursor, start, end, isPlaceholder));
}

/** The rest of a path whose first name has been stepped over. */
export function continuePath(cursor: TokenCursor, first: NameSegment): Path {
  const { offset } = first;
  if (cursor.kind !== T.dot && cursor.kind !== T.openBracket) {
    return { kind: 'path', segments: [first], offset, length: first.length };
  }
  const segments: [NameSegment, ...PathSegment[]] = [first];
  let pathEnd = 0;
  while (cursor.kind === T.dot || cursor.kind === T.openBracket) {
    const isIndex = cursor.kind === T.openBracket;
    const from = cursor.start;
    cursor.next();
    const { start, end } = cursor;
    if (isIndex) {
      const digits = cursor.tokenText;
      cursor.expect(T.integer);
      pathEnd = cursor.expect(T.closeBracket);
      if (Number(digits) > MAX_LIST_INDEX) {
        cursor.note(`List index is not within the allowable range; index: [${digits}]`, start, end - start);
      }
      segments.push({ kind: 'index', index: Number(digits), offset: from, length: pathEnd - from });
    } else {
      const isPlaceholder = cursor.is(T.name);
      if (!isPlaceholder && !cursor.is(T.word)) throw cursor.syntaxError();
      pathEnd = end;
      cursor.next();
      segments.push(nameSegment(cursor, start, end, isPlaceholder));
    }
  }
  const path: Path = { kind: 'path', segments, offset, length: pathEnd - offset };
  if (segments.length > MAX_PATH_SEGMENTS) {
    cursor.noteLate(
      `The document path has too many nesting levels; nesting levels: ${segments.length}`,
      path,
    );
  }
  return path;
}

/** The name between `start` and `end`; a reserved word is noted. */
export function nameSegment(
  cursor: TokenCursor,
  start: number,
  end: number,
  placeholder: boolean,
): NameSegment {
  const text = cursor.text.slice(start, end);
  if (!placeholder && isReservedWord(text)) {
    cursor.note(`Attribute name is a reserved keyword; reserved keyword: ${text}`, start, end - start);
  }
  return { kind: 'name', text, placeholder, offset: start, length: end - start };
}

/** `:v` at the cursor. */
export function parseValueRef(cursor: TokenCursor): ValueRef {
  const { start, tokenText: text } = cursor;
  cursor.expect(T.value);
  return { kind: 'value', text, offset: start, length: text.length };
}

/** Stands for a name that is missing, beside a noted fault; no tree that is handed out holds one. */
export function noName(offset: number): NameSegment {
  return { kind: 'name', text: '', placeholder: false, offset, length: 0 };
}
