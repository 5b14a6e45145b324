/** Every operation that this engine answers, by name, each behind the validation of its input. */
import type { JsonValue } from '../base/json.ts';
import type { InputOf, OperationName } from '../model/operations.ts';
import type { Context } from './context.ts';
import type { Operation } from './operation.ts';
import {
  describeTableReplicaAutoScaling,
  updateTableReplicaAutoScaling,
} from './operations/auto-scaling-settings.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createBackup } from './operations/create-backup.ts';
import { createTable } from './operations/create-table.ts';
import { deleteBackup } from './operations/delete-backup.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeBackup } from './operations/describe-backup.ts';
import { describeContinuousBackups } from './operations/describe-continuous-backups.ts';
import { describeEndpoints } from './operations/describe-endpoints.ts';
import { describeLimits } from './operations/describe-limits.ts';
import { describeStream } from './operations/describe-stream.ts';
import { describeTable } from './operations/describe-table.ts';
import { describeTimeToLive } from './operations/describe-time-to-live.ts';
import { getItem } from './operations/get-item.ts';
import { getRecords } from './operations/get-records.ts';
import { getShardIterator } from './operations/get-shard-iterator.ts';
import { listBackups } from './operations/list-backups.ts';
import { listStreams } from './operations/list-streams.ts';
import { listTables } from './operations/list-tables.ts';
import { listTagsOfResource } from './operations/list-tags-of-resource.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { restoreTableFromBackup } from './operations/restore-table-from-backup.ts';
import { restoreTableToPointInTime } from './operations/restore-table-to-point-in-time.ts';
import { scan } from './operations/scan.ts';
import { searchVectors } from './operations/search-vectors.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { updateContinuousBackups } from './operations/update-continuous-backups.ts';
import { updateItem } from './operations/update-item.ts';
import { updateTable } from './operations/update-table.ts';
import { updateTimeToLive } from './operations/update-time-to-live.ts';
import { batchExecuteStatement } from './partiql/batch-execute-statement.ts';
import { executeStatement } from './partiql/execute-statement.ts';
import { executeTransaction } from './partiql/execute-transaction.ts';
import { validateInput } from './validation/validate-input.ts';

/** Takes an unchecked input. */
type Answer = (context: Context, input: JsonValue) => string;

function entry<O extends OperationName>(name: O, run: Operation<InputOf<O>>): readonly [O, Answer] {
  return [name, (context, input) => run(context, validateInput(name, input))];
}

export const ANSWERS: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  entry('BatchExecuteStatement', batchExecuteStatement),
  entry('BatchGetItem', batchGetItem),
  entry('BatchWriteItem', batchWriteItem),
  entry('CreateBackup', createBackup),
  entry('CreateTable', createTable),
  entry('DeleteBackup', deleteBackup),
  entry('DeleteItem', deleteItem),
  entry('DeleteTable', deleteTable),
  entry('DescribeBackup', describeBackup),
  entry('DescribeContinuousBackups', describeContinuousBackups),
  entry('DescribeEndpoints', describeEndpoints),
  entry('DescribeLimits', describeLimits),
  entry('DescribeStream', describeStream),
  entry('DescribeTable', describeTable),
  entry('DescribeTableReplicaAutoScaling', describeTableReplicaAutoScaling),
  entry('DescribeTimeToLive', describeTimeToLive),
  entry('ExecuteStatement', executeStatement),
  entry('ExecuteTransaction', executeTransaction),
  entry('GetItem', getItem),
  entry('GetRecords', getRecords),
  entry('GetShardIterator', getShardIterator),
  entry('ListBackups', listBackups),
  entry('ListStreams', listStreams),
  entry('ListTables', listTables),
  entry('ListTagsOfResource', listTagsOfResource),
  entry('PutItem', putItem),
  entry('Query', query),
  entry('RestoreTableFromBackup', restoreTableFromBackup),
  entry('RestoreTableToPointInTime', restoreTableToPointInTime),
  entry('Scan', scan),
  entry('SearchVectors', searchVectors),
  entry('TagResource', tagResource),
  entry('UntagResource', untagResource),
  entry('TransactGetItems', transactGetItems),
  entry('TransactWriteItems', transactWriteItems),
  entry('UpdateContinuousBackups', updateContinuousBackups),
  entry('UpdateItem', updateItem),
  entry('UpdateTable', updateTable),
  entry('UpdateTableReplicaAutoScaling', updateTableReplicaAutoScaling),
  entry('UpdateTimeToLive', updateTimeToLive),
]);
