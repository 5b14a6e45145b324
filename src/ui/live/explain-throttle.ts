/** A refusal put into sentences: which limit, the arithmetic, and what can be done about it now. */
import type { JsonObject } from '../../base/json.ts';
import type { LogLine, Sample } from '../../host/api.ts';
import type { Throttle } from '../../model/command.ts';
import type { PartitionSnapshot, ResourceSnapshot, TableSnapshot } from '../../model/snapshot.ts';
import { sum } from './chart-data.ts';
import { PARTITION_READ_PER_S, PARTITION_WRITE_PER_S } from './partition-cells.ts';
import { formatClock, formatCount, formatPercent } from './quantity.ts';
import { readableKey } from './readable-key.ts';

/** A piece of a sentence; the strong ones carry the numbers that matter. */
export interface Phrase {
  readonly text: string;
  readonly strong?: boolean;
}

/** One API call that answers a refusal, to be shown before it is made. */
export interface Remedy {
  readonly label: string;
  readonly operation: 'UpdateTable';
  readonly input: JsonObject;
  /** What it will and will not do, in a sentence. */
  readonly effect: string;
}

export interface Explanation {
  /** The key asked for. */
  readonly subject: string;
  readonly phrases: readonly Phrase[];
  readonly remedies: readonly Remedy[];
}

/** A key with this share of a partition's load leaves too little for a split to help. */
const DOMINANT_SHARE = 0.5;

/** What `explainThrottle` knows beside the refusal; the table may have been deleted since. */
export interface ThrottleScene {
  readonly table: TableSnapshot | undefined;
  /** Samples of the table or index that refused. */
  readonly samples: readonly Sample[];
}

/** How many of the newest refusals decide which one is explained. */
const REFUSALS_COMPARED = 20;

/**
 * The newest refusal of the kind that refuses most now, so that an explanation stays while rarer ones come between.
 * A table's refusals include those of its indexes; those of an index are its own. `log` is oldest first.
 */
export function leadingRefusal(
  log: readonly LogLine[],
  table: string,
  index: string | undefined,
): LogLine | undefined {
  const counts = new Map<string, number>();
  let compared = 0;
  for (let place = log.length - 1; place >= 0 && compared < REFUSALS_COMPARED; place -= 1) {
    const line = log[place];
    if (line === undefined || !refuses(line, table, index)) continue;
    compared += 1;
    counts.set(kindOf(line), (counts.get(kindOf(line)) ?? 0) + line.count);
  }
  const [leading] = [...counts].toSorted((one, other) => other[1] - one[1]);
  return log.findLast((line) => refuses(line, table, index) && kindOf(line) === leading?.[0]);
}

function refuses({ throttle }: LogLine, table: string, index: string | undefined): boolean {
  return throttle?.table === table && (index === undefined || throttle.index === index);
}

function kindOf({ throttle }: LogLine): string {
  return `${throttle?.reason} ${throttle?.index} ${throttle?.partition}`;
}

export function explainThrottle(throttle: Throttle, scene: ThrottleScene): Explanation {
  const resource = scene.table?.resources.find((candidate) => candidate.index === throttle.index);
  const bound = boundOf(throttle, resource);
  const phrases = [
    ...limitPhrases(throttle, scene, resource),
    ...(bound === 'partition' || bound === 'share' ? hotKeyPhrases(throttle, resource) : []),
    ...(bound === 'provisioned' ? burstPhrases(throttle, scene.samples) : []),
  ];
  return { subject: readableKey(throttle.keyText), phrases, remedies: remediesFor(throttle, scene) };
}

function limitPhrases(
  throttle: Throttle,
  scene: ThrottleScene,
  resource: ResourceSnapshot | undefined,
): readonly Phrase[] {
  const action = actionOf(throttle);
  const { unitsAsked, unitsAvailable, unitsPerSecond } = throttle;
  const held = formatCount(Math.max(0, unitsAvailable));
  const arithmetic = `the request asked for ${formatCount(unitsAsked)} and ${held} ${unitsAvailable === 1 ? 'was' : 'were'} left.`;
  const name = throttle.index ?? throttle.table;
  const partition = `Partition ${throttle.partition}${throttle.index === undefined ? '' : ` of ${name}`}`;
  const backPressure = throttle.index === undefined ? [] : backPressurePhrases(throttle, scene);
  switch (boundOf(throttle, resource)) {
    case 'partition':
      return [
        { text: `${partition} is at ` },
        { text: `${formatCount(unitsPerSecond)} of ${formatCount(unitsPerSecond)}`, strong: true },
        { text: ` ${action} units/s, the most that one gives: ${arithmetic}` },
        ...wholePhrases(throttle, scene, resource),
      ];
    case 'share':
      return [
        ...backPressure,
        { text: `${partition} is at its share of ` },
        { text: `${formatCount(unitsPerSecond)} ${action} units/s`, strong: true },
        { text: ` and its burst is spent: ${arithmetic} Adaptive capacity raises the share within minutes.` },
      ];
    case 'on-demand':
      return [
        ...backPressure,
        { text: `${name}, on demand, is at ` },
        { text: `${formatCount(unitsPerSecond)} ${action} units/s`, strong: true },
        { text: `, twice its former peak: ${arithmetic} The limit grows with what it serves.` },
      ];
    case 'maximum':
      return [
        ...backPressure,
        { text: `${name} is at the maximum set for it, ` },
        { text: `${formatCount(unitsPerSecond)} ${action} units/s`, strong: true },
        { text: `: ${arithmetic}` },
      ];
    case 'account':
      return [{ text: `${name} reached what the account may use in this Region: ${arithmetic}` }];
    case 'provisioned':
      return [
        ...backPressure,
        { text: `${name} is at its capacity of ` },
        { text: `${formatCount(unitsPerSecond)} ${action} units/s`, strong: true },
        { text: `: ${arithmetic}` },
      ];
  }
}

/** The limit that was really met: AWS's reason names fewer than there are. */
type Bound = 'partition' | 'share' | 'on-demand' | 'maximum' | 'account' | 'provisioned';

function boundOf(throttle: Throttle, resource: ResourceSnapshot | undefined): Bound {
  if (throttle.reason.endsWith('AccountLimitExceeded')) return 'account';
  if (throttle.reason.endsWith('MaxOnDemandThroughputExceeded')) return 'maximum';
  const action = actionOf(throttle);
  if (isKeyRange(throttle)) {
    const most = action === 'read' ? PARTITION_READ_PER_S : PARTITION_WRITE_PER_S;
    return throttle.unitsPerSecond > most ? 'on-demand' : 'partition';
  }
  const whole = resource?.[action].ratePerS ?? 0;
  return whole > 0 && throttle.unitsPerSecond < whole * 0.999 ? 'share' : 'provisioned';
}

/** A write is refused when one of the table's indexes cannot take its entry, whatever the table still has. */
function backPressurePhrases(throttle: Throttle, scene: ThrottleScene): readonly Phrase[] {
  if (actionOf(throttle) === 'read') return [];
  const table = scene.table?.resources.find((resource) => resource.index === undefined);
  const tableRate =
    table === undefined ? '' : `, though the table itself has ${formatCount(table.write.ratePerS)}`;
  return [
    { text: `A write waits for every index, and ${throttle.index} cannot take its entry${tableRate}. ` },
  ];
}

/** How little of the whole is in use when one partition is full. */
function wholePhrases(
  throttle: Throttle,
  scene: ThrottleScene,
  resource: ResourceSnapshot | undefined,
): readonly Phrase[] {
  const last = scene.samples.at(-1);
  if (last === undefined || resource === undefined) return [];
  const isRead = actionOf(throttle) === 'read';
  const consumed = isRead ? last.readUnits : last.writeUnits;
  const provisioned = isRead ? last.provisionedRead : last.provisionedWrite;
  if (provisioned <= 0 || scene.table?.doc.billingMode !== 'PROVISIONED') return [];
  const evenShare = provisioned / Math.max(1, resource.partitions.length);
  const lifted =
    evenShare < throttle.unitsPerSecond
      ? ` Adaptive capacity had lifted it there from its share of ${formatCount(evenShare)};`
      : '';
  const whole = throttle.index === undefined ? 'table' : 'index';
  const share = `${formatPercent(consumed / provisioned)} of its ${formatCount(provisioned)}.`;
  return [{ text: lifted === '' ? ` The ${whole} uses ${share}` : `${lifted} the ${whole} uses ${share}` }];
}

function hotKeyPhrases(throttle: Throttle, resource: ResourceSnapshot | undefined): readonly Phrase[] {
  const partition = resource?.partitions.find((candidate) => candidate.doc.id === throttle.partition);
  const hottest = hottestKey(partition);
  if (hottest === undefined) return [];
  if (hottest.share < DOMINANT_SHARE) {
    const most = formatPercent(hottest.share);
    return [
      { text: ` No key has more than ${most} of its load, so lasting heat will split the partition in two.` },
    ];
  }
  return [
    {
      text:
        hottest.keyText === throttle.keyText
          ? ' This key is '
          : ` One key, ${readableKey(hottest.keyText)}, is `,
    },
    { text: `${formatPercent(hottest.share)} of its load`, strong: true },
    { text: ', so a split between keys cannot help: spread that key over several values.' },
  ];
}

function hottestKey(
  partition: PartitionSnapshot | undefined,
): PartitionSnapshot['hotKeys'][number] | undefined {
  return partition?.hotKeys[0];
}

function burstPhrases(throttle: Throttle, samples: readonly Sample[]): readonly Phrase[] {
  const dryAtMs = burstDryAtMs(samples, actionOf(throttle));
  if (dryAtMs === undefined) return [];
  return [{ text: ` Burst, the unused capacity of the last 300 s, ran dry at ${formatClock(dryAtMs)}.` }];
}

/** When the burst that is empty now became empty; undefined while some is left or when it was so all along. */
export function burstDryAtMs(samples: readonly Sample[], action: 'read' | 'write'): number | undefined {
  const lastFull = samples.findLastIndex((sample) => {
    const provisioned = action === 'read' ? sample.provisionedRead : sample.provisionedWrite;
    const burst = action === 'read' ? sample.burstRead : sample.burstWrite;
    return burst > Math.max(1, provisioned);
  });
  const dry = samples[lastFull + 1];
  return lastFull < 0 || dry === undefined ? undefined : dry.atS * 1000;
}

function remediesFor(throttle: Throttle, scene: ThrottleScene): readonly Remedy[] {
  const doc = scene.table?.doc;
  const index = doc?.indexes.find((candidate) => candidate.name === throttle.index);
  const changing =
    doc === undefined || doc.status !== 'ACTIVE' || (index !== undefined && index.status !== 'ACTIVE');
  if (changing || doc.billingMode !== 'PROVISIONED') return [];
  const throughput = index?.throughput ?? doc.throughput;
  const isRead = actionOf(throttle) === 'read';
  const wanted = raisedTo(throttle, scene.samples, isRead ? throughput.rcu : throughput.wcu);
  const ProvisionedThroughput = {
    ReadCapacityUnits: isRead ? wanted : throughput.rcu,
    WriteCapacityUnits: isRead ? throughput.wcu : wanted,
  };
  const keyRange = isKeyRange(throttle);
  return [
    {
      label: `Raise to ${formatCount(wanted)} ${isRead ? 'RCU' : 'WCU'}`,
      operation: 'UpdateTable',
      input:
        index === undefined
          ? { TableName: doc.name, ProvisionedThroughput }
          : {
              TableName: doc.name,
              GlobalSecondaryIndexUpdates: [{ Update: { IndexName: index.name, ProvisionedThroughput } }],
            },
      effect: keyRange
        ? 'Gives the whole more, but no partition more than it can give: one hot key stays hot.'
        : 'Takes effect when the update is done; the bucket then fills at the new rate.',
    },
    {
      label: 'On-demand',
      operation: 'UpdateTable',
      input: { TableName: doc.name, BillingMode: 'PAY_PER_REQUEST' },
      effect: keyRange
        ? 'Removes the table’s limit, not the partition’s: one hot key stays hot.'
        : 'Pays for each request instead of for capacity, for the table and all its indexes.',
    },
  ];
}

/** Twice the present capacity, or more when the last seconds asked for more. */
function raisedTo(throttle: Throttle, samples: readonly Sample[], current: number): number {
  const recent = samples.slice(-10);
  const isRead = actionOf(throttle) === 'read';
  const demand = sum(recent, (sample) => {
    const refused = Object.values(sample.throttles).reduce((total, count) => total + count, 0);
    return (isRead ? sample.readUnits : sample.writeUnits) + refused * throttle.unitsAsked;
  });
  const demandPerS = recent.length === 0 ? 0 : demand / recent.length;
  const wanted = Math.max(current * 2, Math.ceil(demandPerS * 1.2));
  const rounding = 10 ** Math.max(0, Math.floor(Math.log10(wanted)) - 1);
  return Math.min(40_000, Math.ceil(wanted / rounding) * rounding);
}

function actionOf(throttle: Throttle): 'read' | 'write' {
  return /^(?:Table|Index)Read/.test(throttle.reason) ? 'read' : 'write';
}

function isKeyRange(throttle: Throttle): boolean {
  return throttle.reason.endsWith('KeyRangeThroughputExceeded');
}
