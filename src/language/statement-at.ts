/** Which of several statements a cursor means. */
import type { Span } from './expressions/tree.ts';

/** The last one that starts at or before `offset`; before the first one, the first. */
export function statementAt<Statement extends Span>(
  statements: readonly Statement[],
  offset: number,
): Statement | undefined {
  return statements.findLast((statement) => statement.offset <= offset) ?? statements[0];
}
