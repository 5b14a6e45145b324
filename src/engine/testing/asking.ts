/** An engine to ask in tests: one clock, replies parsed, errors as they are. */
import type { JsonObject } from '../../base/json.ts';
import type { Reply } from '../../model/command.ts';
import { INSTANT } from '../../model/physics.ts';
import type { Physics } from '../../model/physics.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';

export const START_MS = 1_800_000_000_000;

export interface Asking {
  readonly engine: Engine;
  nowMs: number;
  /** The reply as it is. */
  reply(operation: string, input: JsonObject): Reply;
  /** The body of a success; anything else throws. */
  ok(operation: string, input: JsonObject): JsonObject;
  /** Code and message of an error. */
  error(operation: string, input: JsonObject): string;
}

export function createAsking(physics: Physics = INSTANT, engine?: Engine): Asking {
  const asked = engine ?? createEngine({ seed: 7, startMs: START_MS, physics });
  const asking: Asking = {
    engine: asked,
    nowMs: START_MS,
    reply: (operation, input) =>
      asked.handle({ operation, input, atMs: asking.nowMs, origin: 'user', explain: true }),
    ok(operation, input) {
      const reply = asking.reply(operation, input);
      if (reply.kind === 'error') throw new Error(reply.body);
      return JSON.parse(reply.body) as JsonObject;
    },
    error(operation, input) {
      const reply = asking.reply(operation, input);
      if (reply.kind === 'ok') throw new Error(`no error: ${reply.body}`);
      return `${reply.code}: ${reply.message}`;
    },
  };
  return asking;
}

/** `pk` and `sk` strings, an LSI on `v` that projects keys, and two GSIs on `g`: one whole, one with keys only. */
export const INDEXED_TABLE: JsonObject = {
  TableName: 'tab',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keySchema('pk', 'sk'),
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'v', AttributeType: 'N' },
    { AttributeName: 'g', AttributeType: 'S' },
  ],
  LocalSecondaryIndexes: [
    { IndexName: 'local', KeySchema: keySchema('pk', 'v'), Projection: { ProjectionType: 'KEYS_ONLY' } },
  ],
  GlobalSecondaryIndexes: [
    { IndexName: 'whole', KeySchema: keySchema('g', 'v'), Projection: { ProjectionType: 'ALL' } },
    { IndexName: 'keys', KeySchema: keySchema('g'), Projection: { ProjectionType: 'KEYS_ONLY' } },
  ],
};

export function keySchema(pk: string, sk?: string): JsonObject[] {
  const range = sk === undefined ? [] : [{ AttributeName: sk, KeyType: 'RANGE' }];
  return [{ AttributeName: pk, KeyType: 'HASH' }, ...range];
}

/** A table with a string partition key and so much throughput. */
export function provisionedTable(name: string, rcu: number, wcu: number): JsonObject {
  return {
    TableName: name,
    KeySchema: keySchema('pk'),
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    ProvisionedThroughput: { ReadCapacityUnits: rcu, WriteCapacityUnits: wcu },
  };
}
