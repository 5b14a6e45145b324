/** The chosen file: being read, refused, or read with the columns that the user may change. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TableDoc } from '../../model/table.ts';
import { formatBytes } from '../live/quantity.ts';
import { columnsOf, type ImportColumn } from './columns.ts';
import { MAX_FILE_BYTES, readImport, type ReadOptions } from './imported-file.ts';
import type { ImportedFile, LineProblem } from './rows.ts';

export interface LoadedFile {
  readonly kind: 'loaded';
  readonly name: string;
  readonly text: string;
  readonly file: ImportedFile;
  readonly columns: readonly ImportColumn[];
}

export type FileState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly name: string }
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

export function useFile(given: File | undefined, table: TableDoc): FileControl {
  const [state, setState] = useState<FileState>(
    given === undefined ? { kind: 'none' } : { kind: 'reading', name: given.name },
  );
  const newest = useRef<File>(undefined);
  const tableNow = useRef(table);
  useEffect(() => {
    tableNow.current = table;
  }, [table]);

  const load = useCallback(async (file: File) => {
    newest.current = file;
    const read = await readFile(file, tableNow.current);
    // Another file may have been chosen meanwhile.
    if (newest.current === file) setState(read);
  }, []);
  const choose = useCallback(
    (file: File) => {
      setState({ kind: 'reading', name: file.name });
      void load(file);
    },
    [load],
  );
  useEffect(() => {
    if (given !== undefined) void load(given);
  }, [given, load]);

  const reread = useCallback((options: ReadOptions) => {
    setState((now) => (now.kind === 'loaded' ? loadText(now, options, tableNow.current) : now));
  }, []);
  const setColumns = useCallback((columns: readonly ImportColumn[]) => {
    setState((now) => (now.kind === 'loaded' ? { ...now, columns } : now));
  }, []);
  return { state, choose, reread, setColumns };
}

async function readFile(file: File, table: TableDoc): Promise<FileState> {
  const { name } = file;
  const refuse = (problem: string): FileState => ({ kind: 'refused', name, problem, lines: [] });
  if (file.size > MAX_FILE_BYTES) {
    return refuse(`It has ${formatBytes(file.size)}; ${formatBytes(MAX_FILE_BYTES)} are the most. Split it.`);
  }
  try {
    return loadText({ name, text: await file.text() }, {}, table);
  } catch (error) {
    return refuse(`It could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function loadText(
  { name, text }: { readonly name: string; readonly text: string },
  options: ReadOptions,
  table: TableDoc,
): FileState {
  const read = readImport(text, options);
  if (!read.ok) return { kind: 'refused', name, problem: read.problem, lines: read.lines };
  return { kind: 'loaded', name, text, file: read.file, columns: columnsOf(read.file, table) };
}
