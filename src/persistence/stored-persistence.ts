/** The persistence port over any row store: group commit, checkpoints, format, and faults that stick. */
import { assert } from '../base/assert.ts';
import { decodeContent, docsToRows, FIRST_HEAD, headToText } from './content.ts';
import { errorToFault, failed, stored } from './fault.ts';
import { FORMAT, upgradeContent, type FormatChain } from './format.ts';
import { commitToText } from './log-text.ts';
import { PageRows } from './page-rows.ts';
import type { Persistence, StorageFault, Stored } from './port.ts';
import type { RowStore, StoreContent } from './row-store.ts';
import { sealRow } from './row.ts';

/** Chromium writes a value above 64 KB to a file of its own, which costs three times the rest of the transaction. */
const LOG_ROW_CHARS_MAX = 60_000;

/** A batch is closed when it holds this much, so that one slow transaction does not gather an unbounded next one. */
const BATCH_CHARS_MAX = 8_000_000;

/** Commits that will be written in one transaction, and the promise that they share. */
interface Batch {
  /** Bodies of log rows, each of whole commits. */
  readonly bodies: string[];
  chars: number;
  readonly written: Promise<Stored<void>>;
}

/** `chain` is given by tests of the format alone. */
export function createStoredPersistence(store: RowStore, chain: FormatChain = FORMAT): Persistence {
  let pageRows = new PageRows();
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
  const enqueueWrite = (job: (seq: number) => Promise<Stored<void>>): Promise<Stored<void>> =>
    enqueue(async () => {
      if (fault !== undefined) return failed(fault);
      assert(nextSeq !== undefined, 'load comes before append and checkpoint');
      const result = await job(nextSeq).catch((error: unknown) => failed(errorToFault(error)));
      if (!result.ok) ({ fault } = result);
      return result;
    });

  const writeBatch = async (batch: Batch, seq: number): Promise<Stored<void>> => {
    if (openBatch === batch) openBatch = undefined;
    await store.append(batch.bodies.map((body, i) => sealRow(seq + i, body)));
    nextSeq = seq + batch.bodies.length;
    return stored(undefined);
  };
  const openNewBatch = (): Batch => {
    const batch: Batch = { bodies: [], chars: 0, written: enqueueWrite((seq) => writeBatch(batch, seq)) };
    return batch;
  };
  const forget = async (): Promise<Stored<void>> => {
    await store.erase();
    await store.replace(emptyContent(chain.version));
    pageRows = new PageRows();
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
        ({ nextSeq, pageRows } = decoded.value);
        return stored(decoded.value.state);
      }),
    append(record) {
      if (fault !== undefined) return Promise.resolve(failed(fault));
      if (openBatch === undefined || openBatch.chars >= BATCH_CHARS_MAX) openBatch = openNewBatch();
      addCommit(openBatch, commitToText(record));
      return openBatch.written;
    },
    checkpoint(checkpoint, atMs) {
      // Later appends go to a row behind this one, which it does not trim.
      openBatch = undefined;
      return enqueueWrite(async (seq) => {
        const plan = await pageRows.plan(checkpoint, store.readPages);
        if (!plan.ok) return plan;
        const docs = docsToRows(checkpoint.docs);
        const { pageCount, rowCount } = pageRows;
        const head = headToText({
          atMs,
          logFrom: seq,
          pages: pageCount,
          pageRows: rowCount,
          docs: docs.length,
        });
        const { written, removed } = plan.value;
        await store.checkpoint({ head, pages: written, removedPages: removed, docs });
        return stored(undefined);
      });
    },
    replace(checkpoint, atMs) {
      openBatch = undefined;
      return enqueueWrite(async () => {
        const fresh = new PageRows();
        const plan = await fresh.plan(checkpoint, store.readPages);
        if (!plan.ok) return plan;
        const docs = docsToRows(checkpoint.docs);
        const { pageCount: pages, rowCount } = fresh;
        const head = headToText({ ...FIRST_HEAD, atMs, pages, pageRows: rowCount, docs: docs.length });
        await store.replace({ format: chain.version, head, log: [], pages: plan.value.written, docs });
        pageRows = fresh;
        nextSeq = FIRST_HEAD.logFrom;
        return stored(undefined);
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

function addCommit(batch: Batch, text: string): void {
  const body = batch.bodies.pop() ?? '';
  if (body === '' || body.length + text.length <= LOG_ROW_CHARS_MAX) batch.bodies.push(body + text);
  else batch.bodies.push(body, text);
  batch.chars += text.length;
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
