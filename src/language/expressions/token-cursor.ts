/** The tokens of an expression, one at a time, and the faults found while reading them. */
import type { ExpressionError } from './expression-error.ts';
import type { Span } from './tree.ts';

export const T = {
  end: 0,
  word: 1,
  name: 2,
  value: 3,
  integer: 4,
  and: 5,
  or: 6,
  not: 7,
  between: 8,
  in: 9,
  set: 10,
  remove: 11,
  add: 12,
  delete: 13,
  equal: 14,
  notEqual: 15,
  less: 16,
  lessOrEqual: 17,
  greater: 18,
  greaterOrEqual: 19,
  open: 20,
  close: 21,
  openBracket: 22,
  closeBracket: 23,
  comma: 24,
  dot: 25,
  plus: 26,
  minus: 27,
  /** A character that no expression may hold. */
  stray: 28,
} as const;

export type TokenKind = (typeof T)[keyof typeof T];

const KEYWORDS = new Map<string, TokenKind>([
  ['AND', T.and],
  ['OR', T.or],
  ['NOT', T.not],
  ['BETWEEN', T.between],
  ['IN', T.in],
  ['SET', T.set],
  ['REMOVE', T.remove],
  ['ADD', T.add],
  ['DELETE', T.delete],
]);
const SHORTEST_KEYWORD = 2;
const LONGEST_KEYWORD = 7;
/** A bit for each letter that a keyword begins with. */
const FIRST_LETTERS = [...KEYWORDS.keys()].reduce((bits, word) => bits | (1 << (word.charCodeAt(0) & 31)), 0);

const SINGLE = new Map<number, TokenKind>([
  [0x3d, T.equal],
  [0x28, T.open],
  [0x29, T.close],
  [0x5b, T.openBracket],
  [0x5d, T.closeBracket],
  [0x2c, T.comma],
  [0x2e, T.dot],
  [0x2b, T.plus],
  [0x2d, T.minus],
]);

/** Ends a parse; never leaves the parsers. */
export class ExpressionFault extends Error {
  readonly fault: ExpressionError;

  constructor(fault: ExpressionError) {
    super(fault.message);
    this.fault = fault;
  }
}

/**
 * Stands on one token: `kind`, and `start` to `end` in `text`. DynamoDB names the first syntax error at once,
 * while what is wrong with names and functions waits until the whole text has been read: such faults are noted.
 */
export class TokenCursor {
  readonly text: string;
  kind: TokenKind = T.end;
  start = 0;
  end = 0;
  /** Operators and functions so far. */
  operators = 0;
  #previousStart = -1;
  #first: ExpressionError | undefined;
  #section: ExpressionError | undefined;
  #late: ExpressionError | undefined;

  constructor(text: string) {
    this.text = text;
    this.next();
    this.#previousStart = -1;
  }

  next(): void {
    const { text } = this;
    this.#previousStart = this.start;
    let at = this.end;
    let code = text.charCodeAt(at);
    while (code === 0x20 || (code >= 0x09 && code <= 0x0d && code !== 0x0b && code !== 0x0c)) {
      code = text.charCodeAt((at += 1));
    }
    this.start = at;
    if (at >= text.length) {
      this.kind = T.end;
      this.end = at;
    } else if (isLetter(code)) {
      this.end = wordEnd(text, at + 1);
      this.kind = this.#keyword();
    } else if (code === 0x23 || code === 0x3a) {
      this.end = wordEnd(text, at + 1);
      this.kind = this.end === at + 1 ? T.stray : code === 0x23 ? T.name : T.value;
    } else if (isDigit(code)) {
      this.end = code === 0x30 ? at + 1 : digitsEnd(text, at + 1);
      this.kind = T.integer;
    } else {
      this.#symbol(code, at);
    }
  }

  is(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /** Steps over the token if it is of this kind. */
  take(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.next();
    return true;
  }

  /** Steps over a token of this kind and returns its end; anything else is a syntax error. */
  expect(kind: TokenKind): number {
    if (this.kind !== kind) throw this.syntaxError();
    const { end } = this;
    this.next();
    return end;
  }

  get tokenText(): string {
    return this.text.slice(this.start, this.end);
  }

  /** The error at this token; `near` runs from the token before it to the one after. */
  syntaxError(): ExpressionFault {
    const token = this.kind === T.end ? '<EOF>' : this.tokenText;
    const { start, end } = this;
    const from = this.#previousStart < 0 ? start : this.#previousStart;
    this.next();
    const message = `Syntax error; token: "${token}", near: "${this.text.slice(from, this.end)}"`;
    return new ExpressionFault({ message, offset: start, length: end - start, bare: false });
  }

  /** Notes a fault of a name or function. The one that stands first in the text is reported. */
  note(message: string, offset: number, length: number): void {
    if (this.#first === undefined || offset < this.#first.offset) {
      this.#first = { message, offset, length, bare: false };
    }
  }

  /** Notes a section of an update that was written twice; comes after the faults of names and functions. */
  noteSection(message: string, offset: number, length: number): void {
    this.#section ??= { message, offset, length, bare: false };
  }

  /** Notes a fault that DynamoDB finds only when it looks at operands. */
  noteLate(message: string, { offset, length }: Span): void {
    this.#late ??= { message, offset, length, bare: false };
  }

  get fault(): ExpressionError | undefined {
    return this.#first ?? this.#section ?? this.#late;
  }

  #keyword(): TokenKind {
    const length = this.end - this.start;
    if (length < SHORTEST_KEYWORD || length > LONGEST_KEYWORD) return T.word;
    if ((FIRST_LETTERS & (1 << (this.text.charCodeAt(this.start) & 31))) === 0) return T.word;
    return KEYWORDS.get(this.tokenText.toUpperCase()) ?? T.word;
  }

  #symbol(code: number, at: number): void {
    const following = this.text.charCodeAt(at + 1);
    this.end = at + 1;
    if (code === 0x3c) {
      this.kind = following === 0x3e ? T.notEqual : following === 0x3d ? T.lessOrEqual : T.less;
      if (this.kind !== T.less) this.end = at + 2;
    } else if (code === 0x3e) {
      this.kind = following === 0x3d ? T.greaterOrEqual : T.greater;
      if (this.kind === T.greaterOrEqual) this.end = at + 2;
    } else {
      this.kind = SINGLE.get(code) ?? T.stray;
      if (this.kind === T.stray && (this.text.codePointAt(at) ?? 0) > 0xffff) this.end = at + 2;
    }
  }
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  while (isLetter(code) || isDigit(code) || code === 0x5f) code = text.charCodeAt((at += 1));
  return at;
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}
