/** Every operation that this engine answers, by name, each behind the validation of its input. */
import type { JsonValue } from '../base/json.ts';
import type { InputOf, OperationName } from '../model/operations.ts';
import type { Context } from './context.ts';
import type { Operation } from './operation.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeStream } from './operations/describe-stream.ts';
import { describeTable } from './operations/describe-table.ts';
import { describeTimeToLive } from './operations/describe-time-to-live.ts';
import { getItem } from './operations/get-item.ts';
import { getRecords } from './operations/get-records.ts';
import { getShardIterator } from './operations/get-shard-iterator.ts';
import { listStreams } from './operations/list-streams.ts';
import { listTables } from './operations/list-tables.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { updateItem } from './operations/update-item.ts';
import { updateTable } from './operations/update-table.ts';
import { updateTimeToLive } from './operations/update-time-to-live.ts';
import { executeStatement } from './partiql/execute-statement.ts';
import { validateInput } from './validation/validate-input.ts';

/** Takes an unchecked input. */
type Answer = (context: Context, input: JsonValue) => string;

function entry<O extends OperationName>(name: O, run: Operation<InputOf<O>>): readonly [O, Answer] {
  return [name, (context, input) => run(context, validateInput(name, input))];
}

export const ANSWERS: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  entry('BatchGetItem', batchGetItem),
  entry('BatchWriteItem', batchWriteItem),
  entry('CreateTable', createTable),
  entry('DeleteItem', deleteItem),
  entry('DeleteTable', deleteTable),
  entry('DescribeStream', describeStream),
  entry('DescribeTable', describeTable),
  entry('DescribeTimeToLive', describeTimeToLive),
  entry('ExecuteStatement', executeStatement),
  entry('GetItem', getItem),
  entry('GetRecords', getRecords),
  entry('GetShardIterator', getShardIterator),
  entry('ListStreams', listStreams),
  entry('ListTables', listTables),
  entry('PutItem', putItem),
  entry('Query', query),
  entry('Scan', scan),
  entry('UpdateItem', updateItem),
  entry('UpdateTable', updateTable),
  entry('UpdateTimeToLive', updateTimeToLive),
]);
