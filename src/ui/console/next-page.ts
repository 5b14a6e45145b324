/** The call that reads on where an answer stopped. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Call, Outcome } from '../state/console-slice.ts';

/** Undefined when the answer is complete. */
export function nextPageOf({ call, reply }: Pick<Outcome, 'call' | 'reply'>): Call | undefined {
  if (reply.errorCode !== undefined) return undefined;
  const response: JsonValue = JSON.parse(reply.body);
  const request: JsonValue = JSON.parse(call.body);
  if (!isObject(response) || !isObject(request)) return undefined;
  const next = continued(call.operation, request, response);
  return next === undefined ? undefined : { ...call, body: JSON.stringify(next) };
}

function continued(operation: string, request: JsonObject, response: JsonObject): JsonObject | undefined {
  const { LastEvaluatedKey, NextToken, UnprocessedKeys, UnprocessedItems, NextShardIterator } = response;
  switch (operation) {
    case 'Query':
    case 'Scan':
      return LastEvaluatedKey === undefined ? undefined : { ...request, ExclusiveStartKey: LastEvaluatedKey };
    case 'ExecuteStatement':
      return NextToken === undefined ? undefined : { ...request, NextToken };
    case 'BatchGetItem':
      return isFilled(UnprocessedKeys) ? { ...request, RequestItems: UnprocessedKeys } : undefined;
    case 'BatchWriteItem':
      return isFilled(UnprocessedItems) ? { ...request, RequestItems: UnprocessedItems } : undefined;
    case 'GetRecords':
      return typeof NextShardIterator === 'string'
        ? { ...request, ShardIterator: NextShardIterator }
        : undefined;
    case 'ListTables':
      return typeof response['LastEvaluatedTableName'] === 'string'
        ? { ...request, ExclusiveStartTableName: response['LastEvaluatedTableName'] }
        : undefined;
    default:
      return undefined;
  }
}

function isFilled(value: JsonValue | undefined): value is JsonObject {
  return isObject(value) && Object.keys(value).length > 0;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
