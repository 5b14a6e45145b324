/** Gallery: sessions that expire by themselves, and a stream that tells of every change. */
import { LIFELIKE } from '../../model/physics.ts';
import { SCENARIO_VERSION, type Scenario } from '../scenario.ts';

const SESSION = { from: 'key', prefix: 'session-', pad: 4 } as const;
const USER = { from: 'key', prefix: 'user-', pad: 4 } as const;
const RETRY = { attempts: 4, baseMs: 25 } as const;
const SESSIONS = 2000;
const USERS = 500;
const SOME_USERS = Array.from({ length: 40 }, (_, number) => `user-${String(number).padStart(4, '0')}`);

export const TTL_AND_STREAMS: Scenario = {
  version: SCENARIO_VERSION,
  name: 'TTL and streams',
  notes: [
    'Sessions live for 20 to 60 seconds: expiresAt holds, in epoch seconds, when each one ends. Time to live deletes ' +
      'what has expired, at no cost in write units, but not on the second: a background sweep comes round, here every ' +
      '10 seconds. Until then an expired session can still be read.',
    'The stream of Sessions tells of every change: INSERT for a new session, MODIFY for one that goes on, REMOVE for ' +
      'one that is gone. A REMOVE by time to live carries the userIdentity of the service, so that a reader can tell ' +
      'it from a logout. Profiles has neither.',
    'Try\n' +
      '1 · Run the first statement: sessions that have expired and are still there. A filter can leave them out.\n' +
      '2 · Log one out with the DeleteItem, and compare its REMOVE with those of time to live.\n' +
      '3 · Find the stream with ListStreams. How old is its oldest record, and when will it leave?',
  ].join('\n\n'),
  console: {
    api: `Scan {
  "TableName": "Sessions",
  "FilterExpression": "expiresAt < :now",
  "ExpressionAttributeValues": { ":now": { "N": "1777896060" } },
  "ReturnConsumedCapacity": "TOTAL"
}

DeleteItem {
  "TableName": "Sessions",
  "Key": { "sessionId": { "S": "session-0001" } },
  "ReturnValues": "ALL_OLD"
}

ListStreams {
  "TableName": "Sessions"
}

DescribeTimeToLive {
  "TableName": "Sessions"
}
`,
    partiql: `SELECT * FROM "Sessions" WHERE "sessionId" = 'session-0001';

INSERT INTO "Sessions" VALUE {'sessionId': 'mine', 'userId': 'user-0001', 'expiresAt': 1777896090};

SELECT * FROM "Profiles" WHERE "userId" = 'user-0001';
`,
  },
  setup: {
    seed: 11,
    startMs: Date.UTC(2026, 4, 4, 12),
    speed: 1,
    physics: LIFELIKE,
    tables: [
      {
        create: {
          TableName: 'Sessions',
          AttributeDefinitions: [{ AttributeName: 'sessionId', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'sessionId', KeyType: 'HASH' }],
          BillingMode: 'PROVISIONED',
          ProvisionedThroughput: { ReadCapacityUnits: 50, WriteCapacityUnits: 50 },
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
        },
        ttlAttribute: 'expiresAt',
        generate: [
          {
            count: 400,
            keys: { kind: 'sequential', keys: 400 },
            attributes: {
              sessionId: SESSION,
              userId: { from: 'counter', prefix: 'user-', pad: 4 },
              expiresAt: { from: 'clock', unit: 's', plusS: [-20, 60] },
            },
          },
        ],
      },
      {
        create: {
          TableName: 'Profiles',
          AttributeDefinitions: [{ AttributeName: 'userId', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }],
          BillingMode: 'PAY_PER_REQUEST',
        },
        generate: [
          {
            count: USERS,
            keys: { kind: 'sequential', keys: USERS },
            attributes: {
              userId: USER,
              plan: { from: 'pick', values: ['free', 'team', 'pro'] },
              about: { from: 'text', bytes: 200 },
            },
          },
        ],
      },
    ],
    load: {
      rows: [
        {
          id: 'logins',
          enabled: true,
          operation: 'PutItem',
          table: 'Sessions',
          ratePerS: 12,
          keys: { kind: 'uniform', keys: SESSIONS },
          attributes: {
            sessionId: SESSION,
            userId: { from: 'pick', values: SOME_USERS },
            expiresAt: { from: 'clock', unit: 's', plusS: [20, 60] },
            device: { from: 'pick', values: ['phone', 'laptop', 'tablet'] },
          },
          retry: RETRY,
        },
        {
          id: 'activity',
          enabled: true,
          operation: 'UpdateItem',
          table: 'Sessions',
          ratePerS: 8,
          keys: { kind: 'zipf', keys: SESSIONS, exponent: 1.2 },
          attributes: {
            sessionId: SESSION,
            lastSeen: { from: 'clock', unit: 'iso' },
            expiresAt: { from: 'clock', unit: 's', plusS: [20, 60] },
          },
          retry: RETRY,
        },
        {
          id: 'profile reads',
          enabled: true,
          operation: 'GetItem',
          table: 'Profiles',
          ratePerS: 15,
          keys: { kind: 'zipf', keys: USERS, exponent: 1 },
          attributes: { userId: USER },
          retry: RETRY,
        },
      ],
    },
    timeline: [],
  },
};
