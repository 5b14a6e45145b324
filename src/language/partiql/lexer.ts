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

const TOKEN =
  /(?<blank>\s+)|(?<comment>--[^\n]*|\/\*[\s\S]*?\*\/)|(?<word>[A-Za-z_$][\w$]*)|(?<quoted>"(?:[^"]|"")*")|(?<string>'(?:[^']|'')*')|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<parameter>\?)|(?<symbol><<|>>|<=|>=|<>|!=|[-=<>+*.,()[\]{}:;])/uy;

/** A string, quoted name or comment that is not closed runs to the end. */
const UNCLOSED = /"[\s\S]*|'[\s\S]*|\/\*[\s\S]*|[\s\S]/uy;

/** All tokens in order, comments among them, blanks left out. */
export function tokenizePartiql(text: string): readonly PartiqlToken[] {
  const tokens: PartiqlToken[] = [];
  let offset = 0;
  while (offset < text.length) {
    TOKEN.lastIndex = offset;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) {
      UNCLOSED.lastIndex = offset;
      const rest = UNCLOSED.exec(text)?.[0] ?? text.slice(offset);
      tokens.push({ kind: 'unreadable', text: rest, soft: false, offset, length: rest.length });
      offset += rest.length;
    } else {
      const length = TOKEN.lastIndex - offset;
      if (groups['blank'] === undefined) tokens.push({ ...tokenOf(groups), offset, length });
      offset += length;
    }
  }
  return tokens;
}

type Groups = Readonly<Record<string, string | undefined>>;

function tokenOf(groups: Groups): Pick<PartiqlToken, 'kind' | 'text' | 'soft'> {
  const { word, quoted, string, number, comment, parameter } = groups;
  if (word !== undefined) return wordToken(word);
  if (quoted !== undefined) {
    return { kind: 'quoted-name', text: quoted.slice(1, -1).replaceAll('""', '"'), soft: false };
  }
  if (string !== undefined) {
    return { kind: 'string', text: string.slice(1, -1).replaceAll("''", "'"), soft: false };
  }
  if (number !== undefined) {
    return { kind: hasReadableScale(number) ? 'number' : 'unreadable', text: number, soft: false };
  }
  if (comment !== undefined) return { kind: 'comment', text: comment, soft: false };
  if (parameter !== undefined) return { kind: 'parameter', text: parameter, soft: false };
  return { kind: 'symbol', text: groups['symbol'] ?? '', soft: false };
}

function wordToken(word: string): Pick<PartiqlToken, 'kind' | 'text' | 'soft'> {
  const upper = word.toUpperCase();
  if (PARTIQL_KEYWORDS.has(upper)) return { kind: 'keyword', text: upper, soft: false };
  const soft = PARTIQL_SOFT_KEYWORDS.has(upper);
  return { kind: 'name', text: word, soft };
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
