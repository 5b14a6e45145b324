/** What SearchVectors asks of its parameters beyond each one's shape. */
import { DynamoError } from '../../model/errors.ts';
import { MAX_SEARCH_RESULTS } from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';
import { type ExpressionRules, checkExpressionMix, checkPlaceholders } from './expression-parameters.ts';
import type { ValueChecks } from './value-checks.ts';

const RULES: ExpressionRules = {
  expressions: ['SearchConditionExpression', 'ProjectionExpression'],
  legacy: [],
};

export function checkSearchVectors(input: InputOf<'SearchVectors'>, values: ValueChecks | undefined): void {
  if (input.TopK > MAX_SEARCH_RESULTS) {
    throw new DynamoError(
      'ValidationException',
      `Provided TopK value '${input.TopK}' is out of valid range. ` +
        `The value must be between 1 and ${MAX_SEARCH_RESULTS} inclusive`,
    );
  }
  checkExpressionMix('SearchVectors', input, RULES);
  checkPlaceholders('SearchVectors', input, values);
}
