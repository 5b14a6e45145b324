import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SortedMap } from './sorted-map.ts';
import type { KeyRange, PageCodec } from './sorted-map.ts';

const codec: PageCodec<string> = {
  toJson: (value) => JSON.stringify(value),
  fromJson: (json) => JSON.parse(json) as string,
};

/** The map's rules on a plain array. */
class Model {
  entries: [string, string, number][] = [];
  set(key: string, value: string, size: number): string | undefined {
    const old = this.delete(key);
    this.entries.push([key, value, size]);
    this.entries.sort((a, b) => (a[0] < b[0] ? -1 : 1));
    return old;
  }
  delete(key: string): string | undefined {
    const at = this.entries.findIndex((entry) => entry[0] === key);
    return at === -1 ? undefined : this.entries.splice(at, 1)[0]?.[1];
  }
  range({ from, to, fromExclusive, toExclusive }: KeyRange): [string, string, number][] {
    return this.entries.filter(
      ([key]) =>
        (from === undefined || (fromExclusive === true ? key > from : key >= from)) &&
        (to === undefined || (toExclusive === true ? key < to : key <= to)),
    );
  }
}

function collect(map: SortedMap<string>, range: KeyRange): [string, string, number][] {
  const found: [string, string, number][] = [];
  map.forEach(range, (value, key, size) => void found.push([key, value, size]));
  return found;
}

const keyArb = fc.integer({ min: 0, max: 600 }).map((n) => `k${n}`);
const rangeArb: fc.Arbitrary<KeyRange> = fc.record({
  from: fc.option(keyArb, { nil: undefined }),
  to: fc.option(keyArb, { nil: undefined }),
  fromExclusive: fc.boolean(),
  toExclusive: fc.boolean(),
});
const stepArb = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('set' as const), key: keyArb, size: fc.nat(50) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('delete' as const), key: keyArb }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('range' as const), range: rangeArb }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'store' as const }) },
  // Long runs in one direction make and empty whole leaves and branches.
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fill' as const), from: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drain' as const), from: fc.nat(400) }) },
);

describe('SortedMap', () => {
  test('agrees with a sorted array through any run of changes, ranges, checkpoints and reloads', () => {
    fc.assert(
      fc.property(fc.array(stepArb, { minLength: 1, maxLength: 120 }), (steps) => {
        let map = new SortedMap(codec);
        const model = new Model();
        const disk = new Map<number, string>();
        for (const step of steps) {
          switch (step.kind) {
            case 'set':
              expect(map.set(step.key, `v${step.size}`, step.size)).toBe(
                model.set(step.key, `v${step.size}`, step.size),
              );
              expect(map.get(step.key)).toBe(`v${step.size}`);
              break;
            case 'delete':
              expect(map.delete(step.key)).toBe(model.delete(step.key));
              expect(map.has(step.key)).toBe(false);
              break;
            case 'fill':
              for (let n = step.from; n < step.from + 200; n++) {
                map.set(`k${n}`, 'f', 1);
                model.set(`k${n}`, 'f', 1);
              }
              break;
            case 'drain':
              for (let n = step.from; n < step.from + 200; n++)
                expect(map.delete(`k${n}`)).toBe(model.delete(`k${n}`));
              break;
            case 'range': {
              const wanted = model.range(step.range);
              expect(collect(map, step.range)).toEqual(wanted);
              const backward: string[] = [];
              map.forEachBackward(step.range, (_, key) => void backward.push(key));
              expect(backward.reverse()).toEqual(wanted.map(([key]) => key));
              expect(map.measure(step.range)).toEqual({
                count: wanted.length,
                sizeBytes: wanted.reduce((sum, [, , size]) => sum + size, 0),
              });
              break;
            }
            case 'store': {
              for (const page of map.takeDirtyPages()) disk.set(page.pageId, page.text);
              for (const pageId of map.takeRemovedPages()) expect(disk.delete(pageId)).toBe(true);
              map = new SortedMap(codec);
              map.loadPages([...disk].map(([pageId, text]) => ({ pageId, text })));
              break;
            }
          }
          expect(map.size).toBe(model.entries.length);
          expect(map.firstKey()).toBe(model.entries[0]?.[0]);
          expect(map.lastKey()).toBe(model.entries.at(-1)?.[0]);
        }
        expect(collect(map, {})).toEqual(model.entries);
        expect(map.sizeBytes).toBe(model.entries.reduce((sum, [, , size]) => sum + size, 0));
      }),
      { numRuns: 150 },
    );
  });

  test('keeps its order and its sums through tens of thousands of entries and back to empty', () => {
    const map = new SortedMap<number>();
    const keyOf = (n: number): string => String((n * 7919) % 20_011).padStart(6, '0');
    for (let n = 0; n < 20_011; n++) map.set(keyOf(n), n, 2);
    expect([map.size, map.sizeBytes, map.firstKey(), map.lastKey()]).toEqual([
      20_011,
      40_022,
      '000000',
      '020010',
    ]);
    expect(map.measure({ from: '001000', to: '002000', toExclusive: true })).toEqual({
      count: 1000,
      sizeBytes: 2000,
    });
    for (let n = 0; n < 20_011; n++) expect(map.delete(keyOf(n))).toBe(n);
    expect([map.size, map.sizeBytes, map.firstKey()]).toEqual([0, 0, undefined]);
  });

  test('stops where the visitor says so', () => {
    const map = new SortedMap<number>();
    for (let n = 0; n < 500; n++) map.set(String(n).padStart(3, '0'), n);
    const seen: number[] = [];
    map.forEach({ from: '098' }, (n) => {
      seen.push(n);
      return seen.length < 3;
    });
    map.forEachBackward({ to: '098', toExclusive: true }, (n) => {
      seen.push(n);
      return seen.length < 6;
    });
    expect(seen).toEqual([98, 99, 100, 97, 96, 95]);
  });

  test('hands out only the pages that changed, and parses a loaded page only when it is touched', () => {
    const map = new SortedMap(codec);
    for (let n = 0; n < 1000; n++) map.set(String(n).padStart(4, '0'), 'x', 1);
    const pages = map.takeDirtyPages();
    expect(pages.length).toBeGreaterThan(8);
    expect(map.takeDirtyPages()).toEqual([]);
    const parsed: string[] = [];
    const loaded = new SortedMap<string>({
      toJson: codec.toJson,
      fromJson: (json, _size, key) => {
        parsed.push(key);
        return json;
      },
    });
    loaded.loadPages(pages);
    expect([loaded.size, parsed.length]).toEqual([1000, 0]);
    expect(loaded.get('0500')).toBe('"x"');
    expect(parsed.length).toBeLessThan(100);
    loaded.set('0500', '"y"', 1);
    const dirty = loaded.takeDirtyPages();
    expect(dirty.length).toBe(1);
    expect(pages.map(({ pageId }) => pageId)).toContain(dirty[0]?.pageId);
  });

  test('refuses a page of another version', () => {
    expect(() =>
      new SortedMap(codec).loadPages([{ pageId: 1, text: '[99,1,1,"a"]\n{"keys":["a"],"sizes":[1]}\n"x"' }]),
    ).toThrow('known version');
  });
});
