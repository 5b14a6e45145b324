/** What the page itself remembers between visits: small, bounded JSON texts in localStorage; losing them loses no data. */
import type { JsonValue } from '../../base/json.ts';

/** A saved text longer than this (UTF-16 code units) is not kept; localStorage as a whole holds about 5 million. */
const MAX_SAVED_LENGTH = 1_500_000;

const PREFIX = 'hashrange.';

export type SavedName = 'view' | 'console' | 'call-history' | 'previous-run' | `layout.${string}`;

/** The saved value, or undefined where nothing readable is kept or the browser refuses its storage. */
export function readSaved(name: SavedName): JsonValue | undefined {
  const text = readSavedText(name);
  if (text === undefined) return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    // Whatever wrote this was not this page; starting from the defaults is the way out.
    return undefined;
  }
}

export function readSavedText(name: SavedName): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    // Private windows may refuse; the page then forgets on reload.
    return undefined;
  }
}

/** True when it was kept. */
export function writeSaved(name: SavedName, value: JsonValue): boolean {
  return writeSavedText(name, JSON.stringify(value));
}

export function writeSavedText(name: SavedName, text: string): boolean {
  if (text.length > MAX_SAVED_LENGTH) return false;
  try {
    localStorage.setItem(PREFIX + name, text);
    return true;
  } catch {
    // Refused or full: the caller tells its user where it matters.
    return false;
  }
}
