/** Gallery: a first table with an index, under a gentle load. */
import { LIFELIKE } from '../../model/physics.ts';
import { SCENARIO_VERSION, type Scenario } from '../scenario.ts';

const CUSTOMER = { from: 'key', prefix: 'customer-', pad: 4 } as const;
const STATUS = { from: 'pick', values: ['PLACED', 'PAID', 'SHIPPED', 'DELIVERED'] } as const;
const TOTAL = { from: 'number', min: 5, max: 250, decimals: 2 } as const;
const NOTE = { from: 'text', bytes: 120 } as const;
const RETRY = { attempts: 4, baseMs: 25 } as const;
const CUSTOMERS = 200;

export const FIRST_TABLE: Scenario = {
  version: SCENARIO_VERSION,
  name: 'First table',
  notes: [
    'The orders of a small shop. The partition key customer says where an order is stored, the sort key orderId ' +
      'keeps the orders of one customer together and in order. The index by-status finds them by their status.',
    'Traffic is running: 8 new orders, 20 reads and 3 queries a second. The table is small, so one partition does ' +
      'all the work. Each order is written twice: to the table and to the index.',
    'Try\n' +
      '1 · Run the first statement. The receipt beside the result says what it cost and why.\n' +
      '2 · Run the second one. It reads the index, so the index pays and the table does not.\n' +
      '3 · Raise the load of new orders to 40 a second. The table has 20 write units: what happens, and when?',
  ].join('\n\n'),
  console: {
    api: `Query {
  "TableName": "Orders",
  "KeyConditionExpression": "customer = :c",
  "ExpressionAttributeValues": { ":c": { "S": "customer-0007" } },
  "ReturnConsumedCapacity": "INDEXES"
}

Query {
  "TableName": "Orders",
  "IndexName": "by-status",
  "KeyConditionExpression": "#status = :s",
  "ExpressionAttributeNames": { "#status": "status" },
  "ExpressionAttributeValues": { ":s": { "S": "SHIPPED" } },
  "ScanIndexForward": false,
  "Limit": 10,
  "ReturnConsumedCapacity": "INDEXES"
}

PutItem {
  "TableName": "Orders",
  "Item": {
    "customer": { "S": "customer-0007" },
    "orderId": { "N": "1001" },
    "status": { "S": "PLACED" },
    "placed": { "N": "1777896000" },
    "total": { "N": "19.90" }
  },
  "ReturnConsumedCapacity": "INDEXES"
}

UpdateItem {
  "TableName": "Orders",
  "Key": { "customer": { "S": "customer-0007" }, "orderId": { "N": "1001" } },
  "UpdateExpression": "SET #status = :paid",
  "ConditionExpression": "#status = :placed",
  "ExpressionAttributeNames": { "#status": "status" },
  "ExpressionAttributeValues": { ":paid": { "S": "PAID" }, ":placed": { "S": "PLACED" } },
  "ReturnValues": "ALL_NEW"
}
`,
    partiql: `SELECT * FROM "Orders" WHERE "customer" = 'customer-0007';

SELECT "customer", "orderId", "total" FROM "Orders"."by-status" WHERE "status" = 'SHIPPED';

UPDATE "Orders" SET "status" = 'DELIVERED' WHERE "customer" = 'customer-0007' AND "orderId" = 1;
`,
  },
  setup: {
    seed: 7,
    startMs: Date.UTC(2026, 4, 4, 12),
    speed: 1,
    physics: LIFELIKE,
    tables: [
      {
        create: {
          TableName: 'Orders',
          AttributeDefinitions: [
            { AttributeName: 'customer', AttributeType: 'S' },
            { AttributeName: 'orderId', AttributeType: 'N' },
            { AttributeName: 'status', AttributeType: 'S' },
            { AttributeName: 'placed', AttributeType: 'N' },
          ],
          KeySchema: [
            { AttributeName: 'customer', KeyType: 'HASH' },
            { AttributeName: 'orderId', KeyType: 'RANGE' },
          ],
          GlobalSecondaryIndexes: [
            {
              IndexName: 'by-status',
              KeySchema: [
                { AttributeName: 'status', KeyType: 'HASH' },
                { AttributeName: 'placed', KeyType: 'RANGE' },
              ],
              Projection: { ProjectionType: 'ALL' },
              ProvisionedThroughput: { ReadCapacityUnits: 20, WriteCapacityUnits: 30 },
            },
          ],
          BillingMode: 'PROVISIONED',
          ProvisionedThroughput: { ReadCapacityUnits: 40, WriteCapacityUnits: 20 },
        },
        generate: [1, 2].map((orderId) => ({
          count: CUSTOMERS,
          keys: { kind: 'sequential', keys: CUSTOMERS },
          attributes: {
            customer: CUSTOMER,
            orderId: { from: 'constant', value: { N: String(orderId) } },
            status: STATUS,
            placed: { from: 'clock', unit: 's', plusS: [-86_400, 0] },
            total: TOTAL,
            note: NOTE,
          },
        })),
      },
    ],
    load: {
      rows: [
        {
          id: 'new orders',
          enabled: true,
          operation: 'PutItem',
          table: 'Orders',
          ratePerS: 8,
          keys: { kind: 'zipf', keys: CUSTOMERS, exponent: 0.8 },
          attributes: {
            customer: CUSTOMER,
            orderId: { from: 'number', min: 1, max: 30 },
            status: STATUS,
            placed: { from: 'clock', unit: 's' },
            total: TOTAL,
            note: NOTE,
          },
          retry: RETRY,
        },
        {
          id: 'reads',
          enabled: true,
          operation: 'GetItem',
          table: 'Orders',
          ratePerS: 20,
          keys: { kind: 'zipf', keys: CUSTOMERS, exponent: 0.8 },
          attributes: { customer: CUSTOMER, orderId: { from: 'constant', value: { N: '1' } } },
          retry: RETRY,
        },
        {
          id: 'queries',
          enabled: true,
          operation: 'Query',
          table: 'Orders',
          index: 'by-status',
          ratePerS: 3,
          keys: { kind: 'uniform', keys: 1 },
          attributes: { status: STATUS },
          limit: 20,
          retry: RETRY,
        },
      ],
    },
    timeline: [],
  },
};
