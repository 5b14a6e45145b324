/** Subscribes to something computed from the store, re-rendering only when its content changes. */
import { useRef } from 'react';
import { useApp, type AppState } from './store.ts';

/** `compute` returns plain JSON-like data, small enough to compare as text on every frame. */
export function useStable<T>(compute: (state: AppState) => T): T {
  const kept = useRef<{ readonly text: string; readonly value: T } | undefined>(undefined);
  return useApp((state) => {
    const value = compute(state);
    const text = JSON.stringify(value) ?? '';
    if (kept.current?.text !== text) kept.current = { text, value };
    return kept.current.value;
  });
}
