/** The scenario format against hostile JSON, and that what was once saved still opens. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FIRST_TABLE } from './gallery/first-table.ts';
import { GALLERY } from './gallery/gallery.ts';
import { MAX_SCENARIO_CHARS, SCENARIO_VERSION, scenarioToText, textToScenario } from './scenario.ts';

const SAMPLES = new URL('samples/', import.meta.url);

/** The first table's scenario with one place replaced; `undefined` removes it. */
function reasonWith(path: readonly (string | number)[], value: unknown): string {
  const scenario: unknown = JSON.parse(JSON.stringify(FIRST_TABLE));
  let place: unknown = scenario;
  for (const step of path.slice(0, -1)) place = Reflect.get(Object(place), step);
  const last = path[path.length - 1] ?? '';
  if (value === undefined) Reflect.deleteProperty(Object(place), last);
  else Reflect.set(Object(place), last, value);
  return reasonOf(JSON.stringify(scenario));
}

function reasonOf(text: string): string {
  const result = textToScenario(text);
  return result.ok ? 'accepted' : result.reason;
}

const ROW = ['setup', 'load', 'rows', 0];

describe('a scenario', () => {
  it('comes back from its text as it was', () => {
    for (const { scenario } of GALLERY) {
      expect(textToScenario(scenarioToText(scenario))).toEqual({ ok: true, scenario });
    }
  });

  it.each([
    [['name'], undefined, 'name is not text.'],
    [['name'], '', 'name is not 1 to 100 characters long.'],
    [['notes'], 'x'.repeat(10_001), 'notes is not 0 to 10000 characters long.'],
    [['surprise'], 1, 'The scenario has a member that is not known: surprise.'],
    [['console', 'api'], 7, 'console.api is not text.'],
    [['console', 'sdk'], 'alert(1)', 'console has a member that is not known: sdk.'],
    [['setup', 'seed'], 1.5, 'setup.seed is not a whole number.'],
    [['setup', 'seed'], '42', 'setup.seed is not a number.'],
    [['setup', 'startMs'], -1, 'setup.startMs is not between 0 and 4102444800000.'],
    [['setup', 'speed'], 0, 'setup.speed is not between 0.01 and 100000.'],
    [['setup', 'physics', 'splits'], 'yes', 'setup.physics.splits is neither true nor false.'],
    [['setup', 'tables'], {}, 'setup.tables is not a list.'],
    [['setup', 'tables', 0, 'create'], [], 'setup.tables[0].create is not an object.'],
    [
      ['setup', 'tables', 0, 'generate', 0, 'count'],
      1e9,
      'setup.tables[0].generate[0].count is not between 0 and 200000.',
    ],
    [
      ['setup', 'tables', 0, 'items'],
      [{ pk: { S: 'a', N: '1' } }],
      'setup.tables[0].items[0].pk is no attribute value: exactly one type is wanted, such as {"S": "text"}.',
    ],
    [
      ['setup', 'tables', 0, 'items'],
      [{ pk: { X: 'a' } }],
      'setup.tables[0].items[0].pk.X is no type of DynamoDB.',
    ],
    [['setup', 'tables', 0, 'items'], [{ pk: { N: 1 } }], 'setup.tables[0].items[0].pk.N is not text.'],
    [
      [...ROW, 'operation'],
      'DropTable',
      'setup.load.rows[0].operation is none of PutItem, GetItem, UpdateItem, DeleteItem, Query, Scan.',
    ],
    [[...ROW, 'ratePerS'], 1e6, 'setup.load.rows[0].ratePerS is not between 0 and 100000.'],
    [[...ROW, 'ratePerS'], null, 'setup.load.rows[0].ratePerS is not a number.'],
    [
      [...ROW, 'ramp'],
      [
        { atS: 0, factor: 1000 },
        { atS: 1, factor: 1000 },
      ],
      'accepted',
    ],
    [[...ROW, 'ratePerS'], 99_999, 'setup.load.rows send more than 100000 requests/s together.'],
    [[...ROW, 'id'], 'reads', 'setup.load.rows has two rows with the same id.'],
    [
      [...ROW, 'keys', 'kind'],
      'constructor',
      'setup.load.rows[0].keys.kind is none of uniform, zipf, hot, sequential.',
    ],
    [[...ROW, 'keys', 'keys'], 0, 'setup.load.rows[0].keys.keys is not between 1 and 1000000000.'],
    [[...ROW, 'keys', 'exponent'], 'NaN', 'setup.load.rows[0].keys.exponent is not a number.'],
    [
      [...ROW, 'attributes', 'note', 'bytes'],
      1e9,
      'setup.load.rows[0].attributes.note.bytes is not between 1 and 400000.',
    ],
    [
      [...ROW, 'attributes', 'total', 'min'],
      1000,
      'setup.load.rows[0].attributes.total has a min above its max.',
    ],
    [
      [...ROW, 'attributes', 'placed', 'plusS'],
      [5, 1],
      'setup.load.rows[0].attributes.placed.plusS is not [least, most].',
    ],
    [
      [...ROW, 'attributes', 'status', 'values'],
      [],
      'setup.load.rows[0].attributes.status.values has fewer than 1 entries.',
    ],
    [[...ROW, 'retry', 'attempts'], 1000, 'setup.load.rows[0].retry.attempts is not between 1 and 20.'],
    [
      ['setup', 'timeline'],
      [{ kind: 'call', atMs: 0, operation: 'PutItem', input: {} }],
      'setup.timeline[0].atMs is before the start or the entry before it.',
    ],
    [
      ['setup', 'timeline'],
      [{ kind: 'script', atMs: 0 }],
      'setup.timeline[0].kind is none of call, load, physics.',
    ],
  ])('with %j as %j is judged in words', (path, value, reason) => {
    expect(reasonWith(path, value)).toBe(reason);
  });

  it('is bounded in all it makes together', () => {
    const attributes = { pk: { from: 'counter' }, note: { from: 'text', bytes: 400_000 } };
    const generator = (count: number): object => ({ count, keys: { kind: 'uniform', keys: 1 }, attributes });
    const large = [{ create: {}, generate: [generator(2000)] }];
    expect(reasonWith(['setup', 'tables'], large)).toBe('setup.tables generate more than 200 MB of items.');
    const many = [1, 2].map(() => ({ create: {}, generate: [{ ...generator(150_000), attributes: {} }] }));
    expect(reasonWith(['setup', 'tables'], many)).toBe('setup.tables generate more than 200000 items.');
    const items = [1, 2].map(() => ({ create: {}, items: Array.from({ length: 30_000 }, () => ({})) }));
    expect(reasonWith(['setup', 'tables'], items)).toBe('setup.tables hold more than 50000 items.');
  });

  it('cannot reach into prototypes', () => {
    const text = scenarioToText(FIRST_TABLE);
    const inCreate = text.replace(
      '"TableName": "Orders",',
      '"TableName": "Orders", "__proto__": {"polluted": true},',
    );
    expect(reasonOf(inCreate)).toBe('setup.tables[0].create has a member named __proto__.');
    const inRow = text.replace('"attributes": {', '"attributes": { "__proto__": {"from": "counter"},');
    expect(reasonOf(inRow)).toContain('has a member named __proto__');
    const known = text.replace('"name": "First table",', '"name": "First table", "constructor": 1,');
    expect(reasonOf(known)).toBe('The scenario has a member that is not known: constructor.');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('nests no deeper than DynamoDB does', () => {
    let value: unknown = { S: 'deep' };
    for (let level = 1; level < 32; level += 1) value = { L: [value] };
    expect(reasonWith(['setup', 'tables', 0, 'items'], [{ pk: value }])).toBe('accepted');
    expect(reasonWith(['setup', 'tables', 0, 'items'], [{ pk: { L: [value] } }])).toContain(
      'is nested more than 32 levels deep',
    );
    const brackets = '['.repeat(5000) + ']'.repeat(5000);
    const text = scenarioToText(FIRST_TABLE).replace('"create": {', `"create": { "x": ${brackets},`);
    expect(reasonOf(text)).toBe('setup.tables[0].create is nested too deep.');
  });

  it('says what is no scenario at all', () => {
    expect(reasonOf('{"a": ')).toMatch(/^This is not JSON/);
    expect(reasonOf('[]')).toBe('The scenario has no version: this is not a scenario.');
    expect(reasonOf('null')).toBe('The scenario has no version: this is not a scenario.');
    expect(reasonOf('{"version": "1"}')).toBe('version is not a whole number from 1.');
    expect(reasonOf('{"version": 99}')).toContain('was made by a newer version of this page');
    expect(reasonOf(' '.repeat(MAX_SCENARIO_CHARS + 1))).toBe('The scenario is larger than 8 MB.');
  });
});

describe('the version chain', () => {
  it('has a stored sample of every version, and each still opens', () => {
    const names = readdirSync(SAMPLES).sort();
    expect(names).toEqual(Array.from({ length: SCENARIO_VERSION }, (_, step) => `v${step + 1}.json`));
    for (const name of names) {
      const result = textToScenario(readFileSync(new URL(name, SAMPLES), 'utf8'));
      expect(result).toMatchObject({
        ok: true,
        scenario: { version: SCENARIO_VERSION, name: 'Every member once' },
      });
    }
  });
});
