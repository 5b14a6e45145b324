/** The persistence port over any row store: group commit, checkpoints, format, and faults that stick. */
import { assert } from '../base/assert.ts';
import type { Checkpoint } from '../model/changes.ts';
import { checkpointToRows, decodeContent, FIRST_HEAD, headToText, pageKey, spaceOf } from './content.ts';
import { errorToFault, failed, stored } from './fault.ts';
import { FORMAT, upgradeContent, type FormatChain } from './format.ts';
import { commitToText } from './log-text.ts';
import type { Persistence, StorageFault, Stored } from './port.ts';
import type { RowStore, StoreContent } from './row-store.ts';
import { sealRow } from './row.ts';

/** A log row is closed when it holds this much, so that one slow commit does not gather an unbounded next one. */
const LOG_ROW_CHARS_MAX = 8_000_000;

/** Commits that will be written together, and the promise that they share. */
interface Batch {
  text: string;
  readonly written: Promise<Stored<void>>;
}

/** `chain` is given by tests of the format alone. */
export function createStoredPersistence(store: RowStore, chain: FormatChain = FORMAT): Persistence {
  const pageKeys = new Set<string>();
  let nextSeq: number | undefined;
  let fault: StorageFault | undefined;
  let openBatch: Batch | undefined;
  let tail: Promise<unknown> = Promise.resolve();

  /** Runs jobs one after the other; what a job throws becomes a fault, never an exception. */
  const enqueue = <T>(job: () => Promise<Stored<T>>): Promise<Stored<T>> => {
    const result = tail.then(job).catch((error: unknown) => failed(errorToFault(error)));
    tail = result;
    return result;
  };
  /** As `enqueue` for what writes: refused after a fault, and its own fault sticks. */
  const enqueueWrite = (job: (seq: number) => Promise<void>): Promise<Stored<void>> =>
    enqueue(async () => {
      if (fault !== undefined) return failed(fault);
      assert(nextSeq !== undefined, 'load comes before append and checkpoint');
      try {
        await job(nextSeq);
        return stored(undefined);
      } catch (error) {
        fault = errorToFault(error);
        return failed(fault);
      }
    });

  const writeBatch = async (batch: Batch, seq: number): Promise<void> => {
    if (openBatch === batch) openBatch = undefined;
    await store.append(sealRow(seq, batch.text));
    nextSeq = seq + 1;
  };
  const openNewBatch = (): Batch => {
    const batch: Batch = { text: '', written: enqueueWrite((seq) => writeBatch(batch, seq)) };
    return batch;
  };
  const forget = async (): Promise<Stored<void>> => {
    await store.erase();
    await store.replace(emptyContent(chain.version));
    pageKeys.clear();
    nextSeq = 1;
    fault = undefined;
    return stored(undefined);
  };

  return {
    load: () =>
      enqueue(async () => {
        const content = await readUpgraded(store, chain);
        const decoded = content.ok ? decodeContent(content.value) : content;
        if (!decoded.ok) {
          ({ fault } = decoded);
          return decoded;
        }
        ({ nextSeq } = decoded.value);
        for (const page of decoded.value.state?.pages ?? []) pageKeys.add(pageKey(page));
        return stored(decoded.value.state);
      }),
    append(record) {
      if (fault !== undefined) return Promise.resolve(failed(fault));
      if (openBatch === undefined || openBatch.text.length >= LOG_ROW_CHARS_MAX) openBatch = openNewBatch();
      openBatch.text += commitToText(record);
      return openBatch.written;
    },
    checkpoint(checkpoint, atMs) {
      // Later appends go to a row behind this one, which it does not trim.
      openBatch = undefined;
      return enqueueWrite(async (seq) => {
        const removed = removedPageKeys(checkpoint, pageKeys);
        // Before the write: should it fail, the fault sticks and nothing counts pages any more.
        for (const key of removed) pageKeys.delete(key);
        for (const page of checkpoint.pages) pageKeys.add(pageKey(page));
        const docs = Object.keys(checkpoint.docs).length;
        const head = { atMs, logFrom: seq, pages: pageKeys.size, docs };
        await store.checkpoint(checkpointToRows(checkpoint, head, removed));
      });
    },
    exportText: () => enqueue(async () => stored(JSON.stringify(await store.read()))),
    reset() {
      openBatch = undefined;
      return enqueue(forget);
    },
    sizeBytes: () => store.sizeBytes(),
    close: () => store.close(),
  };
}

async function readUpgraded(store: RowStore, chain: FormatChain): Promise<Stored<StoreContent>> {
  const content = await store.read();
  if (content.format === chain.version) return stored(content);
  if (content.format === undefined) {
    if (isUsed(content)) return failed({ kind: 'corrupt', detail: 'The format record is missing.' });
    // Written at once, so that a store which refuses writes is known before anything is entrusted to it.
    const empty = emptyContent(chain.version);
    await store.replace(empty);
    return stored(empty);
  }
  if (content.format > chain.version) {
    const detail = `The stored data has format ${content.format}; this version reads up to ${chain.version}.`;
    return failed({ kind: 'newer-format', detail });
  }
  const upgraded = upgradeContent(content, chain);
  if (upgraded === undefined) {
    return failed({ kind: 'corrupt', detail: `The format record says ${String(content.format)}.` });
  }
  await store.replace(upgraded);
  return stored(upgraded);
}

function emptyContent(format: number): StoreContent {
  return { format, head: headToText(FIRST_HEAD), log: [], pages: [], docs: [] };
}

function isUsed(content: StoreContent): boolean {
  return content.head !== undefined || content.log.length + content.pages.length + content.docs.length > 0;
}

function removedPageKeys(checkpoint: Checkpoint, pageKeys: ReadonlySet<string>): readonly string[] {
  const removed = checkpoint.removedPages.map(pageKey).filter((key) => pageKeys.has(key));
  if (checkpoint.removedSpaces.length === 0) return removed;
  const spaces = new Set(checkpoint.removedSpaces);
  for (const key of pageKeys) if (spaces.has(spaceOf(key))) removed.push(key);
  return removed;
}
