/** Backups and the recoverable past over random histories, beside a list of what the table held at every second. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { createRandom, type Random } from '../../base/random.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { Change, StoredState } from '../../model/changes.ts';
import { INSTANT } from '../../model/physics.ts';
import { createEngine, type Engine, restoreEngine } from '../engine.ts';
import { START_MS } from '../testing/asking.ts';

const OPTIONS = { seed: 1, startMs: START_MS, physics: INSTANT };
const SEEDS = [1, 2, 3, 4];
const STEPS = 250;

type Items = ReadonlyMap<string, string>;

/** The engine, what a store holds of it, and the past as it should be. */
interface History {
  engine: Engine;
  nowMs: number;
  /** The present: items as text by their key. */
  items: Map<string, string>;
  /** What the table held at the end of each moment in which it changed. */
  readonly past: { readonly atMs: number; readonly items: Items }[];
  readonly store: {
    pages: Map<string, StoredState['pages'][number]>;
    docs: StoredState['docs'];
    log: Change[];
  };
}

function begin(): History {
  const history: History = {
    engine: createEngine(OPTIONS),
    nowMs: START_MS,
    items: new Map(),
    past: [],
    store: { pages: new Map(), docs: {}, log: [] },
  };
  ask(history, 'CreateTable', {
    TableName: 'tab',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: ['id', 'g'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-g',
        KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  return history;
}

function ask(history: History, operation: string, input: JsonObject): JsonObject {
  const { engine, nowMs, store } = history;
  const reply = engine.handle({ operation, input, atMs: nowMs, origin: 'user' });
  store.log.push(...engine.takeChanges());
  if (reply.kind === 'error') throw new Error(`${operation} ${JSON.stringify(input)}: ${reply.body}`);
  return JSON.parse(reply.body) as JsonObject;
}

function textOf(item: AttributeMap): string {
  return JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function change(history: History, random: Random): void {
  const { items } = history;
  const id = `item-${random.int(12)}`;
  if (random.next() < 0.3) {
    ask(history, 'DeleteItem', { TableName: 'tab', Key: { id: { S: id } } });
    items.delete(id);
  } else {
    const item: AttributeMap = {
      id: { S: id },
      g: { S: `g${random.int(2)}` },
      n: { N: String(random.int(50)) },
    };
    ask(history, 'PutItem', { TableName: 'tab', Item: { ...item } });
    items.set(id, textOf(item));
  }
  history.past.push({ atMs: history.nowMs, items: new Map(items) });
}

/** A store keeps pages and documents of the last checkpoint, and the log since. */
function checkpoint({ engine, store }: History): void {
  const { pages, removedPages, removedSpaces, docs } = engine.takeCheckpoint();
  for (const page of pages) store.pages.set(`${page.space} ${page.pageId}`, page);
  for (const { space, pageId } of removedPages) store.pages.delete(`${space} ${pageId}`);
  for (const [key, { space }] of store.pages) if (removedSpaces.includes(space)) store.pages.delete(key);
  store.docs = docs;
  store.log = [];
}

function reopen(history: History): void {
  const { store, nowMs } = history;
  const stored = { pages: [...store.pages.values()], docs: store.docs, changes: store.log, nowMs };
  history.engine = restoreEngine(stored, OPTIONS);
}

function disturb(history: History, random: Random): void {
  if (random.next() < 0.5) checkpoint(history);
  if (random.next() < 0.5) reopen(history);
}

function contents(history: History, table: string, index?: string): Items {
  const { Items: items } = ask(history, 'Scan', {
    TableName: table,
    ...(index === undefined ? {} : { IndexName: index }),
  });
  return new Map(
    (items as unknown as readonly AttributeMap[]).map((item) => [
      (item['id'] as { readonly S: string }).S,
      textOf(item),
    ]),
  );
}

function heldAt({ past }: History, atMs: number): Items {
  return past.findLast((moment) => moment.atMs <= atMs)?.items ?? new Map<string, string>();
}

const turnOn = { PointInTimeRecoveryEnabled: true };

describe('a restored table', () => {
  it.each(SEEDS)('equals the past at any second, whatever happened since (seed %i)', (seed) => {
    const random = createRandom(seed);
    const history = begin();
    for (let step = 0; step < 10; step++) change(history, random);
    ask(history, 'UpdateContinuousBackups', { TableName: 'tab', PointInTimeRecoverySpecification: turnOn });
    for (let step = 0; step < STEPS; step++) {
      history.nowMs += [0, 0, 0.5, 250, 999.5, 1000, 1500.5][random.int(7)] ?? 0;
      if (random.next() < 0.1) disturb(history, random);
      else change(history, random);
    }
    const seconds = Math.floor((history.nowMs - START_MS) / 1000);
    for (let count = 0; count < 12; count++) {
      const atMs = START_MS + random.int(seconds + 1) * 1000;
      const target = `past-${count}`;
      ask(history, 'RestoreTableToPointInTime', {
        SourceTableName: 'tab',
        TargetTableName: target,
        RestoreDateTime: atMs / 1000,
      });
      if (random.next() < 0.3) disturb(history, random);
      const held = heldAt(history, atMs);
      expect([contents(history, target), contents(history, target, 'by-g')]).toEqual([held, held]);
    }
  });

  it.each(SEEDS)('equals its backup, though the source changes and goes (seed %i)', (seed) => {
    const random = createRandom(seed);
    const history = begin();
    const backups: { readonly arn: string; readonly items: Items }[] = [];
    for (let step = 0; step < STEPS; step++) {
      history.nowMs += random.next() * 100;
      const choice = random.next();
      if (choice < 0.05) disturb(history, random);
      else if (choice < 0.1) {
        const { BackupDetails } = ask(history, 'CreateBackup', {
          TableName: 'tab',
          BackupName: `at-${step}`,
        });
        const { BackupArn } = BackupDetails as { readonly BackupArn: string };
        backups.push({ arn: BackupArn, items: new Map(history.items) });
      } else change(history, random);
    }
    ask(history, 'DeleteTable', { TableName: 'tab' });
    reopen(history);
    for (const [at, { arn, items }] of backups.entries()) {
      const target = at === 0 ? 'tab' : `copy-${at}`;
      ask(history, 'RestoreTableFromBackup', { TargetTableName: target, BackupArn: arn });
      if (random.next() < 0.3) disturb(history, random);
      expect([contents(history, target), contents(history, target, 'by-g')]).toEqual([items, items]);
      if (random.next() < 0.3) ask(history, 'DeleteBackup', { BackupArn: arn });
    }
    expect(backups.length).toBeGreaterThan(3);
  });
});
