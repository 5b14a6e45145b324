/** The scenario format: everything that one link or file brings, versioned, and never trusted. */
import type { JsonObject } from '../base/json.ts';
import type { Setup } from '../workload/setup.ts';
import { readSetup } from './read-setup.ts';
import { type Reader, readNumber, readObject, readText, ScenarioError } from './reader.ts';

export interface Scenario {
  readonly version: number;
  readonly name: string;
  /** Plain text, paragraphs parted by empty lines. */
  readonly notes: string;
  readonly console: ConsoleText;
  readonly setup: Setup;
}

/** What the console's tabs hold. Nothing of it runs by itself. */
export interface ConsoleText {
  readonly api: string;
  readonly partiql: string;
}

export type ScenarioResult =
  | { readonly ok: true; readonly scenario: Scenario }
  /** `reason` is a sentence for the person who opened it. */
  | { readonly ok: false; readonly reason: string };

/** Step `n - 1` turns a scenario of version `n` into one of version `n + 1`; a list has no gaps. */
const UPGRADERS: readonly ((older: JsonObject) => JsonObject)[] = [];

export const SCENARIO_VERSION = UPGRADERS.length + 1;

/** Characters of a scenario's JSON text, in files and unpacked from links. */
export const MAX_SCENARIO_CHARS = 8_000_000;

const NAME_CHARS = 100;
const NOTES_CHARS = 10_000;
const CONSOLE_CHARS = 200_000;

const readScenario: Reader<Scenario> = readObject({
  version: readNumber({ least: SCENARIO_VERSION, most: SCENARIO_VERSION, whole: true }),
  name: readText({ least: 1, most: NAME_CHARS }),
  notes: readText({ most: NOTES_CHARS }),
  console: readObject({ api: readText({ most: CONSOLE_CHARS }), partiql: readText({ most: CONSOLE_CHARS }) }),
  setup: readSetup,
});

/** Reads a scenario of any version up to ours from its JSON text. Never throws. */
export function textToScenario(text: string): ScenarioResult {
  if (text.length > MAX_SCENARIO_CHARS)
    return refused(`The scenario is larger than ${MAX_SCENARIO_CHARS / 1_000_000} MB.`);
  try {
    return { ok: true, scenario: readScenario(upgraded(JSON.parse(text)), '') };
  } catch (error) {
    if (error instanceof ScenarioError) return refused(`${error.message}.`);
    if (error instanceof SyntaxError) return refused(`This is not JSON: ${error.message}.`);
    throw error;
  }
}

/** For files that people may want to read. */
export function scenarioToText(scenario: Scenario): string {
  return `${JSON.stringify(scenario, undefined, 2)}\n`;
}

function upgraded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('version' in value))
    throw new ScenarioError('', 'has no version: this is not a scenario');
  const { version } = value;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw new ScenarioError('version', 'is not a whole number from 1');
  if (version > SCENARIO_VERSION)
    throw new ScenarioError(
      '',
      `was made by a newer version of this page (format ${version}, known ${SCENARIO_VERSION})`,
    );
  // What an upgrader gives is read as strictly as what came in.
  return UPGRADERS.slice(version - 1).reduce((older, upgrade) => upgrade(older), value as JsonObject);
}

function refused(reason: string): ScenarioResult {
  return { ok: false, reason };
}
