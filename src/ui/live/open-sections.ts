/** Which sections of the live column the user opened or closed, kept in this browser. */
import { useCallback, useState } from 'react';
import type { JsonValue } from '../../base/json.ts';

const STORAGE_KEY = 'hashrange.live.sections';

/** A section the user never touched follows `byDefault`. */
export function useSectionOpen(
  name: string,
  byDefault: boolean,
): readonly [boolean, (isOpen: boolean) => void] {
  const [chosen, setChosen] = useState(() => readChoices()[name]);
  const choose = useCallback(
    (isOpen: boolean) => {
      setChosen(isOpen);
      writeChoice(name, isOpen);
    },
    [name],
  );
  return [chosen ?? byDefault, choose];
}

function readChoices(): Readonly<Record<string, boolean>> {
  try {
    return choicesOf(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as JsonValue);
  } catch {
    // Storage may be forbidden or hold something else: the defaults are a good answer to both.
    return {};
  }
}

function choicesOf(stored: JsonValue): Readonly<Record<string, boolean>> {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
  );
}

function writeChoice(name: string, isOpen: boolean): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ ...readChoices(), [name]: isOpen }));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
