/** Splits an editor's text into PartiQL statements, at semicolons and blank lines outside of strings and comments. */
import type { Span } from '../expressions/tree.ts';
import { tokenizePartiql, type PartiqlToken } from './lexer.ts';

/** From the statement's first token to its last, comments around it and its semicolon left out. */
export interface StatementText extends Span {
  readonly text: string;
}

const BLANK_LINE = /\n[^\S\n]*\n/;

export function splitStatements(text: string): readonly StatementText[] {
  const statements: StatementText[] = [];
  let start = -1;
  let end = 0;
  const close = () => {
    if (start >= 0) statements.push({ text: text.slice(start, end), offset: start, length: end - start });
    start = -1;
  };
  let previousEnd = 0;
  for (const token of tokenizePartiql(text)) {
    if (BLANK_LINE.test(text.slice(previousEnd, token.offset))) close();
    previousEnd = token.offset + token.length;
    if (isSemicolon(token)) {
      close();
    } else if (token.kind !== 'comment') {
      if (start < 0) start = token.offset;
      end = previousEnd;
    }
  }
  close();
  return statements;
}

function isSemicolon(token: PartiqlToken): boolean {
  return token.kind === 'symbol' && token.text === ';';
}
