/** An expression's error as data: DynamoDB's words, and where in the text they point. */
import type { Span } from './tree.ts';

export interface ExpressionError extends Span {
  /** DynamoDB's words, without the `Invalid …Expression: ` that names the parameter. */
  readonly message: string;
  /** True where DynamoDB says the message alone: `Invalid operator used in KeyConditionExpression: OR`. */
  readonly bare: boolean;
}

export type Parsed<Tree> =
  | { readonly kind: 'tree'; readonly tree: Tree }
  | { readonly kind: 'error'; readonly error: ExpressionError };

export type ExpressionParameter =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'SearchConditionExpression'
  | 'UpdateExpression';

/** The message as the service sends it: `Invalid UpdateExpression: Syntax error; …`. */
export function expressionMessage(parameter: ExpressionParameter, error: ExpressionError): string {
  return error.bare ? error.message : `Invalid ${parameter}: ${error.message}`;
}
