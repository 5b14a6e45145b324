import { expect, it } from 'vitest';
import { INSTANT, LIFELIKE } from '../model/physics.ts';
import { createDatabase, type Database } from './database.ts';

/** Time and one timer, moved by hand. */
function createBench(physics = INSTANT) {
  const timers: { readonly callback: () => void; readonly delayMs: number }[] = [];
  let nowMs = Date.UTC(2026, 0, 1);
  const database = createDatabase({
    region: 'eu-west-2',
    seed: 1,
    physics,
    nowMs: () => nowMs,
    schedule(callback, delayMs) {
      const timer = { callback, delayMs };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  return {
    database,
    timers,
    pass: (byMs: number) => {
      nowMs += byMs;
    },
    ring: () => {
      const timer = timers.shift();
      nowMs += timer?.delayMs ?? 0;
      timer?.callback();
    },
  };
}

function createTable(database: Database): void {
  void database.call('CreateTable', {
    TableName: 'Table',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
}

function isActive(database: Database): boolean {
  const reply = database.call('DescribeTable', { TableName: 'Table' });
  expect(reply).not.toBeInstanceOf(Promise);
  return 'body' in reply && reply.body.includes('"TableStatus":"ACTIVE"');
}

it('A request finds the present: what fell due meanwhile is done', () => {
  const { database, pass } = createBench(LIFELIKE);
  createTable(database);
  expect(isActive(database)).toBe(false);
  pass(60_000);
  expect(isActive(database)).toBe(true);
});

it('Without physics a table is ready at once', () => {
  const { database } = createBench(INSTANT);
  createTable(database);
  expect(isActive(database)).toBe(true);
});

it('What falls due happens without a request, by one timer at a time', () => {
  const { database, timers, ring } = createBench(LIFELIKE);
  expect(timers).toHaveLength(0);
  createTable(database);
  expect(timers).toHaveLength(1);
  for (let i = 0; i < 20 && timers.length > 0; i++) {
    ring();
    expect(timers.length).toBeLessThanOrEqual(1);
  }
  expect(isActive(database)).toBe(true);
});

it('A refusal is an answer', () => {
  const { database } = createBench();
  expect(database.call('DescribeTable', { TableName: 'Table' })).toMatchObject({
    kind: 'error',
    code: 'ResourceNotFoundException',
  });
});

it('Closing stops the timer', async () => {
  const { database, timers } = createBench(LIFELIKE);
  createTable(database);
  await database.close();
  expect(timers).toHaveLength(0);
});
