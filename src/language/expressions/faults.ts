/** The faults that several parsers report, in DynamoDB's words. */
import { ExpressionFault, type TokenCursor } from './token-cursor.ts';

/** The limit on operators and functions in one expression (developer guide, "Constraints"). */
export const MAX_OPERATORS = 300;

export function tooManyOperators(cursor: TokenCursor): ExpressionFault {
  const message = `The expression contains too many operators; operator count: ${cursor.operators}`;
  return new ExpressionFault({ message, offset: 0, length: cursor.text.length, bare: false });
}

export function redundantParentheses(offset: number, length: number): ExpressionFault {
  return new ExpressionFault({
    message: 'The expression has redundant parentheses;',
    offset,
    length,
    bare: false,
  });
}

export function wrongCount(name: string, count: number): string {
  return (
    'Incorrect number of operands for operator or function; ' +
    `operator or function: ${name}, number of operands: ${count}`
  );
}

export function requiresPath(name: string): string {
  return `Operator or function requires a document path; operator or function: ${name}`;
}
