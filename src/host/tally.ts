/** What happened to one table or index since the last whole virtual second. */
import type { ThrottleReason } from '../model/command.ts';
import type { RequestEvent } from '../model/events.ts';
import type { ResourceSnapshot, TableSnapshot } from '../model/snapshot.ts';
import type { Sample } from './api.ts';
import { LatencyHistogram } from './latency-histogram.ts';

interface PartitionTally {
  readUnits: number;
  writeUnits: number;
  throttled: number;
}

export class Tally {
  readonly #latency = new LatencyHistogram();
  readonly #partitions = new Map<number, PartitionTally>();
  #throttles: Partial<Record<ThrottleReason, number>> = {};
  #readUnits = 0;
  #writeUnits = 0;
  #requests = 0;
  #errors = 0;
  #inserts = 0;
  #modifies = 0;
  #removes = 0;
  #ttlDeleted = 0;

  request(event: RequestEvent): void {
    this.#requests += 1;
    if (event.errorCode !== undefined) this.#errors += 1;
    this.#latency.add(event.latencyMs);
  }

  consumed(partition: number, action: 'read' | 'write', units: number): void {
    const tally = this.#partition(partition);
    if (action === 'read') {
      this.#readUnits += units;
      tally.readUnits += units;
    } else {
      this.#writeUnits += units;
      tally.writeUnits += units;
    }
  }

  throttled(partition: number, reason: ThrottleReason): void {
    this.#throttles[reason] = (this.#throttles[reason] ?? 0) + 1;
    this.#partition(partition).throttled += 1;
  }

  streamRecord(eventName: 'INSERT' | 'MODIFY' | 'REMOVE'): void {
    if (eventName === 'INSERT') this.#inserts += 1;
    else if (eventName === 'MODIFY') this.#modifies += 1;
    else this.#removes += 1;
  }

  ttlDeletion(): void {
    this.#ttlDeleted += 1;
  }

  /** The second as a sample beside the gauges of its end; counting starts over. */
  close(atS: number, table: TableSnapshot, resource: ResourceSnapshot): Sample {
    const { index } = resource;
    const stored = index === undefined ? table : table.indexes[index];
    const sample: Sample = {
      atS,
      table: table.doc.name,
      ...(index === undefined ? {} : { index }),
      readUnits: this.#readUnits,
      writeUnits: this.#writeUnits,
      provisionedRead: resource.read.ratePerS,
      provisionedWrite: resource.write.ratePerS,
      burstRead: resource.read.level,
      burstWrite: resource.write.level,
      throttles: this.#throttles,
      requests: this.#requests,
      errors: this.#errors,
      latencyP50Ms: this.#latency.percentileMs(0.5),
      latencyP99Ms: this.#latency.percentileMs(0.99),
      streamInserts: this.#inserts,
      streamModifies: this.#modifies,
      streamRemoves: this.#removes,
      // Nothing reads the stream by itself: age is that of its oldest record.
      iteratorAgeMs: index === undefined ? streamAgeMs(table, atS) : 0,
      ttlDeleted: this.#ttlDeleted,
      ttlWaiting: index === undefined ? (table.ttl?.expiredWaiting ?? 0) : 0,
      items: stored?.itemCount ?? 0,
      sizeBytes: stored?.sizeBytes ?? 0,
      partitions: this.#partitionColumns(resource),
    };
    this.#clear();
    return sample;
  }

  #partition(id: number): PartitionTally {
    let tally = this.#partitions.get(id);
    if (tally === undefined) {
      tally = { readUnits: 0, writeUnits: 0, throttled: 0 };
      this.#partitions.set(id, tally);
    }
    return tally;
  }

  /** In hash order. What a partition that is gone still took in this second counts in the table's sums only. */
  #partitionColumns(resource: ResourceSnapshot): Sample['partitions'] {
    return resource.partitions.map(({ doc }) => {
      const tally = this.#partitions.get(doc.id);
      return [doc.id, tally?.readUnits ?? 0, tally?.writeUnits ?? 0, tally?.throttled ?? 0] as const;
    });
  }

  #clear(): void {
    this.#partitions.clear();
    this.#latency.clear();
    this.#throttles = {};
    this.#readUnits = 0;
    this.#writeUnits = 0;
    this.#requests = 0;
    this.#errors = 0;
    this.#inserts = 0;
    this.#modifies = 0;
    this.#removes = 0;
    this.#ttlDeleted = 0;
  }
}

function streamAgeMs(table: TableSnapshot, atS: number): number {
  const oldestMs = table.stream?.oldestMs;
  return oldestMs === undefined ? 0 : Math.max(0, atS * 1000 + 999 - oldestMs);
}
