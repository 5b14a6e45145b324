/** What could stand at a place in a PartiQL text, for an editor's completion. */
import type { Span } from '../expressions/tree.ts';
import { CONDITION_FUNCTIONS, SET_FUNCTIONS } from './keywords.ts';
import { tokenizePartiql, type PartiqlToken } from './lexer.ts';
import { splitStatements } from './split.ts';

export interface CompletionContext {
  /** The word to replace, from its start to the cursor; empty between words. */
  readonly replace: Span;
  /** What of it has been typed, without an opening quote. */
  readonly prefix: string;
  /** Names that the editor looks up. */
  readonly names: 'table' | 'index' | 'attribute' | undefined;
  /** The statement's table, wherever it stands: whose attributes or indexes. */
  readonly table: string | undefined;
  /** Keywords and operators, each as it would be inserted. */
  readonly keywords: readonly string[];
  readonly functions: readonly string[];
  /** True where a literal or `?` may stand. */
  readonly value: boolean;
}

type Offer = Partial<Pick<CompletionContext, 'names' | 'keywords' | 'functions' | 'value'>>;

const COMPARATORS = ['=', '<>', '<', '<=', '>', '>='];
const IMAGES = ['ALL OLD *', 'ALL NEW *', 'MODIFIED OLD *', 'MODIFIED NEW *'];
const CLAUSES = new Set([
  'SELECT',
  'FROM',
  'INTO',
  'UPDATE',
  'WHERE',
  'ORDER',
  'SET',
  'REMOVE',
  'VALUE',
  'RETURNING',
  'INSERT',
  'DELETE',
]);

export function completionContext(text: string, offset: number): CompletionContext {
  const statement = splitStatements(text).find(
    (one) => one.offset <= offset && offset <= one.offset + one.length + blanksAfter(text, one),
  );
  const all = tokenizePartiql(text);
  const tokens = all.filter((token) => statement !== undefined && isWithin(token, statement));
  const touched = all.find((token) => token.offset < offset && offset <= token.offset + token.length);
  const isWord = touched !== undefined && isNameLike(touched);
  const start = isWord ? touched.offset : offset;
  const before = tokens.filter((token) => token.offset + token.length <= start && token.kind !== 'comment');
  const inText = touched !== undefined && !isWord && isInside(touched, offset);
  const { names, keywords = [], functions = [], value = false } = inText ? {} : offerAfter(before);
  return {
    replace: { offset: start, length: offset - start },
    prefix: text.slice(start, offset).replace(/^"/, ''),
    names,
    table: tableOf(tokens),
    keywords,
    functions,
    value,
  };
}

/** Blanks on the statement's last line still belong to it. */
function blanksAfter(text: string, { offset, length }: Span): number {
  return /^[^\S\n]*\n?[^\S\n]*/.exec(text.slice(offset + length))?.[0].length ?? 0;
}

function isWithin(token: Span, { offset, length }: Span): boolean {
  return token.offset >= offset && token.offset + token.length <= offset + length;
}

function isNameLike({ kind, text }: PartiqlToken): boolean {
  return (
    kind === 'name' ||
    kind === 'keyword' ||
    kind === 'quoted-name' ||
    (kind === 'unreadable' && text.startsWith('"'))
  );
}

function isInside({ kind, text, offset, length }: PartiqlToken, at: number): boolean {
  if (kind === 'unreadable' || (kind === 'comment' && text.startsWith('--'))) return true;
  return (kind === 'string' || kind === 'comment') && at < offset + length;
}

/** The name behind FROM, INTO or UPDATE. */
function tableOf(tokens: readonly PartiqlToken[]): string | undefined {
  const at = tokens.findIndex(
    ({ kind, text }) => kind === 'keyword' && (text === 'FROM' || text === 'INTO' || text === 'UPDATE'),
  );
  const table = at < 0 ? undefined : tokens[at + 1];
  return table?.kind === 'name' || table?.kind === 'quoted-name' ? table.text : undefined;
}

function offerAfter(before: readonly PartiqlToken[]): Offer {
  const clauseAt = before.findLastIndex(
    ({ kind, text, soft }) => (kind === 'keyword' || soft) && CLAUSES.has(text.toUpperCase()),
  );
  const verb = before[0]?.text ?? '';
  const clause = before[clauseAt]?.text.toUpperCase();
  const inside = before.slice(clauseAt + 1);
  const last = before.at(-1);
  if (clause === undefined || last === undefined) {
    return { keywords: ['SELECT', 'INSERT INTO', 'UPDATE', 'DELETE FROM'] };
  }
  switch (clause) {
    case 'SELECT':
      return isStart(inside, last)
        ? { names: 'attribute', keywords: inside.length === 0 ? ['*'] : [] }
        : { keywords: ['FROM'] };
    case 'INSERT':
      return { keywords: ['INTO'] };
    case 'DELETE':
      return { keywords: ['FROM'] };
    case 'FROM':
    case 'INTO':
    case 'UPDATE':
      return afterTable(verb, inside);
    case 'WHERE':
      return afterWhere(verb, last);
    case 'ORDER':
      return afterOrder(inside, last);
    case 'SET':
      return afterSet(inside, last);
    case 'REMOVE':
      return isStart(inside, last)
        ? { names: 'attribute' }
        : { keywords: ['SET', 'REMOVE', 'WHERE', 'RETURNING'] };
    case 'VALUE':
      return last.text === ':' || last.text === '[' || last.text === '<<' ? { value: true } : {};
    default:
      return inside.length === 0 ? { keywords: verb === 'DELETE' ? IMAGES.slice(0, 1) : IMAGES } : {};
  }
}

function isStart(inside: readonly PartiqlToken[], last: PartiqlToken): boolean {
  return inside.length === 0 || last.text === ',' || last.text === '.';
}

function afterTable(verb: string, inside: readonly PartiqlToken[]): Offer {
  if (inside.length === 0) return { names: 'table' };
  if (inside.at(-1)?.text === '.') return { names: 'index' };
  switch (verb) {
    case 'SELECT':
      return { keywords: ['WHERE', 'ORDER BY'] };
    case 'INSERT':
      return { keywords: ['VALUE'] };
    case 'DELETE':
      return { keywords: ['WHERE'] };
    default:
      return { keywords: verb === 'FROM' ? ['WHERE'] : ['SET', 'REMOVE'] };
  }
}

function afterWhere(verb: string, last: PartiqlToken): Offer {
  if (last.kind === 'keyword') {
    switch (last.text) {
      case 'WHERE':
      case 'AND':
      case 'OR':
      case 'NOT':
        return {
          names: 'attribute',
          functions: CONDITION_FUNCTIONS,
          keywords: last.text === 'NOT' ? [] : ['NOT'],
          value: last.text === 'AND',
        };
      case 'IS':
        return { keywords: ['MISSING', 'NULL', 'NOT MISSING', 'NOT NULL'] };
      case 'BETWEEN':
        return { value: true };
      case 'IN':
        return { keywords: ['['] };
    }
  }
  if (last.kind === 'name' || last.kind === 'quoted-name') {
    return { keywords: [...COMPARATORS, 'BETWEEN', 'IN', 'IS', 'AND', 'OR', ...endings(verb)] };
  }
  if (COMPARATORS.includes(last.text) || last.text === '!=' || last.text === '[' || last.text === ',') {
    return { value: true };
  }
  if (last.text === '(' || last.text === '.') {
    return { names: 'attribute', functions: last.text === '(' ? CONDITION_FUNCTIONS : [] };
  }
  return { keywords: ['AND', 'OR', ...endings(verb)] };
}

function endings(verb: string): readonly string[] {
  if (verb === 'SELECT') return ['ORDER BY'];
  if (verb === 'FROM') return ['SET', 'REMOVE'];
  return ['RETURNING'];
}

function afterOrder(inside: readonly PartiqlToken[], last: PartiqlToken): Offer {
  if (inside.length === 0) return { keywords: ['BY'] };
  if (last.text === 'BY' || last.text === ',') return { names: 'attribute' };
  return last.kind === 'name' || last.kind === 'quoted-name' ? { keywords: ['ASC', 'DESC'] } : {};
}

function afterSet(inside: readonly PartiqlToken[], last: PartiqlToken): Offer {
  const isAssigned = inside.findLastIndex(({ text }) => text === '=') >= 0;
  if (last.text === '=' || last.text === '+' || last.text === '-' || last.text === '(') {
    return { names: 'attribute', functions: SET_FUNCTIONS, value: true };
  }
  if (isStart(inside, last)) return { names: 'attribute' };
  if (!isAssigned) return { keywords: ['='] };
  return { keywords: ['WHERE', 'SET', 'REMOVE', 'RETURNING'] };
}
