/** The chosen file: being read, refused, or read with the columns that the user may change. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { formatBytes } from '../live/quantity.ts';
import { columnsOf, type ImportColumn, type KeyedTable } from './columns.ts';
import { MAX_FILE_BYTES, readImport, type ReadOptions } from './imported-file.ts';
import { inSlices, type SliceOptions } from './in-slices.ts';
import type { ImportedFile, LineProblem, ReadFile } from './rows.ts';

export interface LoadedFile {
  readonly kind: 'loaded';
  readonly name: string;
  readonly source: File;
  readonly file: ImportedFile;
  readonly columns: readonly ImportColumn[];
}

export type FileState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly name: string; readonly share: number }
  | {
      readonly kind: 'refused';
      readonly name: string;
      readonly problem: string;
      readonly lines: readonly LineProblem[];
    }
  | LoadedFile;

export interface FileControl {
  readonly state: FileState;
  readonly choose: (file: File) => void;
  readonly reread: (options: ReadOptions) => void;
  readonly setColumns: (columns: readonly ImportColumn[]) => void;
}

export function useFile(given: File | undefined, table: KeyedTable): FileControl {
  const [state, setState] = useState<FileState>(
    given === undefined ? { kind: 'none' } : { kind: 'reading', name: given.name, share: 0 },
  );
  const reading = useRef<AbortController>(undefined);
  const tableNow = useRef(table);
  useEffect(() => {
    tableNow.current = table;
  }, [table]);

  const read = useCallback(async (file: File, options: ReadOptions) => {
    reading.current?.abort();
    const controller = new AbortController();
    reading.current = controller;
    const result = await readFile(file, options, {
      signal: controller.signal,
      onShare: (share) => setState({ kind: 'reading', name: file.name, share }),
    });
    if (controller.signal.aborted || result === undefined) return;
    setState(typeof result === 'string' ? refusal(file, result) : loaded(file, result, tableNow.current));
  }, []);
  useEffect(() => {
    if (given !== undefined) void read(given, {});
    return () => reading.current?.abort();
  }, [given, read]);

  const choose = useCallback((file: File) => void read(file, {}), [read]);
  const reread = useCallback(
    (options: ReadOptions) => {
      if (state.kind === 'loaded') void read(state.source, options);
    },
    [state, read],
  );
  const setColumns = useCallback((columns: readonly ImportColumn[]) => {
    setState((now) => (now.kind === 'loaded' ? { ...now, columns } : now));
  }, []);
  return { state, choose, reread, setColumns };
}

/** A text says why the file was not read; undefined when aborted. */
async function readFile(
  file: File,
  options: ReadOptions,
  slices: SliceOptions,
): Promise<ReadFile | string | undefined> {
  if (file.size > MAX_FILE_BYTES) {
    return `It has ${formatBytes(file.size)}; ${formatBytes(MAX_FILE_BYTES)} are the most. Split it.`;
  }
  slices.onShare(0);
  try {
    return await inSlices(readImport(await file.text(), options), slices);
  } catch (error) {
    return `It could not be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function refusal({ name }: File, problem: string): FileState {
  return { kind: 'refused', name, problem, lines: [] };
}

function loaded(source: File, read: ReadFile, table: KeyedTable): FileState {
  const { name } = source;
  if (!read.ok) return { kind: 'refused', name, problem: read.problem, lines: read.lines };
  return { kind: 'loaded', name, source, file: read.file, columns: columnsOf(read.file, table) };
}
