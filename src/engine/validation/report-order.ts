/** The order in which the service reports a structure's violations; it is that of no list in the API's model. */
import type { Member, StructureShape } from '../../model/shape.ts';

/** By structure. Members left out come after those named, as the shape has them. [seen] */
const REPORT_ORDER: Readonly<Record<string, readonly string[]>> = {
  PutItemInput: [
    'ReturnConsumedCapacity',
    'TableName',
    'Item',
    'ConditionalOperator',
    'Expected',
    'ReturnValues',
    'ReturnItemCollectionMetrics',
  ],
  GetItemInput: ['ReturnConsumedCapacity', 'AttributesToGet', 'TableName', 'Key'],
  UpdateItemInput: [
    'ReturnConsumedCapacity',
    'TableName',
    'ReturnItemCollectionMetrics',
    'ReturnValues',
    'ConditionalOperator',
    'Key',
    'Expected',
    'AttributeUpdates',
  ],
  DeleteItemInput: [
    'ReturnConsumedCapacity',
    'TableName',
    'ReturnValues',
    'ReturnItemCollectionMetrics',
    'Key',
    'ConditionalOperator',
    'Expected',
  ],
  QueryInput: [
    'Select',
    'IndexName',
    'ReturnConsumedCapacity',
    'QueryFilter',
    'TableName',
    'ConditionalOperator',
    'AttributesToGet',
    'Limit',
    'KeyConditions',
  ],
  ScanInput: [
    'Select',
    'IndexName',
    'TotalSegments',
    'ReturnConsumedCapacity',
    'TableName',
    'ConditionalOperator',
    'ScanFilter',
    'Segment',
    'Limit',
    'AttributesToGet',
  ],
  BatchWriteItemInput: ['ReturnConsumedCapacity', 'ReturnItemCollectionMetrics', 'RequestItems'],
  TransactWriteItemsInput: [
    'ClientRequestToken',
    'ReturnConsumedCapacity',
    'ReturnItemCollectionMetrics',
    'TransactItems',
  ],
  CreateTableInput: [
    'AttributeDefinitions',
    'TableName',
    'BillingMode',
    'ProvisionedThroughput',
    'KeySchema',
    'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes',
  ],
  UpdateTableInput: ['TableName', 'ProvisionedThroughput', 'BillingMode', 'GlobalSecondaryIndexUpdates'],
  ProvisionedThroughput: ['WriteCapacityUnits', 'ReadCapacityUnits'],
  ListTablesInput: ['Limit', 'ExclusiveStartTableName'],
};

export function membersInReportOrder(shape: StructureShape): readonly (readonly [string, Member])[] {
  const order = REPORT_ORDER[shape.name];
  const members = Object.entries(shape.members);
  if (order === undefined) return members;
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return members.toSorted(([left], [right]) => rank(left) - rank(right));
}
