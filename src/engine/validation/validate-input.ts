/** A request's input against its operation's shape, with DynamoDB's messages and their order. */
import type { JsonValue } from '../../base/json.ts';
import { type InputOf, OPERATIONS, type OperationName, isOperationName } from '../../model/operations.ts';
import { type Accepts, compileAccepts } from './accepts.ts';
import { checkBatchGetItem, checkBatchWriteItem } from './batch-checks.ts';
import { constraintRefusal, olderRefusal } from './constraint-refusal.ts';
import { checkCreateTable } from './create-table-checks.ts';
import { isLeftToOlderLayer } from './depth.ts';
import { deserialize } from './deserialize.ts';
import { checkDeleteItem, checkGetItem, checkPutItem, checkUpdateItem } from './item-checks.ts';
import { isJsonObject } from './json-kinds.ts';
import { checkQuery, checkScan } from './page-checks.ts';
import { checkSearchVectors } from './search-vectors-checks.ts';
import { isTableKey, isTableOperation } from './table-name.ts';
import { checkExecuteStatement, checkExecuteTransaction } from './statement-checks.ts';
import { checkGetShardIterator } from './stream-checks.ts';
import { checkListTagsOfResource, checkTagResource, checkUntagResource } from './tag-checks.ts';
import { checkTransactGetItems, checkTransactWriteItems } from './transaction-checks.ts';
import { checkUpdateTable } from './update-table-checks.ts';
import { type ValueChecks, createValueChecks } from './value-checks.ts';

/** Rules between parameters. `values` is undefined when the attribute values are known to be good. */
type Check<O extends OperationName> = (input: InputOf<O>, values: ValueChecks | undefined) => void;

const CHECKS: { readonly [O in OperationName]?: Check<O> } = {
  BatchGetItem: checkBatchGetItem,
  BatchWriteItem: checkBatchWriteItem,
  CreateTable: checkCreateTable,
  DeleteItem: checkDeleteItem,
  ExecuteStatement: checkExecuteStatement,
  ExecuteTransaction: checkExecuteTransaction,
  GetItem: checkGetItem,
  GetShardIterator: checkGetShardIterator,
  ListTagsOfResource: checkListTagsOfResource,
  PutItem: checkPutItem,
  Query: checkQuery,
  Scan: checkScan,
  SearchVectors: checkSearchVectors,
  TagResource: checkTagResource,
  TransactGetItems: checkTransactGetItems,
  TransactWriteItems: checkTransactWriteItems,
  UntagResource: checkUntagResource,
  UpdateItem: checkUpdateItem,
  UpdateTable: checkUpdateTable,
};

const ACCEPTS: ReadonlyMap<string, Accepts> = new Map(
  Object.keys(OPERATIONS)
    .filter(isOperationName)
    .map((name) => [name, compileInput(name)]),
);

function compileInput(operation: OperationName): Accepts {
  const accepts = compileAccepts(OPERATIONS[operation].input);
  if (!isTableOperation(operation)) return accepts;
  return (input) => {
    const name = isJsonObject(input) ? input['TableName'] : undefined;
    return typeof name === 'string' && isTableKey(name) && accepts(input);
  };
}

/**
 * The input, typed, when it breaks no rule that can be told without looking at a table; else throws a DynamoError
 * (SerializationException or ValidationException) with the first complaint in DynamoDB's order. A good input is
 * returned as it is; one with nulls or unknown members comes back as a copy without them. Expressions are not parsed,
 * and numbers are not made canonical.
 */
export function validateInput<O extends OperationName>(operation: O, input: JsonValue): InputOf<O> {
  const check: Check<O> | undefined = CHECKS[operation];
  if (ACCEPTS.get(operation)?.(input) === true) {
    const accepted = input as InputOf<O>;
    check?.(accepted, undefined);
    return accepted;
  }
  return diagnose(operation, input, check);
}

/** The slow way: says what is wrong, or cleans what is not. */
function diagnose<O extends OperationName>(
  operation: O,
  input: JsonValue,
  check: Check<O> | undefined,
): InputOf<O> {
  const shape = OPERATIONS[operation].input;
  const read = deserialize(shape, input);
  const refusalOf = isLeftToOlderLayer(operation, input) ? olderRefusal : constraintRefusal;
  const refusal = refusalOf(operation, shape, read);
  if (refusal !== undefined) throw refusal;
  const typed = read as InputOf<O>;
  check?.(typed, createValueChecks(operation));
  return typed;
}
