/** For tests: what `validateInput` answers, as text. */
import type { JsonValue } from '../../../base/json.ts';
import { DynamoError } from '../../../model/errors.ts';
import type { OperationName } from '../../../model/operations.ts';
import { validateInput } from '../validate-input.ts';

/** The message of a ValidationException, `Code: message` of another error, or `accepted`. */
export function refusalOf(operation: OperationName, input: JsonValue): string {
  try {
    validateInput(operation, input);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof DynamoError)) throw error;
    return error.code === 'ValidationException' ? error.message : `${error.code}: ${error.message}`;
  }
}
