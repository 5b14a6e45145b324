/** The stored format's version and the steps that lead older stores up to it. */
import type { StoreContent } from './row-store.ts';

/** Raised with every change of rows, keys or the log's line format; each raise adds a step to UPGRADES. */
export const FORMAT_VERSION = 1;

/** Turns a whole store of format `from` into one of `from + 1`. Never changed once released. */
export interface Upgrade {
  readonly from: number;
  upgrade(content: StoreContent): StoreContent;
}

/** In order, without a gap, ending at FORMAT_VERSION. Version 1 is the first, so that none is needed yet. */
export const UPGRADES: readonly Upgrade[] = [];

export interface FormatChain {
  readonly version: number;
  readonly upgrades: readonly Upgrade[];
}

export const FORMAT: FormatChain = { version: FORMAT_VERSION, upgrades: UPGRADES };

/** The content in the chain's version, or undefined when no chain of steps leads there from the content's. */
export function upgradeContent(content: StoreContent, chain: FormatChain): StoreContent | undefined {
  let current = content;
  while (current.format !== chain.version) {
    const step = chain.upgrades.find(({ from }) => from === current.format);
    if (step === undefined) return undefined;
    current = { ...step.upgrade(current), format: step.from + 1 };
  }
  return current;
}
