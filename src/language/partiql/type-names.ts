/** The type names that IS takes. */
import type { PartiqlCursor } from './partiql-cursor.ts';
import { notWellFormed } from './statement-error.ts';

/** PartiQL's types; of those in two words the first one. DynamoDB tests for some of them only. */
const TYPE_NAMES: ReadonlySet<string> = new Set(
  `
ANY BAG BIGINT BLOB BOOL BOOLEAN CHAR CHARACTER CLOB DATE DEC DECIMAL DOUBLE FLOAT INT INT2 INT4 INT8 INTEGER
INTEGER2 INTEGER4 INTEGER8 LIST MISSING NULL NUMERIC REAL SEXP SMALLINT STRING STRUCT SYMBOL TIME TIMESTAMP
TUPLE VARCHAR
`
    .trim()
    .split(/\s+/),
);

const SECOND_WORDS: Readonly<Record<string, string>> = { DOUBLE: 'PRECISION', CHARACTER: 'VARYING' };

/** In upper case, `DOUBLE PRECISION` as one. */
export function parseTypeName(cursor: PartiqlCursor): string {
  const token = cursor.peek();
  const word = token.text.toUpperCase();
  const isWord = token.kind === 'keyword' || token.kind === 'name';
  if (!isWord || !TYPE_NAMES.has(word)) throw notWellFormed('Expected type name', token);
  cursor.next();
  const second = Object.hasOwn(SECOND_WORDS, word) ? SECOND_WORDS[word] : undefined;
  if (second === undefined || !cursor.takeKeyword(second)) return word;
  return `${word} ${second}`;
}
