/** The running state of one holder of throughput, a table or a GSI: its buckets, its partitions, its last seconds. */
import type {
  BillingMode,
  OnDemandLimits,
  PartitionDoc,
  TableDoc,
  Throughput,
  WarmUnits,
} from '../../model/table.ts';
import { type Bucket, levelAt, refill, setRate } from './bucket.ts';
import { createHotKeys, type HotKeys, keysWithin } from './hot-keys.ts';
import {
  type Action,
  BURST_S,
  INITIAL_BANK_S,
  ON_DEMAND_BASE,
  ON_DEMAND_GROWTH_MS,
  ON_DEMAND_PEAK_FACTOR,
  PARTITION_LIMIT,
} from './limits.ts';
import { createSeconds, rollTo, type Seconds } from './seconds.ts';

/** One side, read or write, of a table or GSI. */
export interface ResourceMeter {
  /** Provisioned throughput with its burst; under PAY_PER_REQUEST the maximum that was set, with its burst. */
  readonly bucket: Bucket;
  readonly units: Seconds;
  /** Most units taken in one whole second, half an hour ago or earlier: what an on-demand table's limit follows. */
  peakPerS: number;
  /** Most units since a second first went above `peakPerS`, and when that was; 0 when none did. */
  risingPerS: number;
  risingSinceMs: number;
}

/** One side of a partition. */
export interface PartitionMeter {
  /** The partition's share of the provisioned throughput, with its burst; adaptive capacity raises its rate. */
  readonly share: Bucket;
  /** The rate before any boost. */
  baseRate: number;
  readonly units: Seconds;
  /** Units refused, whatever the reason. */
  readonly refused: Seconds;
  /** Whole seconds in a row with enough asked for to call it hot. */
  hotSeconds: number;
}

export interface Partition {
  doc: PartitionDoc;
  readonly read: PartitionMeter;
  readonly write: PartitionMeter;
  readonly refusals: Seconds;
  hotKeys: HotKeys;
}

export interface Resource {
  readonly tableId: string;
  /** Absent for the table itself. */
  readonly index: string | undefined;
  /** Under which the document keeps its partitions: the table's id or the index's. */
  readonly id: string;
  readonly arn: string;
  billingMode: BillingMode;
  /** Whether an on-demand table or index has a maximum of its own. */
  limits: OnDemandLimits;
  warm: WarmUnits;
  readonly read: ResourceMeter;
  readonly write: ResourceMeter;
  /** In hash order, without gaps. */
  partitions: readonly Partition[];
}

/** A resource as its table's document describes it. */
export interface ResourceSpec {
  readonly id: string;
  readonly index: string | undefined;
  readonly arn: string;
  readonly throughput: Throughput;
  readonly limits: OnDemandLimits;
  readonly warm: WarmUnits;
  readonly partitions: readonly PartitionDoc[];
}

const NONE: Throughput = { rcu: 0, wcu: 0, decreasesToday: 0 };
const NO_LIMITS: OnDemandLimits = {};
const NOT_WARM: WarmUnits = { read: 0, write: 0 };

/** The table itself first, then its GSIs in order. */
export function resourceSpecs(doc: TableDoc): readonly ResourceSpec[] {
  const table: ResourceSpec = {
    id: doc.id,
    index: undefined,
    arn: doc.arn,
    throughput: doc.throughput,
    limits: doc.onDemandLimits ?? NO_LIMITS,
    warm: doc.warm ?? NOT_WARM,
    partitions: doc.partitions[doc.id] ?? [],
  };
  const indexes = doc.indexes
    .filter(({ kind }) => kind === 'GSI')
    .map((index) => ({
      id: index.id,
      index: index.name,
      arn: `${doc.arn}/index/${index.name}`,
      throughput: index.throughput ?? NONE,
      limits: index.onDemandLimits ?? NO_LIMITS,
      warm: index.warm ?? NOT_WARM,
      partitions: doc.partitions[index.id] ?? [],
    }));
  return [table, ...indexes];
}

export function createResource(doc: TableDoc, spec: ResourceSpec, nowMs: number): Resource {
  const { index, id, arn, limits, warm } = spec;
  const rates = ratesOf(doc.billingMode, spec);
  const resource: Resource = {
    tableId: doc.id,
    index,
    id,
    arn,
    billingMode: doc.billingMode,
    limits,
    warm,
    read: createResourceMeter(rates.read, nowMs),
    write: createResourceMeter(rates.write, nowMs),
    partitions: spec.partitions.map((partition) => createPartition(partition, nowMs)),
  };
  setShares(resource, nowMs);
  emptyBanks(resource, nowMs);
  return resource;
}

/** Follows a changed document: new rates, new billing mode, split partitions. What is banked stays. */
export function updateResource(
  resource: Resource,
  { doc, spec, nowMs }: { doc: TableDoc; spec: ResourceSpec; nowMs: number },
): void {
  resource.billingMode = doc.billingMode;
  resource.limits = spec.limits;
  resource.warm = spec.warm;
  const rates = ratesOf(doc.billingMode, spec);
  for (const action of ['read', 'write'] as const) {
    const { bucket } = resource[action];
    const isNew = bucket.ratePerS === 0;
    const ratePerS = rates[action];
    setRate(bucket, ratePerS, { capacity: ratePerS * BURST_S, nowMs });
    if (isNew) bucket.level = ratePerS * INITIAL_BANK_S;
  }
  followPartitions(resource, spec.partitions, nowMs);
  setShares(resource, nowMs);
}

/** Units a second that fill the buckets; an on-demand resource without a maximum has none. */
function ratesOf(
  billingMode: BillingMode,
  { throughput, limits }: ResourceSpec,
): Readonly<Record<Action, number>> {
  return billingMode === 'PROVISIONED'
    ? { read: throughput.rcu, write: throughput.wcu }
    : { read: limits.read ?? 0, write: limits.write ?? 0 };
}

/** Partitions that stay keep their state; new ones share equally in what the one they were cut from had. */
function followPartitions(resource: Resource, docs: readonly PartitionDoc[], nowMs: number): void {
  const before = resource.partitions;
  const known = new Map(before.map((partition) => [partition.doc.id, partition]));
  const parents = docs.map((doc) =>
    known.has(doc.id)
      ? undefined
      : (known.get(doc.parentId ?? -1) ??
        before.find((old) => old.doc.fromHash <= doc.fromHash && old.doc.toHash >= doc.toHash)),
  );
  const parts = new Map<Partition, number>();
  for (const parent of parents) if (parent !== undefined) parts.set(parent, (parts.get(parent) ?? 0) + 1);
  resource.partitions = docs.map((doc, at) => {
    const same = known.get(doc.id);
    if (same !== undefined) {
      same.doc = doc;
      return same;
    }
    const parent = parents[at];
    return createPartition(doc, nowMs, parent && { parent, parts: parts.get(parent) ?? 1 });
  });
}

/** What a resource has when it becomes ACTIVE: see INITIAL_BANK_S. */
export function emptyBanks(resource: Resource, nowMs: number): void {
  const empty = (bucket: Bucket) => {
    bucket.level = bucket.ratePerS * INITIAL_BANK_S;
    bucket.atMs = nowMs;
  };
  for (const action of ['read', 'write'] as const) {
    empty(resource[action].bucket);
    for (const partition of resource.partitions) empty(partition[action].share);
  }
}

/** Most units a second of an on-demand table or index: twice its previous peak, or what it is warm for. */
export function onDemandLimit(resource: Resource, action: Action): number {
  const { peakPerS } = resource[action];
  return Math.max(ON_DEMAND_BASE[action], resource.warm[action], peakPerS * ON_DEMAND_PEAK_FACTOR);
}

/** Brings one side of a resource to `nowMs`. True when a higher load has become the previous peak. */
export function bringResource(resource: Resource, action: Action, nowMs: number): boolean {
  const meter = resource[action];
  const second = Math.floor(nowMs / 1000);
  refill(meter.bucket, nowMs);
  if (second === meter.units.second) return false;
  const endedPerS = meter.units.current;
  if (endedPerS > meter.peakPerS) {
    if (meter.risingPerS === 0) meter.risingSinceMs = meter.units.second * 1000;
    meter.risingPerS = Math.max(meter.risingPerS, endedPerS);
  }
  rollTo(meter.units, second);
  if (meter.risingPerS === 0 || nowMs - meter.risingSinceMs < ON_DEMAND_GROWTH_MS) return false;
  meter.peakPerS = meter.risingPerS;
  meter.risingPerS = 0;
  return true;
}

/** How hot one side of a partition has been, once a second has ended. */
export interface EndedSecond {
  /** Units. */
  readonly taken: number;
  readonly refused: number;
  /** False when whole seconds without any request lie between. */
  readonly adjoins: boolean;
}

/**
 * Brings one side of a partition to `nowMs`; the resource must have been brought there before. Reports the second
 * that ended meanwhile, if one did.
 */
export function bringPartition(partition: Partition, action: Action, nowMs: number): EndedSecond | undefined {
  const meter = partition[action];
  const second = Math.floor(nowMs / 1000);
  refill(meter.share, nowMs);
  if (second === meter.units.second) return undefined;
  const taken = meter.units.current;
  const refused = meter.refused.current;
  const adjoins = second === meter.units.second + 1;
  rollTo(meter.units, second);
  rollTo(meter.refused, second);
  return { taken, refused, adjoins };
}

/**
 * Adaptive capacity: a partition that was refused in the second that ended is given what the table left unused in it,
 * up to the partition's own limit, and keeps being given that while it takes more than its share. The service does this
 * "instantly"; here it is looked at once a virtual second. Any other partition falls back to its share.
 */
export function adapt(
  resource: Resource,
  partition: Partition,
  { action, ended }: { action: Action; ended: EndedSecond },
): void {
  const meter = partition[action];
  const isBoosted = meter.share.ratePerS > meter.baseRate;
  const isWaitedFor = resource.index !== undefined && meter.share.level < 0;
  const isPressed =
    ended.adjoins && (ended.refused > 0 || isWaitedFor || (isBoosted && ended.taken > meter.baseRate));
  if (!isPressed) {
    meter.share.ratePerS = meter.baseRate;
    return;
  }
  const unused = Math.max(0, resource[action].bucket.ratePerS - resource[action].units.previous);
  const wanted = Math.max(meter.baseRate, ended.taken + unused);
  meter.share.ratePerS = Math.min(PARTITION_LIMIT[action], wanted);
}

function createResourceMeter(ratePerS: number, nowMs: number): ResourceMeter {
  return {
    bucket: createBucket(ratePerS, nowMs),
    units: createSeconds(),
    peakPerS: 0,
    risingPerS: 0,
    risingSinceMs: 0,
  };
}

function createBucket(ratePerS: number, nowMs: number): Bucket {
  return { ratePerS, capacity: ratePerS * BURST_S, level: 0, atMs: nowMs };
}

/** A partition as one of `parts` cut from `parent`: an equal part of what the parent had banked and counted. */
function createPartition(
  doc: PartitionDoc,
  nowMs: number,
  from?: { readonly parent: Partition; readonly parts: number },
): Partition {
  const partition: Partition = {
    doc,
    read: createPartitionMeter(nowMs),
    write: createPartitionMeter(nowMs),
    refusals: createSeconds(),
    hotKeys: createHotKeys(),
  };
  if (from === undefined) return partition;
  const { parent, parts } = from;
  for (const action of ['read', 'write'] as const) {
    const { share, units } = parent[action];
    partition[action].share.level = levelAt(share, nowMs) / parts;
    Object.assign(partition[action].units, {
      second: units.second,
      current: units.current / parts,
      previous: units.previous / parts,
    });
  }
  return { ...partition, hotKeys: keysWithin(parent.hotKeys, doc, parts) };
}

function createPartitionMeter(nowMs: number): PartitionMeter {
  return {
    share: createBucket(0, nowMs),
    baseRate: 0,
    units: createSeconds(),
    refused: createSeconds(),
    hotSeconds: 0,
  };
}

/** Every partition has an equal share of the provisioned throughput; boosts begin anew. */
function setShares(resource: Resource, nowMs: number): void {
  const count = Math.max(1, resource.partitions.length);
  for (const action of ['read', 'write'] as const) {
    const baseRate = resource[action].bucket.ratePerS / count;
    for (const partition of resource.partitions) {
      const meter = partition[action];
      const isSame = meter.baseRate === baseRate;
      meter.baseRate = baseRate;
      setRate(meter.share, isSame ? meter.share.ratePerS : baseRate, { capacity: baseRate * BURST_S, nowMs });
    }
  }
}
