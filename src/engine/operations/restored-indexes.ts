/** Which indexes a restored table keeps: all, or those that the request names; none that the source did not have. */
import type { InputOf } from '../../model/operations.ts';
import type { BillingMode, IndexDoc, ResourceStatus, TableDoc, VectorIndexDoc } from '../../model/table.ts';
import { onDemandOnly } from '../validation/vector-index-checks.ts';
import { invalidParameters } from './control-plane-table.ts';
import { gsiDoc, type GsiInput, lsiDoc, type LsiInput, NO_THROUGHPUT } from './index-definitions.ts';
import { vectorIndexDoc } from './vector-indexes.ts';

type Overrides = Pick<
  InputOf<'RestoreTableFromBackup'>,
  'GlobalSecondaryIndexOverride' | 'LocalSecondaryIndexOverride' | 'VectorIndexOverride'
>;

interface Options {
  readonly mode: BillingMode;
  readonly status: ResourceStatus;
  readonly newId: () => string;
}

/** Throws ValidationException for an override that is not an index of the source. */
export function keptIndexes(source: TableDoc, overrides: Overrides, options: Options): readonly IndexDoc[] {
  const { LocalSecondaryIndexOverride: locals, GlobalSecondaryIndexOverride: globals } = overrides;
  const own = (kind: IndexDoc['kind']) => source.indexes.filter((index) => index.kind === kind);
  return [
    ...(locals === undefined
      ? own('LSI').map((index) => again(index, source, options))
      : locals.map((local) => keptLocal(own('LSI'), local, { source, options }))),
    ...(globals === undefined
      ? own('GSI').map((index) => again(index, source, options))
      : globals.map((global) => keptGlobal(own('GSI'), global, { source, options }))),
  ];
}

interface Restoring {
  readonly source: TableDoc;
  readonly options: Options;
}

function keptLocal(known: readonly IndexDoc[], local: LsiInput, { source, options }: Restoring): IndexDoc {
  const made = lsiDoc(local, { definitions: source.attributeDefinitions, newId: options.newId });
  assertKnown(known, made);
  return { ...made, status: options.status };
}

function keptGlobal(known: readonly IndexDoc[], global: GsiInput, { source, options }: Restoring): IndexDoc {
  const made = gsiDoc(global, { definitions: source.attributeDefinitions, ...options });
  const before = assertKnown(known, made);
  const hasOwn = global.ProvisionedThroughput !== undefined;
  return hasOwn ? made : { ...made, throughput: restoredThroughput(before, source, options.mode) };
}

/** Keys and projection must be those that the index had. */
function assertKnown(known: readonly IndexDoc[], made: IndexDoc): IndexDoc {
  const before = known.find(({ name }) => name === made.name);
  const same =
    before !== undefined &&
    JSON.stringify([before.key, before.projection]) === JSON.stringify([made.key, made.projection]);
  if (same) return before;
  throw notOfSource(made.name);
}

function notOfSource(name: string): Error {
  return invalidParameters(
    `Index ${name} is not an index of the table to restore with the same keys and projection`,
  );
}

function again(index: IndexDoc, source: TableDoc, { mode, status, newId }: Options): IndexDoc {
  const { kind, name, key, projection } = index;
  const made: IndexDoc = { kind, name, id: newId(), key, projection, status };
  if (kind === 'LSI') return made;
  return { ...made, throughput: restoredThroughput(index, source, mode) };
}

function restoredThroughput({ name, throughput }: IndexDoc, source: TableDoc, mode: BillingMode) {
  if (mode === 'PAY_PER_REQUEST') return NO_THROUGHPUT;
  if (source.billingMode === 'PAY_PER_REQUEST' || throughput === undefined) {
    throw invalidParameters(`ProvisionedThroughput is not specified for index: ${name}`);
  }
  return { rcu: throughput.rcu, wcu: throughput.wcu, decreasesToday: 0 };
}

/** Vector indexes are for on-demand tables only. */
export function keptVectorIndexes(
  source: TableDoc,
  { VectorIndexOverride: override }: Overrides,
  { mode, status, newId }: Options,
): readonly VectorIndexDoc[] {
  const { vectorIndexes = [], attributeDefinitions: definitions } = source;
  const names = override?.map(({ IndexName }) => IndexName);
  for (const [at, name] of (names ?? []).entries()) {
    const given = override?.[at];
    const known = vectorIndexes.find((index) => index.name === name);
    const made = given && vectorIndexDoc(given, { definitions, newId: () => '', status });
    if (known === undefined || made === undefined || !isSameIndex(known, made)) throw notOfSource(name);
  }
  const kept = vectorIndexes.filter(({ name }) => names === undefined || names.includes(name));
  if (kept.length > 0 && mode === 'PROVISIONED') throw onDemandOnly();
  return kept.map(({ name, attribute, dimensions, distance, searchSchema, projection }) => ({
    name,
    id: newId(),
    attribute,
    dimensions,
    distance,
    searchSchema,
    projection,
    status,
  }));
}

function isSameIndex(a: VectorIndexDoc, b: VectorIndexDoc): boolean {
  const of = ({ attribute, dimensions, distance, searchSchema, projection }: VectorIndexDoc) =>
    JSON.stringify([attribute, dimensions, distance, searchSchema, projection]);
  return of(a) === of(b);
}
