/** The running state of one holder of throughput, a table or a GSI: its buckets, its partitions, its last seconds. */
import type { BillingMode, PartitionDoc, TableDoc, Throughput } from '../../model/table.ts';
import { type Bucket, levelAt, refill, setRate } from './bucket.ts';
import { createHotKeys, type HotKeys, keysWithin } from './hot-keys.ts';
import {
  type Action,
  BURST_S,
  INITIAL_BANK_S,
  ON_DEMAND_BASE,
  ON_DEMAND_PEAK_FACTOR,
  PARTITION_LIMIT,
} from './limits.ts';
import { createSeconds, rollTo, type Seconds } from './seconds.ts';

/** One side, read or write, of a table or GSI. */
export interface ResourceMeter {
  /** Provisioned throughput with its burst; unused under PAY_PER_REQUEST. */
  readonly bucket: Bucket;
  readonly units: Seconds;
  /** Most units taken in one whole second, ever; what an on-demand table's limit follows. */
  peakPerS: number;
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
  readonly partitions: readonly PartitionDoc[];
}

const NONE: Throughput = { rcu: 0, wcu: 0, decreasesToday: 0 };

/** The table itself first, then its GSIs in order. */
export function resourceSpecs(doc: TableDoc): readonly ResourceSpec[] {
  const table: ResourceSpec = {
    id: doc.id,
    index: undefined,
    arn: doc.arn,
    throughput: doc.throughput,
    partitions: doc.partitions[doc.id] ?? [],
  };
  const indexes = doc.indexes
    .filter(({ kind }) => kind === 'GSI')
    .map((index) => ({
      id: index.id,
      index: index.name,
      arn: `${doc.arn}/index/${index.name}`,
      throughput: index.throughput ?? NONE,
      partitions: doc.partitions[index.id] ?? [],
    }));
  return [table, ...indexes];
}

export function createResource(doc: TableDoc, spec: ResourceSpec, nowMs: number): Resource {
  const resource: Resource = {
    tableId: doc.id,
    index: spec.index,
    id: spec.id,
    arn: spec.arn,
    billingMode: doc.billingMode,
    read: createResourceMeter(spec.throughput.rcu, nowMs),
    write: createResourceMeter(spec.throughput.wcu, nowMs),
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
  const { rcu, wcu } = spec.throughput;
  setRate(resource.read.bucket, rcu, { capacity: rcu * BURST_S, nowMs });
  setRate(resource.write.bucket, wcu, { capacity: wcu * BURST_S, nowMs });
  const before = resource.partitions;
  resource.partitions = spec.partitions.map((doc) => {
    const holder = before.find((old) => old.doc.fromHash <= doc.fromHash && old.doc.toHash >= doc.toHash);
    if (holder?.doc.id !== doc.id) return createPartition(doc, nowMs, holder);
    holder.doc = doc;
    return holder;
  });
  setShares(resource, nowMs);
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

/** Most units a second of an on-demand table: twice its previous peak. */
export function onDemandLimit(meter: ResourceMeter, action: Action): number {
  return Math.max(ON_DEMAND_BASE[action], meter.peakPerS * ON_DEMAND_PEAK_FACTOR);
}

/** Brings one side of a resource to `nowMs`. */
export function bringResource(resource: Resource, action: Action, nowMs: number): void {
  const meter = resource[action];
  const second = Math.floor(nowMs / 1000);
  refill(meter.bucket, nowMs);
  if (second === meter.units.second) return;
  meter.peakPerS = Math.max(meter.peakPerS, meter.units.current);
  rollTo(meter.units, second);
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
  const isPressed = ended.adjoins && (ended.refused > 0 || (isBoosted && ended.taken > meter.baseRate));
  if (!isPressed) {
    meter.share.ratePerS = meter.baseRate;
    return;
  }
  const unused = Math.max(0, resource[action].bucket.ratePerS - resource[action].units.previous);
  const wanted = Math.max(meter.baseRate, ended.taken + unused);
  meter.share.ratePerS = Math.min(PARTITION_LIMIT[action], wanted);
}

function createResourceMeter(ratePerS: number, nowMs: number): ResourceMeter {
  return { bucket: createBucket(ratePerS, nowMs), units: createSeconds(), peakPerS: 0 };
}

function createBucket(ratePerS: number, nowMs: number): Bucket {
  return { ratePerS, capacity: ratePerS * BURST_S, level: 0, atMs: nowMs };
}

/** A partition as cut from `parent`: its part of what the parent had banked and counted, by width. */
function createPartition(doc: PartitionDoc, nowMs: number, parent?: Partition): Partition {
  const partition: Partition = {
    doc,
    read: createPartitionMeter(nowMs),
    write: createPartitionMeter(nowMs),
    refusals: createSeconds(),
    hotKeys: createHotKeys(),
  };
  if (parent === undefined) return partition;
  const part = (doc.toHash - doc.fromHash) / (parent.doc.toHash - parent.doc.fromHash);
  for (const action of ['read', 'write'] as const) {
    const { share, units } = parent[action];
    partition[action].share.level = levelAt(share, nowMs) * part;
    Object.assign(partition[action].units, {
      second: units.second,
      current: units.current * part,
      previous: units.previous * part,
    });
  }
  return { ...partition, hotKeys: keysWithin(parent.hotKeys, doc.fromHash, doc.toHash) };
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
