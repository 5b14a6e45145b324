/** A run as it is opened, and as a scenario holds it. */
import type { RunLabel } from '../../host/api.ts';
import { SCENARIO_VERSION, type Scenario } from '../../scenarios/scenario.ts';
import type { Setup } from '../../workload/setup.ts';

export interface RunToOpen {
  readonly setup: Setup;
  readonly label: RunLabel;
}

export function runOf({ name, notes, console, setup }: Scenario): RunToOpen {
  return { setup, label: { name, notes, console: { ...console } } };
}

export function scenarioOf({ setup, label }: RunToOpen): Scenario {
  const { name, notes, console } = label;
  return {
    version: SCENARIO_VERSION,
    name,
    notes,
    console: { api: console['api'] ?? '', partiql: console['partiql'] ?? '' },
    setup,
  };
}
