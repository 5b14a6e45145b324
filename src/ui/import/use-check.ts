/** Checks an import in slices, anew whenever its file, columns or table change: typing never waits for it. */
import { useEffect, useState } from 'react';
import { checkImport, type CheckedImport } from './check.ts';
import type { ImportColumn, KeyedTable } from './columns.ts';
import { inSlices } from './in-slices.ts';
import type { ImportedFile } from './rows.ts';

export interface ToCheck {
  readonly file: ImportedFile;
  readonly columns: readonly ImportColumn[];
}

export type CheckState =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'checking'; readonly share: number }
  | { readonly kind: 'checked'; readonly result: CheckedImport };

const NOTHING: CheckState = { kind: 'nothing' };
const BEGUN: CheckState = { kind: 'checking', share: 0 };

interface Told {
  readonly columns: readonly ImportColumn[];
  readonly table: KeyedTable;
  readonly state: CheckState;
}

/** `undefined` where there is nothing that could be checked. */
export function useCheck(given: ToCheck | undefined, table: KeyedTable): CheckState {
  const [told, setTold] = useState<Told>();
  const file = given?.file;
  const columns = given?.columns;
  useEffect(() => {
    if (file === undefined || columns === undefined) return undefined;
    const tell = (state: CheckState): void => setTold({ columns, table, state });
    const controller = new AbortController();
    void inSlices(checkImport(file, columns, table), {
      signal: controller.signal,
      onShare: (share) => tell({ kind: 'checking', share }),
    }).then((result) => result && tell({ kind: 'checked', result }));
    return () => controller.abort();
  }, [file, columns, table]);
  if (columns === undefined) return NOTHING;
  // Each reading of a file makes new columns, so theirs is the file's identity too.
  return told?.columns === columns && told.table === table ? told.state : BEGUN;
}
