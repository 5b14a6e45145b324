/** Random requests for fast-check: well-formed ones on a few tables, as an application would send them. */
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { keySchema } from './asking.ts';
import {
  conditionExpression,
  keyConditionExpression,
  projectionExpression,
  standIns,
  updateExpression,
} from './random-expressions.ts';

export interface RandomRequest {
  readonly operation: string;
  readonly input: JsonValue;
}

const ALL = { ProjectionType: 'ALL' };

/** Two tables that the requests are about: a plain one, and one with a sort key, indexes and a stream. */
export const RANDOM_TABLES: readonly JsonObject[] = [
  {
    TableName: 'plain',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema('pk'),
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  },
  {
    TableName: 'sorted',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema('pk', 'sk'),
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
      { AttributeName: 'v', AttributeType: 'N' },
      { AttributeName: 'g', AttributeType: 'S' },
    ],
    LocalSecondaryIndexes: [{ IndexName: 'local', KeySchema: keySchema('pk', 'v'), Projection: ALL }],
    GlobalSecondaryIndexes: [
      { IndexName: 'whole', KeySchema: keySchema('g', 'v'), Projection: ALL },
      { IndexName: 'keys', KeySchema: keySchema('g'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  },
];

const table = fc.constantFrom('plain', 'sorted');
const number = fc.constantFrom('0', '1', '2', '3', '-2.5', '1E40', '0.001', '12345678901234567890', '007');
const shortText = fc.constantFrom('', 'a', 'b', 'x', 'xy', 'été', '😀', 'long text of some words');
const bytes = fc.constantFrom('', 'AQI=', 'Aw==', '/////w==');

const { value } = fc.letrec<{ value: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    shortText.map((S) => ({ S })),
    number.map((N) => ({ N })),
    bytes.map((B) => ({ B })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true }),
    fc.uniqueArray(shortText, { minLength: 1, maxLength: 3 }).map((SS) => ({ SS })),
    fc.uniqueArray(number, { minLength: 1, maxLength: 3 }).map((NS) => ({ NS })),
    fc.uniqueArray(bytes, { minLength: 1, maxLength: 3 }).map((BS) => ({ BS })),
    fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
    fc.dictionary(fc.constantFrom('x', 'y', 'z', 's'), tie('value'), { maxKeys: 3 }).map((M) => ({ M })),
  ),
}));

const attributes = fc.dictionary(
  fc.constantFrom('s', 'n', 'b', 't', 'ss', 'ns', 'bs', 'l', 'm', 'status', 'a.b'),
  value,
  { maxKeys: 5 },
);
const indexed = fc.record(
  { v: number.map((N) => ({ N })), g: fc.constantFrom('a', 'x').map((S) => ({ S })) },
  { requiredKeys: [] },
);

function keyOf(tableName: string): fc.Arbitrary<JsonObject> {
  const pk = fc.constantFrom('a', 'b', 'x').map((S) => ({ S }));
  if (tableName === 'plain') return fc.record({ pk });
  return fc.record({ pk, sk: fc.constantFrom('1', '2', '3', '1.0').map((N) => ({ N })) });
}

function itemOf(tableName: string): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(attributes, indexed, keyOf(tableName))
    .map(([rest, index, key]) => withoutAbsent(merged(rest, index, key)));
}

const consumed = fc.record(
  { ReturnConsumedCapacity: fc.constantFrom('NONE', 'TOTAL', 'INDEXES') },
  { requiredKeys: [] },
);

function maybe<T>(arbitrary: fc.Arbitrary<T>, freq = 1): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq });
}

/** Later members win. In one function, for the generators are built of little else. */
function merged(
  ...parts: readonly Readonly<Record<string, JsonValue | undefined>>[]
): Record<string, JsonValue | undefined> {
  return Object.assign({}, ...parts) as Record<string, JsonValue | undefined>;
}

/** Without the members that are undefined. */
function withoutAbsent(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}

function request(
  operation: string,
  members: fc.Arbitrary<Readonly<Record<string, JsonValue | undefined>>>,
): fc.Arbitrary<RandomRequest> {
  return fc
    .tuple(members, consumed)
    .map(([input, more]) => ({ operation, input: withoutAbsent({ ...input, ...more }) }));
}

const conditional = fc.record({
  ConditionExpression: maybe(conditionExpression),
  ReturnValuesOnConditionCheckFailure: maybe(fc.constantFrom('ALL_OLD', 'NONE')),
});

const write = table.chain((TableName) =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: request(
        'PutItem',
        fc
          .tuple(itemOf(TableName), conditional, maybe(fc.constantFrom('ALL_OLD', 'NONE')))
          .map(([Item, condition, ReturnValues]) =>
            merged(
              {
                TableName,
                Item,
                ReturnValues,
              },
              condition,
              standIns(condition.ConditionExpression),
            ),
          ),
      ),
    },
    {
      weight: 4,
      arbitrary: request(
        'UpdateItem',
        fc
          .tuple(
            keyOf(TableName),
            updateExpression,
            conditional,
            maybe(fc.constantFrom('ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW', 'NONE')),
          )
          .map(([Key, UpdateExpression, condition, ReturnValues]) =>
            merged(
              {
                TableName,
                Key,
                UpdateExpression,
                ReturnValues,
              },
              condition,
              standIns(UpdateExpression, condition.ConditionExpression),
            ),
          ),
      ),
    },
    request(
      'DeleteItem',
      fc
        .tuple(keyOf(TableName), conditional, maybe(fc.constantFrom('ALL_OLD', 'NONE')))
        .map(([Key, condition, ReturnValues]) =>
          merged(
            {
              TableName,
              Key,
              ReturnValues,
            },
            condition,
            standIns(condition.ConditionExpression),
          ),
        ),
    ),
    request(
      'BatchWriteItem',
      fc
        .array(
          fc.oneof(
            itemOf(TableName).map((Item) => ({ PutRequest: { Item } })),
            keyOf(TableName).map((Key) => ({ DeleteRequest: { Key } })),
          ),
          { minLength: 1, maxLength: 4 },
        )
        .map((requests) => ({ RequestItems: { [TableName]: requests } })),
    ),
  ),
);

interface Source {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly pk: string;
  readonly sk?: string;
}

const source = fc.constantFrom<Source>(
  { TableName: 'plain', pk: 'pk' },
  { TableName: 'sorted', pk: 'pk', sk: 'sk' },
  { TableName: 'sorted', IndexName: 'local', pk: 'pk', sk: 'v' },
  { TableName: 'sorted', IndexName: 'whole', pk: 'g', sk: 'v' },
  { TableName: 'sorted', IndexName: 'keys', pk: 'g' },
);

const page = fc.record({
  FilterExpression: maybe(conditionExpression),
  ProjectionExpression: maybe(projectionExpression, 3),
  Limit: maybe(fc.integer({ min: 1, max: 4 }), 3),
  Select: maybe(
    fc.constantFrom('ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'COUNT'),
    4,
  ),
  ConsistentRead: maybe(fc.boolean(), 3),
});

const read = fc.oneof(
  table.chain((TableName) =>
    request(
      'GetItem',
      fc
        .tuple(keyOf(TableName), maybe(projectionExpression), maybe(fc.boolean()))
        .map(([Key, ProjectionExpression, ConsistentRead]) =>
          merged(
            {
              TableName,
              Key,
              ProjectionExpression,
              ConsistentRead,
            },
            standIns(ProjectionExpression),
          ),
        ),
    ),
  ),
  table.chain((TableName) =>
    request(
      'BatchGetItem',
      fc
        .array(keyOf(TableName), { minLength: 1, maxLength: 4 })
        .map((Keys) => ({ RequestItems: { [TableName]: { Keys } } })),
    ),
  ),
  source.chain(({ TableName, IndexName, pk, sk }) =>
    fc.oneof(
      request(
        'Query',
        fc
          .tuple(keyConditionExpression(pk, sk), page, maybe(fc.boolean()))
          .map(([KeyConditionExpression, rest, ScanIndexForward]) =>
            merged(
              {
                TableName,
                IndexName,
                KeyConditionExpression,
                ScanIndexForward,
              },
              rest,
              standIns(KeyConditionExpression, rest.FilterExpression, rest.ProjectionExpression),
            ),
          ),
      ),
      request(
        'Scan',
        page.map((rest) =>
          merged(
            {
              TableName,
              IndexName,
            },
            rest,
            standIns(rest.FilterExpression, rest.ProjectionExpression),
          ),
        ),
      ),
    ),
  ),
);

const transaction = fc.oneof(
  request(
    'TransactGetItems',
    fc
      .array(
        table.chain((TableName) => keyOf(TableName).map((Key) => ({ Get: { TableName, Key } }))),
        { minLength: 1, maxLength: 3 },
      )
      .map((TransactItems) => ({ TransactItems })),
  ),
  request(
    'TransactWriteItems',
    fc
      .array(
        table.chain((TableName) =>
          fc.oneof(
            itemOf(TableName).map((Item) => ({ Put: { TableName, Item } })),
            keyOf(TableName).map((Key) => ({ Delete: { TableName, Key } })),
            fc.tuple(keyOf(TableName), updateExpression).map(([Key, UpdateExpression]) => ({
              Update: { TableName, Key, UpdateExpression, ...standIns(UpdateExpression) },
            })),
            fc.tuple(keyOf(TableName), conditionExpression).map(([Key, ConditionExpression]) => ({
              ConditionCheck: { TableName, Key, ConditionExpression, ...standIns(ConditionExpression) },
            })),
          ),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((TransactItems) => ({ TransactItems })),
  ),
);

/** Writes twice as often as reads, so that there is something to read. */
export const wellFormedRequest: fc.Arbitrary<RandomRequest> = fc.oneof(
  { weight: 6, arbitrary: write },
  { weight: 3, arbitrary: read },
  { weight: 1, arbitrary: transaction },
);
