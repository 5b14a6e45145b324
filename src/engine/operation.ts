/** The type of an operation: one validated request in, the response's JSON text out. */
import type { Context } from './context.ts';

/**
 * Answers one request that has passed `validateInput`. Returns the response body as JSON text; throws DynamoError.
 * Changes state only through `context.batch`, which is applied after the operation has returned.
 */
export type Operation<Input> = (context: Context, input: Input) => string;
