/** Frames bring equal table documents ten times a second: the first of equals stays, so that nothing re-renders. */
import { useMemo } from 'react';
import type { TableDoc } from '../../model/table.ts';

export function useSameDoc<D extends TableDoc | undefined>(doc: D): D {
  const text = JSON.stringify(doc);
  return useMemo(() => (text === undefined ? undefined : JSON.parse(text)) as D, [text]);
}
