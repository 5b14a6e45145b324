/** A function that stays the same and always calls the newest one given. */
import { useCallback, useEffect, useRef } from 'react';

export function useLatest<A extends readonly unknown[]>(act: (...args: A) => void): (...args: A) => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  }, [act]);
  return useCallback((...args: A) => latest.current(...args), []);
}
