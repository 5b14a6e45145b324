import { expect, it } from 'vitest';
import { DynamoError } from '../model/errors.ts';
import { INSTANT } from '../model/physics.ts';
import { createDatabases, type Databases } from './databases.ts';

const create = (shared: boolean): Databases =>
  createDatabases({
    shared,
    seed: 1,
    physics: INSTANT,
    nowMs: () => Date.UTC(2026, 0, 1),
    schedule: () => () => {},
  });

it('A database is found again by its region and access key, and only by both', () => {
  const databases = create(false);
  const first = databases.of({ accessKey: 'a', region: 'eu-west-2' });
  expect(databases.of({ accessKey: 'a', region: 'eu-west-2' })).toBe(first);
  expect(databases.of({ accessKey: 'b', region: 'eu-west-2' })).not.toBe(first);
  expect(databases.of({ accessKey: 'a', region: 'eu-west-1' })).not.toBe(first);
});

it('The shared database is everybody’s', () => {
  const databases = create(true);
  const first = databases.of({ accessKey: 'a', region: 'eu-west-2' });
  expect(databases.of({ accessKey: 'b', region: 'us-east-1' })).toBe(first);
});

it('There are 1000 databases at most, and those there are stay', () => {
  const databases = create(false);
  const of = (index: number) => databases.of({ accessKey: `k${index}`, region: 'eu-west-2' });
  const first = of(0);
  for (let index = 1; index < 1000; index++) void of(index);
  expect(() => of(1000)).toThrow(DynamoError);
  expect(of(0)).toBe(first);
});
