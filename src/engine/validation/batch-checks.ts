/** What the batch operations ask of their parameters beyond each one's shape. */
import { MAX_BATCH_GET_KEYS, MAX_BATCH_WRITE_REQUESTS } from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';
import { type ExpressionRules, checkExpressionMix, checkPlaceholders } from './expression-parameters.ts';
import { checkAttributesToGet } from './legacy-conditions.ts';
import type { ValueChecks } from './value-checks.ts';
import { requestError } from './wording.ts';

const READ: ExpressionRules = { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] };

export function checkBatchGetItem(input: InputOf<'BatchGetItem'>, values: ValueChecks | undefined): void {
  let keyCount = 0;
  const tables = Object.values(input.RequestItems);
  for (const table of tables) {
    checkExpressionMix('BatchGetItem', table, READ);
    checkAttributesToGet('BatchGetItem', table.AttributesToGet);
    checkPlaceholders('BatchGetItem', table, values);
    if (values !== undefined) for (const key of table.Keys) values.attributes(key);
    keyCount += table.Keys.length;
  }
  checkSameKindOfProjection(tables);
  if (keyCount > MAX_BATCH_GET_KEYS) {
    throw requestError('BatchGetItem', 'Too many items requested for the BatchGetItem call');
  }
}

/** One table's expression and another's legacy list are a mix too. */
function checkSameKindOfProjection(tables: readonly InputOf<'BatchGetItem'>['RequestItems'][string][]): void {
  const hasExpression = tables.some((table) => table.ProjectionExpression !== undefined);
  const hasLegacy = tables.some((table) => table.AttributesToGet !== undefined);
  if (!hasExpression || !hasLegacy) return;
  throw requestError(
    'BatchGetItem',
    'Can not use both expression and non-expression parameters in the same request: ' +
      'Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
  );
}

export function checkBatchWriteItem(input: InputOf<'BatchWriteItem'>, values: ValueChecks | undefined): void {
  let requestCount = 0;
  for (const requests of Object.values(input.RequestItems)) {
    for (const { PutRequest: put, DeleteRequest: remove } of requests) {
      if ((put === undefined) === (remove === undefined)) {
        // The service's words for a request that is neither or both.
        throw requestError(
          'BatchWriteItem',
          'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
        );
      }
      if (put !== undefined) values?.attributes(put.Item);
      if (remove !== undefined) values?.attributes(remove.Key);
    }
    requestCount += requests.length;
  }
  if (requestCount > MAX_BATCH_WRITE_REQUESTS) {
    throw requestError('BatchWriteItem', 'Too many items requested for the BatchWriteItem call');
  }
}
