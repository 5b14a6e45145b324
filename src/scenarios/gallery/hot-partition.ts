/** Gallery: one customer places most of the orders, and one partition cannot keep up. */
import { LIFELIKE } from '../../model/physics.ts';
import { SCENARIO_VERSION, type Scenario } from '../scenario.ts';

const CUSTOMER = { from: 'key', prefix: 'c-', pad: 4 } as const;
const CUSTOMERS = 300;

export const HOT_PARTITION: Scenario = {
  version: SCENARIO_VERSION,
  name: 'Hot partition',
  notes: [
    'One customer, c-0000, places 60 % of the orders. Watch one partition reach 1,000 WCU, the most that a partition ' +
      'gives: requests fail there although the table has 4,000 WCU and uses less than half of them.',
    'The partition key decides where an item lives. All orders of one customer live in one partition, and neither ' +
      'burst nor adaptive capacity makes more of it. Only after minutes of heat are they divided, by their sort key.',
    'Unpaid orders expire after some seconds: time to live sweeps them away, and the stream tells of every change.',
    'Try\n' +
      '1 · Raise the table to 8,000 WCU (first statement).\n' +
      '2 · Switch it to on-demand (second statement).\n' +
      '3 · In the load, choose uniform keys: as if c-0000 were written under ten keys, c-0000#0 to c-0000#9.\n\n' +
      'Which one cures it?',
  ].join('\n\n'),
  console: {
    api: `UpdateTable {
  "TableName": "Orders",
  "ProvisionedThroughput": { "ReadCapacityUnits": 500, "WriteCapacityUnits": 8000 }
}

UpdateTable {
  "TableName": "Orders",
  "BillingMode": "PAY_PER_REQUEST"
}

Query {
  "TableName": "Orders",
  "KeyConditionExpression": "customer = :c AND orderId > :o",
  "ExpressionAttributeValues": { ":c": { "S": "c-0000" }, ":o": { "N": "100" } },
  "Limit": 25,
  "ReturnConsumedCapacity": "INDEXES"
}

PutItem {
  "TableName": "Orders",
  "Item": {
    "customer": { "S": "c-0000" },
    "orderId": { "N": "1" },
    "status": { "S": "PLACED" },
    "total": { "N": "42" }
  },
  "ReturnConsumedCapacity": "TOTAL"
}
`,
    partiql: `SELECT "orderId", "status", "total" FROM "Orders" WHERE "customer" = 'c-0000' AND "orderId" > 290;

SELECT * FROM "Orders" WHERE "customer" = 'c-0042';
`,
  },
  setup: {
    seed: 42,
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
          ],
          KeySchema: [
            { AttributeName: 'customer', KeyType: 'HASH' },
            { AttributeName: 'orderId', KeyType: 'RANGE' },
          ],
          BillingMode: 'PROVISIONED',
          ProvisionedThroughput: { ReadCapacityUnits: 500, WriteCapacityUnits: 4000 },
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
        },
        ttlAttribute: 'expiresAt',
        generate: [
          {
            count: 2 * CUSTOMERS,
            keys: { kind: 'sequential', keys: CUSTOMERS },
            attributes: {
              customer: CUSTOMER,
              orderId: { from: 'counter', type: 'N' },
              status: { from: 'pick', values: ['PAID', 'SHIPPED'] },
              total: { from: 'number', min: 5, max: 90 },
            },
          },
        ],
      },
    ],
    load: {
      rows: [
        {
          id: 'orders',
          enabled: true,
          operation: 'PutItem',
          table: 'Orders',
          ratePerS: 1700,
          ramp: [
            { atS: 0, factor: 0.5 },
            { atS: 15, factor: 1 },
          ],
          keys: { kind: 'hot', keys: CUSTOMERS, share: 0.6 },
          attributes: {
            customer: CUSTOMER,
            // Numbers come again, so that the table stays small however long it is watched.
            orderId: { from: 'number', min: 1, max: 300 },
            status: { from: 'pick', values: ['PLACED', 'PAID', 'SHIPPED'] },
            placed: { from: 'clock', unit: 's' },
            total: { from: 'number', min: 5, max: 90 },
          },
          retry: { attempts: 4, baseMs: 25 },
        },
        {
          id: 'unpaid orders',
          enabled: true,
          operation: 'PutItem',
          table: 'Orders',
          ratePerS: 25,
          keys: { kind: 'uniform', keys: CUSTOMERS },
          attributes: {
            customer: CUSTOMER,
            orderId: { from: 'number', min: 301, max: 600 },
            status: { from: 'constant', value: { S: 'UNPAID' } },
            total: { from: 'number', min: 5, max: 90 },
            expiresAt: { from: 'clock', unit: 's', plusS: [5, 30] },
          },
          retry: { attempts: 4, baseMs: 25 },
        },
        {
          id: 'order lists',
          enabled: true,
          operation: 'Query',
          table: 'Orders',
          ratePerS: 60,
          keys: { kind: 'hot', keys: CUSTOMERS, share: 0.6 },
          attributes: { customer: CUSTOMER },
          limit: 10,
          retry: { attempts: 4, baseMs: 25 },
        },
      ],
    },
    timeline: [],
  },
};
