/** The storage benchmark's page: measures over the same rpc that the real page uses. */
import { createClient } from '../src/rpc/client.ts';
import { makeItem, VERSION, type Loaded, type StorageBench } from './storage-api.ts';

/** Milliseconds; `perS` is writes acknowledged a second. */
export interface WriteFigures {
  readonly perS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface StoragePage {
  prepare(): Promise<void>;
  /** `inFlight` writers, each waiting for its acknowledgement before its next item. */
  appends(inFlight: number, items: number): Promise<WriteFigures>;
  /** One writer that puts as many rows in one transaction as `inFlight` says. */
  rows(inFlight: number, items: number): Promise<WriteFigures>;
  fill(items: number): Promise<void>;
  load(): Promise<Loaded>;
  loadRows(): Promise<Loaded>;
}

declare global {
  var storagePage: StoragePage;
}

const worker = new Worker(new URL('./storage-worker.ts', import.meta.url), { type: 'module' });
const { api, dead } = createClient<StorageBench>(worker, { version: VERSION, streams: {} });

async function appends(inFlight: number, items: number): Promise<WriteFigures> {
  const all = Array.from({ length: items }, (_, i) => makeItem(i));
  const waitsMs: number[] = [];
  const startMs = performance.now();
  const writer = async (): Promise<void> => {
    for (let item = all.pop(); item !== undefined; item = all.pop()) {
      const sentMs = performance.now();
      await api.append(item.key, item.json);
      waitsMs.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, writer));
  return figures(items, performance.now() - startMs, waitsMs);
}

async function rows(inFlight: number, items: number): Promise<WriteFigures> {
  const all = Array.from({ length: items }, (_, i) => makeItem(i));
  const waitsMs: number[] = [];
  const startMs = performance.now();
  while (all.length > 0) {
    const sentMs = performance.now();
    await api.putRows(all.splice(-inFlight));
    waitsMs.push(performance.now() - sentMs);
  }
  return figures(items, performance.now() - startMs, waitsMs);
}

function figures(items: number, ms: number, waitsMs: number[]): WriteFigures {
  waitsMs.sort((a, b) => a - b);
  const at = (share: number): number => waitsMs[Math.floor(share * (waitsMs.length - 1))] ?? Number.NaN;
  return { perS: (items / ms) * 1000, p50Ms: at(0.5), p99Ms: at(0.99) };
}

globalThis.storagePage = {
  prepare: api.prepare,
  appends,
  rows,
  fill: api.fill,
  load: api.load,
  loadRows: api.loadRows,
};
void dead.then((death) => console.error(`${death.kind}: ${death.detail}`));
