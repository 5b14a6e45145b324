/** What of throughput outlives a restart beside the documents: bucket levels, boosts, the running second, peaks. */
import type { JsonArray, JsonObject, JsonValue } from '../../base/json.ts';
import type { Partition, PartitionMeter, Resource, ResourceMeter } from './resource.ts';
import type { Seconds } from './seconds.ts';

/** Resources by id, partitions by id within them; each side an array of numbers, so that it stays small. */
export function saveResources(resources: ReadonlyMap<string, Resource>): JsonValue {
  return Object.fromEntries(
    [...resources].map(([id, { read, write, partitions }]) => [
      id,
      {
        read: resourceNumbers(read),
        write: resourceNumbers(write),
        partitions: Object.fromEntries(
          partitions.map((partition) => [
            String(partition.doc.id),
            { read: partitionNumbers(partition.read), write: partitionNumbers(partition.write) },
          ]),
        ),
      },
    ]),
  );
}

/** Numbers of resources and partitions that no longer exist are passed over, and so is anything malformed. */
export function loadResources(resources: ReadonlyMap<string, Resource>, json: JsonValue): void {
  const saved = objectOf(json);
  for (const [id, resource] of resources) {
    const numbers = objectOf(saved[id]);
    loadResourceMeter(resource.read, numbersOf(numbers['read']));
    loadResourceMeter(resource.write, numbersOf(numbers['write']));
    const partitions = objectOf(numbers['partitions']);
    for (const partition of resource.partitions)
      loadPartition(partition, objectOf(partitions[partition.doc.id]));
  }
}

function resourceNumbers(meter: ResourceMeter): JsonArray {
  const { bucket, units, peakPerS, risingPerS, risingSinceMs } = meter;
  const { second, current, previous } = units;
  return [bucket.level, bucket.atMs, peakPerS, second, current, previous, risingPerS, risingSinceMs];
}

function loadResourceMeter(meter: ResourceMeter, numbers: readonly number[]): void {
  const [level, atMs, peakPerS, second = -1, current = 0, previous = 0, ...rising] = numbers;
  if (level === undefined || atMs === undefined || peakPerS === undefined) return;
  Object.assign(meter.bucket, { level, atMs });
  const [risingPerS = 0, risingSinceMs = 0] = rising;
  Object.assign(meter, { peakPerS, risingPerS, risingSinceMs });
  loadSeconds(meter.units, [second, current, previous]);
}

function partitionNumbers({ share, units, refused, hotSeconds }: PartitionMeter): JsonArray {
  const { second, current, previous } = units;
  return [share.level, share.atMs, share.ratePerS, hotSeconds, refused.current, second, current, previous];
}

function loadPartition(partition: Partition, sides: JsonObject): void {
  for (const action of ['read', 'write'] as const) {
    const [level, atMs, ratePerS, hotSeconds, refused, ...units] = numbersOf(sides[action]);
    if (level === undefined || atMs === undefined || ratePerS === undefined) continue;
    const meter = partition[action];
    Object.assign(meter.share, { level, atMs, ratePerS });
    meter.hotSeconds = hotSeconds ?? 0;
    loadSeconds(meter.units, units);
    Object.assign(meter.refused, { second: meter.units.second, current: refused ?? 0 });
  }
}

function loadSeconds(seconds: Seconds, [second, current, previous]: readonly number[]): void {
  Object.assign(seconds, { second: second ?? -1, current: current ?? 0, previous: previous ?? 0 });
}

function objectOf(json: JsonValue | undefined): JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as JsonObject) : {};
}

function numbersOf(json: JsonValue | undefined): readonly number[] {
  return Array.isArray(json) && json.every((value) => typeof value === 'number') ? json : [];
}
