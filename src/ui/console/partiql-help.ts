/** Completion and checks of the PartiQL tab: what the language allows at a place, filled with the live names. */
import { completionContext } from '../../language/partiql/completion.ts';
import { PARTIQL_KEYWORDS } from '../../language/partiql/keywords.ts';
import { parseStatement } from '../../language/partiql/parse.ts';
import { splitStatements } from '../../language/partiql/split.ts';
import type { Completion, Mark, Suggestion } from './api-help.ts';
import type { LiveTable } from './live-names.ts';

export function completePartiql(text: string, offset: number, tables: readonly LiveTable[]): Completion {
  const { replace, names, table, keywords, functions } = completionContext(text, offset);
  const own = tables.find(({ name }) => name === table);
  const suggestions = [
    ...namesOf(names, own, tables),
    ...functions.map((name): Suggestion => offer('operation', name, { insert: `${name}($0)` })),
    ...keywords.map((word): Suggestion => offer('value', word, { insert: `${word} ` })),
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
      return tables.map(({ name }) => offer('table', name, { insert: quoted(name) }));
    case 'index':
      return (own?.indexes ?? []).map((name) => offer('index', name, { insert: quoted(name) }));
    case 'attribute':
      return (own?.attributes ?? []).map(({ name, role }) =>
        offer('attribute', name, { insert: isPlainName(name) ? name : quoted(name), detail: role }),
      );
    case undefined:
      return [];
  }
}

function offer(kind: Suggestion['kind'], label: string, { insert, detail = '' }: Inserted): Suggestion {
  return { kind, label, insert, detail, doc: '', rank: RANKS[kind] ?? 0 };
}

interface Inserted {
  readonly insert: string;
  readonly detail?: string;
}

/** Names first, then functions, then keywords. */
const RANKS: Readonly<Partial<Record<Suggestion['kind'], number>>> = { operation: 1, value: 2 };

function isPlainName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !PARTIQL_KEYWORDS.has(name.toUpperCase());
}

function quoted(name: string): string {
  return `"${name}"`;
}
