/** Builds a run's engine: its tables and items as they are at the first moment, made outside of the simulated physics. */
import type { JsonObject } from '../base/json.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import type { AttributeMap } from '../model/attribute-value.ts';
import { INSTANT } from '../model/physics.ts';
import { generateItems } from '../workload/item-generator.ts';
import type { Setup, SetupTable } from '../workload/setup.ts';

/** Items written between two chances for messages. */
const ITEMS_A_TURN = 500;

/** `turn` lets messages through. Throws in words when a table or an item is not possible. */
export async function createSetupEngine(setup: Setup, turn: () => Promise<void>): Promise<Engine> {
  const engine = createEngine({ seed: setup.seed, startMs: setup.startMs, physics: INSTANT });
  for (const [number, table] of setup.tables.entries()) {
    const { TableName } = table.create;
    const name = typeof TableName === 'string' ? TableName : '';
    const what = `Table ${name}`;
    must(engine, { operation: 'CreateTable', input: table.create, what });
    if (table.ttlAttribute !== undefined) {
      const TimeToLiveSpecification = { AttributeName: table.ttlAttribute, Enabled: true };
      const input = { TableName: name, TimeToLiveSpecification };
      must(engine, { operation: 'UpdateTimeToLive', input, what: `TTL of ${name}` });
    }
    let written = 0;
    for (const item of itemsOf(table, setup, number)) {
      written += 1;
      const input = { TableName: name, Item: item };
      must(engine, { operation: 'PutItem', input, what: `Item ${written} of ${name}` });
      if (written % ITEMS_A_TURN === 0) {
        forgetEvents(engine);
        await turn();
      }
    }
    forgetEvents(engine);
  }
  engine.setPhysics(setup.physics);
  forgetEvents(engine);
  return engine;
}

function* itemsOf(table: SetupTable, setup: Setup, number: number): Generator<AttributeMap, void, void> {
  yield* table.items ?? [];
  for (const [place, generator] of (table.generate ?? []).entries()) {
    yield* generateItems(generator, {
      seed: setup.seed,
      name: `items/${number}/${place}`,
      atMs: setup.startMs,
    });
  }
}

function must(
  engine: Engine,
  call: { readonly operation: string; readonly input: JsonObject; readonly what: string },
): void {
  const { operation, input, what } = call;
  const reply = engine.handle({ operation, input, atMs: engine.nowMs, origin: 'setup' });
  if (reply.kind === 'error') throw new Error(`${what} cannot be made. ${reply.code}: ${reply.message}`);
}

/** What leads to the first moment is no part of the run: a checkpoint holds its result. */
function forgetEvents(engine: Engine): void {
  engine.takeEvents();
  engine.takeChanges();
}
