/** Small runs for tests of the host. */
import { LIFELIKE } from '../../model/physics.ts';
import type { LoadRow } from '../../workload/load.ts';
import type { Setup } from '../../workload/setup.ts';
import type { RunLabel } from '../api.ts';

export const LABEL: RunLabel = { name: 'Test', notes: '', console: { api: '' } };

export const WRITES: LoadRow = {
  id: 'writes',
  enabled: true,
  operation: 'PutItem',
  table: 'Orders',
  ratePerS: 40,
  keys: { kind: 'zipf', keys: 100, exponent: 1 },
  attributes: { id: { from: 'key', prefix: 'o-' }, total: { from: 'number', min: 1, max: 99 } },
  retry: { attempts: 4, baseMs: 25 },
};

/** 40 writes/s into 30 WCU. */
export const SETUP: Setup = {
  seed: 42,
  startMs: Date.UTC(2026, 4, 1, 12),
  speed: 1,
  physics: LIFELIKE,
  tables: [
    {
      create: {
        TableName: 'Orders',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        ProvisionedThroughput: { ReadCapacityUnits: 10, WriteCapacityUnits: 30 },
      },
      generate: [
        {
          count: 20,
          keys: { kind: 'sequential', keys: 20 },
          attributes: { id: { from: 'key', prefix: 'o-' }, total: { from: 'constant', value: { N: '0' } } },
        },
      ],
    },
  ],
  load: { rows: [WRITES] },
  timeline: [],
};
