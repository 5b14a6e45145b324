/** Completion and checks of the PartiQL tab: what the language allows at a place, filled with the live names. */
import { completionContext } from '../../language/partiql/completion.ts';
import { parseStatement } from '../../language/partiql/parse.ts';
import { splitStatements } from '../../language/partiql/split.ts';
import type { Completion, Mark, Suggestion } from './api-help.ts';
import type { LiveTable } from './live-names.ts';

export function completePartiql(text: string, offset: number, tables: readonly LiveTable[]): Completion {
  const { replace, names, table, keywords, functions } = completionContext(text, offset);
  const own = tables.find(({ name }) => name === table);
  const suggestions = [
    ...namesOf(names, own, tables),
    ...functions.map((name): Suggestion => offer('operation', name, `${name}($0)`, 1)),
    ...keywords.map((word): Suggestion => offer('value', word, `${word} `, 2)),
  ];
  return { from: replace.offset, to: replace.offset + replace.length, suggestions };
}

export function checkPartiql(text: string): readonly Mark[] {
  return splitStatements(text).flatMap((statement): readonly Mark[] => {
    const parsed = parseStatement(statement.text);
    if (parsed.kind !== 'error') return [];
    const { message, offset, length } = parsed.error;
    return [{ severity: 'error', message, offset: statement.offset + offset, length: Math.max(1, length) }];
  });
}

function namesOf(
  names: 'table' | 'index' | 'attribute' | undefined,
  own: LiveTable | undefined,
  tables: readonly LiveTable[],
): readonly Suggestion[] {
  switch (names) {
    case 'table':
      return tables.map(({ name }) => offer('table', name, quoted(name), 0));
    case 'index':
      return (own?.indexes ?? []).map((name) => offer('index', name, quoted(name), 0));
    case 'attribute':
      return (own?.attributes ?? []).map(({ name, role }) => ({
        ...offer('attribute', name, /^[A-Za-z_]\w*$/.test(name) ? name : quoted(name), 0),
        detail: role,
      }));
    case undefined:
      return [];
  }
}

function offer(kind: Suggestion['kind'], label: string, insert: string, rank: number): Suggestion {
  return { kind, label, insert, detail: '', doc: '', rank };
}

function quoted(name: string): string {
  return `"${name}"`;
}
