/** The parameters of before 2014 that expressions have replaced. */
import { DynamoError } from '../../model/errors.ts';

/** Throws for the first parameter that is there: what is not understood must not pass as if it had been obeyed. */
export function refuseLegacyParameters(input: object, names: readonly string[]): void {
  for (const name of names) {
    if (!(name in input)) continue;
    throw new DynamoError(
      'ValidationException',
      `${name} is a legacy parameter that is not supported here; use expressions`,
    );
  }
}
