/** Between runs, as the host captures and opens them, and the scenario formats of links, files and the gallery. */
import type { RunLabel } from '../../host/api.ts';
import { linkToScenario, MAX_LINK_CHARS, scenarioToLink } from '../../scenarios/link.ts';
import { SCENARIO_VERSION, scenarioToText, textToScenario, type Scenario } from '../../scenarios/scenario.ts';
import type { Setup } from '../../workload/setup.ts';

/** A run as it is opened. */
export interface RunToOpen {
  readonly setup: Setup;
  readonly label: RunLabel;
}

export type ReadRun =
  | { readonly kind: 'run'; readonly run: RunToOpen }
  /** `reason` is one sentence or more for the user. */
  | { readonly kind: 'damaged'; readonly reason: string };

/** The longest fragment that a link may have. */
export const MAX_FRAGMENT_LENGTH = MAX_LINK_CHARS;

export type Fragment =
  | { readonly kind: 'fragment'; readonly text: string }
  | { readonly kind: 'too-long'; readonly length: number };

/** The address's part from `#` on. */
export function fragmentOf(run: RunToOpen): Fragment {
  const link = scenarioToLink(scenarioOf(run));
  return link.ok ? { kind: 'fragment', text: link.fragment } : { kind: 'too-long', length: link.chars };
}

/** `none` where the fragment means something else, or nothing. */
export function readFragment(fragment: string): ReadRun | { readonly kind: 'none' } {
  const read = linkToScenario(fragment);
  if (read === undefined) return { kind: 'none' };
  return read.ok ? { kind: 'run', run: runOf(read.scenario) } : { kind: 'damaged', reason: read.reason };
}

export function scenarioText(run: RunToOpen): string {
  return scenarioToText(scenarioOf(run));
}

export function readScenarioText(text: string): ReadRun {
  const read = textToScenario(text);
  return read.ok ? { kind: 'run', run: runOf(read.scenario) } : { kind: 'damaged', reason: read.reason };
}

export function runOf({ name, notes, console, setup }: Scenario): RunToOpen {
  return { setup, label: { name, notes, console: { ...console } } };
}

function scenarioOf({ setup, label }: RunToOpen): Scenario {
  const { name, notes, console } = label;
  return {
    version: SCENARIO_VERSION,
    name,
    notes,
    console: { api: console['api'] ?? '', partiql: console['partiql'] ?? '' },
    setup,
  };
}
