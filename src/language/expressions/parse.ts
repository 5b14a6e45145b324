/** The doors to the expression parsers, for engine and editor alike; results are cached by text. */
import { utf8Length } from '../../base/bytes.ts';
import type { ExpressionError, Parsed } from './expression-error.ts';
import { readCondition } from './condition-parser.ts';
import { MAX_OPERATORS, tooManyOperators } from './faults.ts';
import { keyTermsOf } from './key-condition.ts';
import { parsePath } from './path-parser.ts';
import { ExpressionFault, T, TokenCursor } from './token-cursor.ts';
import type { Condition, KeyCondition, Path, ProjectionList, Update } from './tree.ts';
import { readUpdate } from './update-parser.ts';

/** Bytes of UTF-8, before placeholders are replaced (measured against the service). */
export const MAX_EXPRESSION_BYTES = 4096;
/** Each parser keeps this many results; a full cache starts again empty. */
const MAX_CACHED = 500;
const MAX_UTF8_BYTES_PER_UNIT = 3;

/** A condition or filter expression. */
export const parseCondition: (text: string) => Parsed<Condition> = cached(readCondition);
/** The condition is read as terms on keys; whether it could be is for `checkKeyCondition` to say. */
export const parseKeyCondition: (text: string) => Parsed<KeyCondition> = cached(readKeyCondition);
/** Of one that is too long the size is not told. [seen, October 2026] */
export const parseUpdate: (text: string) => Parsed<Update> = cached(readUpdate, () => ';');
export const parseProjection: (text: string) => Parsed<ProjectionList> = cached(readProjection);

function readKeyCondition(cursor: TokenCursor): KeyCondition {
  const condition = readCondition(cursor);
  const terms = keyTermsOf(condition);
  const { offset, length } = condition;
  return { kind: 'key-condition', condition, terms: 'message' in terms ? [] : terms, offset, length };
}

function readProjection(cursor: TokenCursor): ProjectionList {
  const offset = cursor.start;
  const paths: Path[] = [parsePath(cursor)];
  while (cursor.take(T.comma)) paths.push(parsePath(cursor));
  if (!cursor.is(T.end)) throw cursor.syntaxError();
  return { kind: 'projection', paths, offset, length: cursor.end - offset };
}

/** What stands behind the words for an expression that is too long. */
type SizeText = (sizeBytes: number) => string;

function cached<Tree>(
  read: (cursor: TokenCursor) => Tree,
  sizeText: SizeText = (sizeBytes) => `; expression size: ${sizeBytes}`,
): (text: string) => Parsed<Tree> {
  const results = new Map<string, Parsed<Tree>>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const unreadable = sizeFault(text, sizeText);
    const result: Parsed<Tree> =
      unreadable === undefined ? parse(text, read) : { kind: 'error', error: unreadable };
    if (results.size >= MAX_CACHED) results.clear();
    results.set(text, result);
    return result;
  };
}

function parse<Tree>(text: string, read: (cursor: TokenCursor) => Tree): Parsed<Tree> {
  try {
    const cursor = new TokenCursor(text);
    const tree = read(cursor);
    if (cursor.fault !== undefined) return { kind: 'error', error: cursor.fault };
    if (cursor.operators > MAX_OPERATORS) throw tooManyOperators(cursor);
    return { kind: 'tree', tree };
  } catch (error) {
    if (error instanceof ExpressionFault) return { kind: 'error', error: error.fault };
    throw error;
  }
}

function sizeFault(text: string, sizeText: SizeText): ExpressionError | undefined {
  if (text === '') {
    return { message: 'The expression can not be empty;', offset: 0, length: 0, bare: false };
  }
  if (text.length * MAX_UTF8_BYTES_PER_UNIT <= MAX_EXPRESSION_BYTES) return undefined;
  const sizeBytes = utf8Length(text);
  if (sizeBytes <= MAX_EXPRESSION_BYTES) return undefined;
  const message = `Expression size has exceeded the maximum allowed size${sizeText(sizeBytes)}`;
  return { message, offset: 0, length: text.length, bare: false };
}
