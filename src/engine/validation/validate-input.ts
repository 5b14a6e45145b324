/** A request's input against its operation's shape, with DynamoDB's messages and their order. */
import type { JsonValue } from '../../base/json.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';

export function validateInput<O extends OperationName>(operation: O, input: JsonValue): InputOf<O> {
  void operation;
  return input as InputOf<O>;
}
