/** From the create-table form to the calls that make the table. */
import type { JsonObject } from '../../base/json.ts';
import type { KeyAttributeType } from '../../model/attribute-value.ts';
import type { BillingMode, KeyAttribute, StreamViewType } from '../../model/table.ts';
import type { PlannedCall } from './use-call.ts';

export interface KeyForm {
  readonly pkName: string;
  readonly pkType: KeyAttributeType;
  /** Empty: no sort key. */
  readonly skName: string;
  readonly skType: KeyAttributeType;
}

export interface CapacityForm {
  readonly mode: BillingMode;
  readonly rcu: string;
  readonly wcu: string;
}

export interface IndexForm extends KeyForm {
  readonly id: number;
  readonly kind: 'GSI' | 'LSI';
  readonly name: string;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  /** Attributes of an INCLUDE projection, parted by commas. */
  readonly attributes: string;
  /** Units of a provisioned GSI. */
  readonly rcu: string;
  readonly wcu: string;
}

export interface TableForm extends KeyForm, CapacityForm {
  readonly name: string;
  readonly indexes: readonly IndexForm[];
  readonly streamView: StreamViewType | '';
  readonly ttlAttribute: string;
  readonly isProtected: boolean;
  readonly tags: readonly { readonly id: number; readonly key: string; readonly value: string }[];
}

export const EMPTY_TABLE: TableForm = {
  name: '',
  pkName: '',
  pkType: 'S',
  skName: '',
  skType: 'S',
  mode: 'PAY_PER_REQUEST',
  rcu: '5',
  wcu: '5',
  indexes: [],
  streamView: '',
  ttlAttribute: '',
  isProtected: false,
  tags: [],
};

export function emptyIndex(id: number, kind: IndexForm['kind']): IndexForm {
  return {
    id,
    kind,
    name: '',
    pkName: '',
    pkType: 'S',
    skName: '',
    skType: 'S',
    projection: 'ALL',
    attributes: '',
    rcu: '5',
    wcu: '5',
  };
}

export type PlannedTable =
  | { readonly ok: true; readonly create: PlannedCall; readonly ttl: PlannedCall | undefined }
  | { readonly ok: false; readonly problem: string };

/** The service judges names and limits in its own words; only what cannot be sent at all is a problem here. */
export function planTable(form: TableForm): PlannedTable {
  const problem = tableProblem(form);
  if (problem !== undefined) return { ok: false, problem };
  const definitions = definitionsOf([form, ...form.indexes.map((index) => indexKey(index, form))]);
  if (typeof definitions === 'string') return { ok: false, problem: definitions };
  const locals = form.indexes.filter((index) => index.kind === 'LSI');
  const globals = form.indexes.filter((index) => index.kind === 'GSI');
  const input: JsonObject = {
    TableName: form.name,
    AttributeDefinitions: definitions,
    KeySchema: keySchema(form),
    ...(locals.length === 0 ? {} : { LocalSecondaryIndexes: locals.map((index) => localIndex(index, form)) }),
    ...(globals.length === 0
      ? {}
      : { GlobalSecondaryIndexes: globals.map((index) => globalIndex(index, form.mode)) }),
    BillingMode: form.mode,
    ...(form.mode === 'PROVISIONED' ? { ProvisionedThroughput: provisioned(form) } : {}),
    ...(form.streamView === ''
      ? {}
      : { StreamSpecification: { StreamEnabled: true, StreamViewType: form.streamView } }),
    ...(form.isProtected ? { DeletionProtectionEnabled: true } : {}),
    ...(form.tags.length === 0
      ? {}
      : { Tags: form.tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
  };
  return {
    ok: true,
    create: { operation: 'CreateTable', input },
    ttl: form.ttlAttribute === '' ? undefined : ttlCall(form.name, form.ttlAttribute, true),
  };
}

function tableProblem(form: TableForm): string | undefined {
  if (form.name === '') return 'The table needs a name.';
  if (form.pkName === '') return 'The table needs a partition key.';
  if (form.mode === 'PROVISIONED' && !areUnits(form))
    return 'Capacity is a whole number of units, from 1 on.';
  for (const index of form.indexes) {
    const problem = indexProblem(index, form);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function indexProblem(index: IndexForm, capacity: Pick<CapacityForm, 'mode'>): string | undefined {
  const name = index.name === '' ? 'An index' : `The index ${index.name}`;
  if (index.name === '') return 'Every index needs a name.';
  if (index.kind === 'GSI' && index.pkName === '') return `${name} needs a partition key.`;
  if (index.kind === 'LSI' && index.skName === '')
    return `${name} needs a sort key: a local index has its table’s partition key.`;
  if (index.projection === 'INCLUDE' && included(index).length === 0)
    return `${name} must include at least one attribute.`;
  const isProvisioned = index.kind === 'GSI' && capacity.mode === 'PROVISIONED';
  return isProvisioned && !areUnits(index)
    ? `${name}: capacity is a whole number of units, from 1 on.`
    : undefined;
}

/** Adding one GSI to a table that exists; `known` are the table's attribute definitions. */
export function planIndex(
  table: string,
  index: IndexForm,
  known: { readonly mode: BillingMode; readonly definitions: readonly KeyAttribute[] },
): { readonly ok: true; readonly call: PlannedCall } | { readonly ok: false; readonly problem: string } {
  const problem = indexProblem(index, known);
  if (problem !== undefined) return { ok: false, problem };
  const definitions = definitionsOf([index], known.definitions);
  if (typeof definitions === 'string') return { ok: false, problem: definitions };
  const input = {
    TableName: table,
    AttributeDefinitions: definitions,
    GlobalSecondaryIndexUpdates: [{ Create: globalIndex(index, known.mode) }],
  };
  return { ok: true, call: { operation: 'UpdateTable', input } };
}

export function ttlCall(table: string, attribute: string, isEnabled: boolean): PlannedCall {
  return {
    operation: 'UpdateTimeToLive',
    input: { TableName: table, TimeToLiveSpecification: { Enabled: isEnabled, AttributeName: attribute } },
  };
}

/** Undefined unless both are whole numbers from 1 on. */
export function unitsOf(
  form: Pick<CapacityForm, 'rcu' | 'wcu'>,
): { readonly rcu: number; readonly wcu: number } | undefined {
  return areUnits(form) ? { rcu: Number(form.rcu), wcu: Number(form.wcu) } : undefined;
}

function areUnits({ rcu, wcu }: Pick<CapacityForm, 'rcu' | 'wcu'>): boolean {
  return /^[1-9]\d*$/.test(rcu) && /^[1-9]\d*$/.test(wcu);
}

/** A local index shares its table's partition key. */
function indexKey(index: IndexForm, table: KeyForm): KeyForm {
  return index.kind === 'GSI' ? index : { ...index, pkName: table.pkName, pkType: table.pkType };
}

/** Every key attribute once; one with two types is a problem. */
function definitionsOf(keys: readonly KeyForm[], known: readonly KeyAttribute[] = []): JsonObject[] | string {
  const types = new Map<string, KeyAttributeType>(known.map(({ name, type }) => [name, type]));
  for (const key of keys) {
    for (const [name, type] of attributesOf(key)) {
      const other = types.get(name);
      if (other !== undefined && other !== type) return `${name} cannot be both ${other} and ${type}.`;
      types.set(name, type);
    }
  }
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

function attributesOf(key: KeyForm): readonly (readonly [string, KeyAttributeType])[] {
  return key.skName === ''
    ? [[key.pkName, key.pkType]]
    : [
        [key.pkName, key.pkType],
        [key.skName, key.skType],
      ];
}

function keySchema(key: Pick<KeyForm, 'pkName' | 'skName'>): JsonObject[] {
  const hash = { AttributeName: key.pkName, KeyType: 'HASH' };
  return key.skName === '' ? [hash] : [hash, { AttributeName: key.skName, KeyType: 'RANGE' }];
}

function localIndex(index: IndexForm, table: KeyForm): JsonObject {
  return {
    IndexName: index.name,
    KeySchema: keySchema(indexKey(index, table)),
    Projection: projection(index),
  };
}

function globalIndex(index: IndexForm, mode: BillingMode): JsonObject {
  return {
    IndexName: index.name,
    KeySchema: keySchema(index),
    Projection: projection(index),
    ...(mode === 'PROVISIONED' ? { ProvisionedThroughput: provisioned(index) } : {}),
  };
}

function projection(index: IndexForm): JsonObject {
  return index.projection === 'INCLUDE'
    ? { ProjectionType: 'INCLUDE', NonKeyAttributes: included(index) }
    : { ProjectionType: index.projection };
}

function included(index: IndexForm): readonly string[] {
  return index.attributes
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function provisioned({ rcu, wcu }: Pick<CapacityForm, 'rcu' | 'wcu'>): JsonObject {
  return { ReadCapacityUnits: Number(rcu), WriteCapacityUnits: Number(wcu) };
}
