/** PartiQL's tokens, for the parser and for colouring. Never fails: what cannot be read is `unreadable`. */
import type { Span } from '../expressions/tree.ts';
import { PARTIQL_KEYWORDS, PARTIQL_SOFT_KEYWORDS } from './keywords.ts';

export interface PartiqlToken extends Span {
  readonly kind:
    | 'keyword'
    | 'name'
    | 'quoted-name'
    | 'string'
    | 'number'
    | 'parameter'
    | 'symbol'
    | 'comment'
    | 'unreadable';
  /** As written; keywords in upper case, strings and quoted names without their quotes and escapes. */
  readonly text: string;
  /** True for a keyword that may also be a name: RETURNING and its words. */
  readonly soft: boolean;
}

type Kind = PartiqlToken['kind'];

const TWO_CHARACTER_SYMBOLS: ReadonlySet<string> = new Set(['<<', '>>', '<=', '>=', '<>', '!=', '||']);
const SYMBOLS = new Set('-=<>+*/%.,()[]{}:;');

/** All tokens in order, comments among them, blanks left out. */
export function tokenizePartiql(text: string): readonly PartiqlToken[] {
  const tokens: PartiqlToken[] = [];
  let at = 0;
  for (;;) {
    while (isBlank(text.charCodeAt(at))) at += 1;
    if (at >= text.length) return tokens;
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.length;
  }
}

function tokenAt(text: string, at: number): PartiqlToken {
  const code = text.charCodeAt(at);
  const char = text.charAt(at);
  const following = text.charAt(at + 1);
  if (isWordStart(code)) return wordToken(text, at);
  if (char === "'" || char === '"') return quotedToken(text, at, char);
  if (isDigit(code) || (char === '.' && isDigit(text.charCodeAt(at + 1)))) return numberToken(text, at);
  if (char === '?') return token('parameter', '?', at, 1);
  if (char === '-' && following === '-') return lineComment(text, at);
  if (char === '/' && following === '*') return blockComment(text, at);
  if (TWO_CHARACTER_SYMBOLS.has(char + following)) return token('symbol', char + following, at, 2);
  if (SYMBOLS.has(char)) return token('symbol', char, at, 1);
  const stray = String.fromCodePoint(text.codePointAt(at) ?? code);
  return token('unreadable', stray, at, stray.length);
}

function token(kind: Kind, text: string, offset: number, length: number): PartiqlToken {
  return { kind, text, soft: false, offset, length };
}

function wordToken(text: string, offset: number): PartiqlToken {
  let at = offset + 1;
  while (isWordPart(text.charCodeAt(at))) at += 1;
  const word = text.slice(offset, at);
  const upper = word.toUpperCase();
  const length = at - offset;
  if (PARTIQL_KEYWORDS.has(upper)) return token('keyword', upper, offset, length);
  return { kind: 'name', text: word, soft: PARTIQL_SOFT_KEYWORDS.has(upper), offset, length };
}

/** A string or quoted name; a quote is doubled inside. One that is not closed runs to the end. */
function quotedToken(text: string, offset: number, quote: string): PartiqlToken {
  let close = text.indexOf(quote, offset + 1);
  let isEscaped = false;
  while (close >= 0 && text.charAt(close + 1) === quote) {
    isEscaped = true;
    close = text.indexOf(quote, close + 2);
  }
  if (close < 0) return token('unreadable', text.slice(offset), offset, text.length - offset);
  const inner = text.slice(offset + 1, close);
  const content = isEscaped ? inner.replaceAll(quote + quote, quote) : inner;
  return token(quote === '"' ? 'quoted-name' : 'string', content, offset, close + 1 - offset);
}

/** Digits with a point among them, before or behind, and an exponent. */
function numberToken(text: string, offset: number): PartiqlToken {
  let at = digitsEnd(text, offset);
  if (text.charAt(at) === '.') at = digitsEnd(text, at + 1);
  const char = text.charAt(at);
  if (char === 'e' || char === 'E') {
    const sign = text.charAt(at + 1);
    const from = sign === '+' || sign === '-' ? at + 2 : at + 1;
    const end = digitsEnd(text, from);
    if (end > from) at = end;
  }
  const number = text.slice(offset, at);
  return token(hasReadableScale(number) ? 'number' : 'unreadable', number, offset, at - offset);
}

function lineComment(text: string, offset: number): PartiqlToken {
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return token('comment', text.slice(offset, end), offset, end - offset);
}

function blockComment(text: string, offset: number): PartiqlToken {
  const close = text.indexOf('*/', offset + 2);
  const end = close < 0 ? text.length : close + 2;
  return token(close < 0 ? 'unreadable' : 'comment', text.slice(offset, end), offset, end - offset);
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isWordStart(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x5f || code === 0x24;
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code);
}

/** ASCII's blanks, and the no-break space that pasted text brings along. */
function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0;
}

/** The exponent, and the scale that it leaves, must fit 32 bits (captured: nothing else is even read). */
function hasReadableScale(number: string): boolean {
  const [mantissa = '', exponent] = number.toLowerCase().split('e');
  if (exponent === undefined) return true;
  const power = Number(exponent);
  const fraction = mantissa.split('.')[1]?.length ?? 0;
  const scale = fraction - power;
  return Math.abs(power) <= 2_147_483_647 && scale <= 2_147_483_647 && scale >= -2_147_483_648;
}
