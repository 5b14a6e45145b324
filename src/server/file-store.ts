/** The file adapter of persistence: one folder that holds a manifest, an append-only log, and a file for each row of pages. */
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  type FileHandle,
} from 'node:fs/promises';
import { join } from 'node:path';
import { assert } from '../base/assert.ts';
import type { Row } from '../persistence/row.ts';
import type { RowStore, StoreContent } from '../persistence/row-store.ts';
import { bytesToRows, frameOf, readFrames, rowsToBytes } from './log-frames.ts';
import { manifestToText, textToManifest, type Manifest, type PageFile } from './manifest.ts';
import { codeOf, storeError, withNamedErrors } from './store-error.ts';

/*
 * The manifest is what counts: it names the log and the page files in use, and is replaced in one rename. Page files
 * and logs are written under names never used before and synced before the manifest that names them, so that a crash
 * at any moment leaves the former state or the next one. Whatever no manifest names is swept away at the next opening.
 */
const MANIFEST = 'manifest';
const NEXT_MANIFEST = 'manifest.next';
const OUR_FILES = /^(?:manifest\.next|log-\d+|page-\d+-\d+)$/;

const logName = (generation: number): string => `log-${generation}`;
const pageName = ({ key, generation }: PageFile): string => `page-${key}-${generation}`;

interface Opened {
  readonly manifest: Manifest;
  /** The log, for appending. */
  readonly log: FileHandle;
}

export function createFileStore(folder: string): RowStore {
  const pathOf = (name: string): string => join(folder, name);
  let opened: Opened | undefined;
  let closed = false;
  const sizes = new Map<string, number>();

  const write = async (name: string, bytes: Buffer): Promise<void> => {
    const file = await open(pathOf(name), 'w');
    try {
      await file.writeFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    sizes.set(name, bytes.length);
  };
  const remove = async (name: string): Promise<void> => {
    await rm(pathOf(name), { force: true });
    sizes.delete(name);
  };
  /** Makes names lasting, which syncing a file does not. */
  const syncFolder = async (): Promise<void> => {
    const directory = await open(folder, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  };
  const openLog = async (name: string): Promise<FileHandle> => {
    if (closed) throw new Error('The store is closed.');
    return open(pathOf(name), 'a');
  };
  const readManifest = async (): Promise<Manifest | undefined> => {
    const bytes = await readIfThere(pathOf(MANIFEST));
    if (bytes === undefined) return undefined;
    try {
      return textToManifest(bytes.toString('utf8'));
    } catch (error) {
      throw storeError('DataError', error instanceof Error ? error.message : String(error), error);
    }
  };
  const sweep = async (manifest: Manifest | undefined): Promise<void> => {
    const used = new Set(
      manifest === undefined ? [] : [logName(manifest.log), ...manifest.pages.map(pageName)],
    );
    for (const name of await readdir(folder)) if (OUR_FILES.test(name) && !used.has(name)) await remove(name);
  };
  /** From here on `manifest` is what the store holds; its page files are there already. */
  const turnTo = async (manifest: Manifest, log: readonly Row<number>[]): Promise<void> => {
    await write(logName(manifest.log), log.length === 0 ? Buffer.alloc(0) : frameOf(log));
    await write(NEXT_MANIFEST, Buffer.from(manifestToText(manifest)));
    await syncFolder();
    await rename(pathOf(NEXT_MANIFEST), pathOf(MANIFEST));
    await syncFolder();
    sizes.set(MANIFEST, sizes.get(NEXT_MANIFEST) ?? 0);
    sizes.delete(NEXT_MANIFEST);
    await opened?.log.close();
    opened = { manifest, log: await openLog(logName(manifest.log)) };
  };
  const writePages = async (
    rows: readonly Row<number>[],
    generation: number,
  ): Promise<readonly PageFile[]> => {
    const files: PageFile[] = [];
    for (const row of rows) {
      const file: PageFile = { key: row.key, generation };
      await write(pageName(file), rowsToBytes([row]));
      files.push(file);
    }
    return files;
  };
  const readPageFiles = async (files: readonly PageFile[]): Promise<readonly Row<number>[]> => {
    const rows: Row<number>[] = [];
    for (const file of files) {
      const bytes = await readIfThere(pathOf(pageName(file)));
      // One that is not there is missed by whoever counts the rows.
      if (bytes === undefined) continue;
      const read = bytesToRows(bytes);
      if (read === undefined) throw storeError('DataError', `${pageName(file)} is damaged.`);
      rows.push(...read);
      sizes.set(pageName(file), bytes.length);
    }
    return rows;
  };

  return {
    read: () =>
      withNamedErrors(async () => {
        await mkdir(folder, { recursive: true });
        const manifest = await readManifest();
        if (manifest === undefined) {
          await refuseLeftovers(folder);
          return NOTHING;
        }
        await sweep(manifest);
        const name = logName(manifest.log);
        const { rows: log, wholeBytes } = await readLog(pathOf(name));
        sizes.set(name, wholeBytes);
        await opened?.log.close();
        opened = { manifest, log: await openLog(name) };
        const { format, head, docs } = manifest;
        return { format, head, docs, log, pages: await readPageFiles(manifest.pages) };
      }),
    readPages: (keys) =>
      withNamedErrors(async () => {
        const wanted = new Set(keys);
        return readPageFiles((opened?.manifest.pages ?? []).filter(({ key }) => wanted.has(key)));
      }),
    append: (rows) =>
      withNamedErrors(async () => {
        assert(opened !== undefined, 'a store is read or replaced before it is appended to');
        const { manifest, log } = opened;
        const bytes = frameOf(rows);
        await log.appendFile(bytes);
        await log.datasync();
        sizes.set(logName(manifest.log), (sizes.get(logName(manifest.log)) ?? 0) + bytes.length);
      }),
    checkpoint: ({ head, pages, removedPages, docs }) =>
      withNamedErrors(async () => {
        assert(opened !== undefined, 'a store is read or replaced before it is checkpointed');
        const before = opened.manifest;
        const generation = before.log + 1;
        const removed = new Set([...removedPages, ...pages.map(({ key }) => key)]);
        const kept = before.pages.filter(({ key }) => !removed.has(key));
        const written = await writePages(pages, generation);
        await turnTo({ ...before, head, docs, pages: [...kept, ...written], log: generation }, []);
        for (const file of before.pages) if (removed.has(file.key)) await remove(pageName(file));
        await remove(logName(before.log));
      }),
    replace: ({ format, head, log, pages, docs }) =>
      withNamedErrors(async () => {
        await mkdir(folder, { recursive: true });
        const generation = ((await readManifest())?.log ?? 0) + 1;
        const written = await writePages(pages, generation);
        await turnTo({ format, head, docs, pages: written, log: generation }, log);
        await sweep(opened?.manifest);
      }),
    erase: () =>
      withNamedErrors(async () => {
        await opened?.log.close();
        opened = undefined;
        await mkdir(folder, { recursive: true });
        await remove(MANIFEST);
        await sweep(undefined);
        await syncFolder();
      }),
    sizeBytes: () => Promise.resolve([...sizes.values()].reduce((sum, size) => sum + size, 0)),
    close() {
      closed = true;
      void opened?.log.close();
    },
  };
}

const NOTHING: StoreContent = { format: undefined, head: undefined, log: [], pages: [], docs: [] };

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Cuts off what a crash left of a transaction that nobody was told is stored. */
async function readLog(path: string): Promise<ReturnType<typeof readFrames>> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) throw storeError('DataError', 'The log is missing.');
  const read = readFrames(bytes);
  if (read.damagedAt !== undefined) {
    throw storeError('DataError', `The log is damaged at byte ${read.damagedAt} of ${bytes.length}.`);
  }
  if (read.wholeBytes < bytes.length) await truncate(path, read.wholeBytes);
  return read;
}

/** Without a manifest there may be what a first opening left that was cut short, and no data. */
async function refuseLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!OUR_FILES.test(name) || name === NEXT_MANIFEST) continue;
    const { size } = await stat(join(folder, name));
    if (size > 0) throw storeError('DataError', 'The manifest is missing.');
  }
}
