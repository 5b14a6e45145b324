/** Runs a golden script against an engine and writes it anew with the answers that came. */
import type { Change } from '../../../model/changes.ts';
import type { Reply } from '../../../model/command.ts';
import type { EngineEvent } from '../../../model/events.ts';
import { INSTANT, LIFELIKE, type Physics } from '../../../model/physics.ts';
import { createEngine, type Engine, type EngineOptions, restoreEngine } from '../../engine.ts';
import { durationMs, formatJson, memberAt, parseScript } from './script.ts';

/** 2026-01-01T00:00:00Z, so that labels and dates are the same in every run. */
const START_MS = 1_767_225_600_000;

const QUIET: ReadonlySet<string> = new Set(['request', 'consumed', 'vector-metered']);

interface Run {
  options: EngineOptions;
  engine: Engine | undefined;
  /** Everything the engine has logged, for a restart from the log. */
  changes: Change[];
  only: readonly string[];
  events: ReadonlySet<string> | undefined;
  readonly kept: Map<string, string>;
  answer: unknown;
  /** Clients that `>>` has stood for. */
  others: number;
}

export function runScript(script: string): string {
  const run: Run = {
    options: {
      seed: 1,
      startMs: START_MS,
      physics: LIFELIKE,
      region: 'eu-west-2',
      accountId: '000000000000',
    },
    engine: undefined,
    changes: [],
    only: ['*'],
    events: undefined,
    kept: new Map(),
    answer: undefined,
    others: 0,
  };
  const lines: string[] = [];
  for (const { source, text } of parseScript(script)) {
    lines.push(...source);
    if (text !== '') lines.push(...step(run, text));
  }
  return `${lines.join('\n')}\n`;
}

/** Carries out one step; returns the lines that answer it. */
function step(run: Run, text: string): readonly string[] {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  switch (word) {
    case '>':
      return request(run, rest);
    case '>>':
      return request(run, rest, `other ${++run.others}`);
    case 'repeat':
      return repeat(run, rest);
    case 'clock':
      return clock(run, durationMs(rest.replace('+', '')));
    case 'snapshot':
      return snapshot(run, rest);
    case 'restart':
      return restart(run, rest);
    case 'seed':
      run.options = { ...run.options, seed: Number(rest) };
      return [];
    case 'physics':
      return setPhysics(run, rest);
    case 'only':
      run.only = rest.split(/\s+/);
      return [];
    case 'events':
      run.events = new Set(rest.split(/\s+/));
      return [];
    case 'let':
      return keep(run, rest);
    default:
      throw new Error(`Not a step: ${text}`);
  }
}

function engineOf(run: Run): Engine {
  run.engine ??= createEngine(run.options);
  return run.engine;
}

function send(run: Run, text: string, client?: string): Reply {
  const engine = engineOf(run);
  const [, operation = '', body = ''] = /^(\w+)\s*(.*)$/s.exec(text) ?? [];
  return engine.handle({
    operation,
    input: JSON.parse(body === '' ? '{}' : body),
    atMs: engine.nowMs,
    origin: 'user',
    ...(client === undefined ? {} : { client }),
  });
}

/** Puts in what `let` has kept, and texts of so many KB for `$9kb`. */
function fill(run: Run, text: string): string {
  return text
    .replaceAll(/\$(\d+)kb/g, (_whole, kb: string) => 'x'.repeat(Number(kb) * 1024))
    .replaceAll(/\$([a-z]\w*)/gi, (whole, name: string) => run.kept.get(name) ?? whole);
}

function request(run: Run, text: string, client?: string): readonly string[] {
  const reply = send(run, fill(run, text), client);
  run.answer = JSON.parse(reply.body);
  return [...answerLines(run, reply), ...eventLines(run)];
}

function answerLines(run: Run, reply: Reply): readonly string[] {
  if (reply.kind === 'ok') return marked(selected(run.answer, run.only).map((value) => formatJson(value)));
  const {
    __type: _type,
    message: _message,
    Message: _Message,
    ...extra
  } = run.answer as Record<string, unknown>;
  const more = Object.keys(extra).length === 0 ? [] : [formatJson(extra)];
  return marked([`${reply.status} ${reply.code}: ${reply.message}`, ...more]);
}

function selected(answer: unknown, only: readonly string[]): readonly unknown[] {
  return only.map((path) => (path === '*' ? answer : { [path]: memberAt(answer, path) }));
}

function marked(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.split('\n')).map((line) => `< ${line}`);
}

/** Puts in the number of the request: `$i`, or `$i%10` for the last digit of it. */
function counted(text: string, i: number): string {
  return text
    .replaceAll(/\$i%(\d+)/g, (_whole, count: string) => String(i % Number(count)))
    .replaceAll('$i', String(i));
}

/** A steady load of single requests; answered with how many ended how, and when each outcome came first. */
function repeat(run: Run, text: string): readonly string[] {
  const [, rate = '', duration = '', body = ''] = /^([\d.]+)\/s for (\S+) > (.*)$/s.exec(text) ?? [];
  const engine = engineOf(run);
  const fromMs = engine.nowMs;
  const count = Math.round((Number(rate) * durationMs(duration)) / 1000);
  const outcomes = new Map<string, { count: number; readonly firstMs: number }>();
  for (let i = 0; i < count; i++) {
    engine.advanceTo(fromMs + (i * 1000) / Number(rate));
    const reply = send(run, fill(run, counted(body, i)));
    const name =
      reply.kind === 'ok'
        ? 'ok'
        : [reply.code, reply.throttle?.reason].filter((part) => part !== undefined).join(' ');
    const outcome = outcomes.get(name) ?? { count: 0, firstMs: engine.nowMs - fromMs };
    outcome.count++;
    outcomes.set(name, outcome);
  }
  engine.advanceTo(fromMs + durationMs(duration));
  const kinds = new Map<string, number>();
  for (const { kind } of shownEvents(run)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [
    ...[...outcomes].map(
      ([name, { count, firstMs }]) => `< ${count} × ${name}, first after ${seconds(firstMs)}`,
    ),
    ...[...kinds].map(([kind, number]) => `! ${number} × ${kind}`),
  ];
}

function clock(run: Run, byMs: number): readonly string[] {
  const engine = engineOf(run);
  engine.advanceTo(engine.nowMs + byMs);
  return eventLines(run);
}

function snapshot(run: Run, text: string): readonly string[] {
  const [name, ...paths] = text.split(/\s+/);
  const table = engineOf(run)
    .snapshot()
    .tables.find(({ doc }) => doc.name === name);
  return marked(paths.map((path) => `${path}: ${formatJson(memberAt(table, path))}`));
}

function restart(run: Run, text: string): readonly string[] {
  const engine = engineOf(run);
  run.changes.push(...engine.takeChanges());
  const { nowMs } = engine;
  const fromLog = { pages: [], docs: {}, changes: run.changes, nowMs };
  const stored = text === 'from log' ? fromLog : { ...engine.takeCheckpoint(), changes: [], nowMs };
  run.engine = restoreEngine(stored, run.options);
  return eventLines(run);
}

function setPhysics(run: Run, text: string): readonly string[] {
  const [name, ...flags] = text.split(/\s+/);
  const physics: Record<string, boolean> = { ...(name === 'instant' ? INSTANT : LIFELIKE) };
  for (const flag of flags) physics[flag.slice(1)] = flag.startsWith('+');
  run.options = { ...run.options, physics: physics as unknown as Physics };
  run.engine?.setPhysics(run.options.physics);
  return [];
}

function keep(run: Run, text: string): readonly string[] {
  const [name = '', path = ''] = text.split(/\s*=\s*/);
  const value = memberAt(run.answer, path);
  if (typeof value !== 'string') throw new Error(`The last answer has no text at ${path}`);
  run.kept.set(name, value);
  return [];
}

function shownEvents(run: Run): readonly EngineEvent[] {
  const engine = engineOf(run);
  run.changes.push(...engine.takeChanges());
  return engine
    .takeEvents()
    .filter(({ kind }) => (run.events === undefined ? !QUIET.has(kind) : run.events.has(kind)));
}

function eventLines(run: Run): readonly string[] {
  return shownEvents(run).map(
    ({ kind, atMs, ...rest }) => `! ${seconds(atMs - START_MS)} ${kind} ${formatInline(rest)}`,
  );
}

/** Members as `name=value`, nested ones as JSON. */
function formatInline(members: object): string {
  return Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}

function seconds(ms: number): string {
  return `+${(ms / 1000).toFixed(3)}s`;
}
