/** The items that a table starts with, made from the run's seed. */
import type { AttributeMap } from '../model/attribute-value.ts';
import { Draws, PURPOSE, saltOf } from './draws.ts';
import { createKeyPicker } from './key-choice.ts';
import type { ItemGenerator } from './setup.ts';
import { createMapMaker } from './value.ts';

export interface GenerateOptions {
  readonly seed: number;
  /** Names the generator within the run, so that two of them draw different items. */
  readonly name: string;
  /** What the `clock` values count from: the run's start, virtual ms. */
  readonly atMs: number;
}

export function* generateItems(
  generator: ItemGenerator,
  { seed, name, atMs }: GenerateOptions,
): Generator<AttributeMap, void, void> {
  const draws = new Draws();
  const salt = saltOf(seed, name);
  const pick = createKeyPicker(generator.keys);
  const make = createMapMaker(Object.entries(generator.attributes));
  for (let number = 0; number < generator.count; number += 1) {
    draws.aim(salt, number, PURPOSE.item);
    const key = pick(draws, number);
    yield make({ draws, key, number, atMs });
  }
}
