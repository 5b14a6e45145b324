/** Golden scripts as text: steps with their source lines and the answers written below them. */

/** `source` holds the step's own lines, with the comments and blank lines before it. */
export interface Step {
  readonly source: readonly string[];
  /** The step's lines joined, without comments; empty for trailing comments. */
  readonly text: string;
}

const isAnswer = (line: string) => line.startsWith('<') || line.startsWith('!');
const isComment = (line: string) => line.trim() === '' || line.startsWith('#');

/** Splits a script into steps; the answers that stand in it are left out. */
export function parseScript(script: string): readonly Step[] {
  const steps: Step[] = [];
  let source: string[] = [];
  let text = '';
  const close = () => {
    if (source.length > 0) steps.push({ source, text });
    source = [];
    text = '';
  };
  for (const line of script.trimEnd().split('\n')) {
    if (isAnswer(line)) continue;
    const continues = text !== '' && line.startsWith(' ');
    if (text !== '' && !continues) close();
    source.push(line);
    if (!isComment(line)) text = continues ? `${text} ${line.trim()}` : line;
  }
  close();
  return steps;
}

const LINE_LENGTH = 100;

/** JSON with short values on one line and long ones opened up, so that differences stay small. */
export function formatJson(value: unknown, indent = ''): string {
  const flat = inline(value);
  if (typeof value !== 'object' || value === null || indent.length + flat.length <= LINE_LENGTH) return flat;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((element) => inner + formatJson(element, inner))
    : Object.entries(value).map(
        ([name, member]) => `${inner}${JSON.stringify(name)}: ${formatJson(member, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'absent';
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${inline(member)}`);
  return `{${members.join(', ')}}`;
}

/** The member at a dotted path, array positions included. */
export function memberAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, name) =>
        typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined,
      value,
    );
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `1.5h` in ms. */
export function durationMs(text: string): number {
  const [, amount, unit = ''] = /^([\d.]+)(ms|s|m|h|d)$/.exec(text) ?? [];
  const unitMs = UNITS_MS[unit];
  if (amount === undefined || unitMs === undefined) throw new Error(`Not a duration: ${text}`);
  return Number(amount) * unitMs;
}
