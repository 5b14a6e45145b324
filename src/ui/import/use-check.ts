/** Checks an import in slices, anew whenever its file, columns or table change: typing never waits for it. */
import { useEffect, useState } from 'react';
import type { TableDoc } from '../../model/table.ts';
import { checkImport, type CheckedImport } from './check.ts';
import type { ImportColumn } from './columns.ts';
import type { ImportedFile } from './rows.ts';

export interface ToCheck {
  readonly file: ImportedFile;
  readonly columns: readonly ImportColumn[];
}

export type CheckState =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'checking'; readonly share: number }
  | { readonly kind: 'checked'; readonly result: CheckedImport };

const SLICE_MS = 12;
const NOTHING: CheckState = { kind: 'nothing' };

/** `undefined` where there is nothing that could be checked. */
export function useCheck(given: ToCheck | undefined, table: TableDoc): CheckState {
  const [state, setState] = useState<CheckState>(NOTHING);
  const file = given?.file;
  const columns = given?.columns;
  useEffect(() => {
    if (file === undefined || columns === undefined) {
      setState(NOTHING);
      return undefined;
    }
    const steps = checkImport(file, columns, table);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const work = (): void => {
      const endMs = performance.now() + SLICE_MS;
      for (;;) {
        const step = steps.next();
        if (step.done === true) return setState({ kind: 'checked', result: step.value });
        if (performance.now() >= endMs) {
          setState({ kind: 'checking', share: step.value });
          timer = setTimeout(work);
          return;
        }
      }
    };
    work();
    return () => clearTimeout(timer);
  }, [file, columns, table]);
  return state;
}
