/** PartiQL in Monaco: colours and completion. */
import { languages } from 'monaco-editor/editor';
import {
  CONDITION_FUNCTIONS,
  PARTIQL_KEYWORDS,
  PARTIQL_SOFT_KEYWORDS,
  SET_FUNCTIONS,
} from '../../../language/partiql/keywords.ts';
import type { Suggestion } from '../api-help.ts';
import { completePartiql } from '../partiql-help.ts';
import { currentTables } from './current-tables.ts';
import { rangeOf } from './places.ts';

export const PARTIQL_LANGUAGE = 'hashrange-partiql';

const KINDS: Readonly<Partial<Record<Suggestion['kind'], languages.CompletionItemKind>>> = {
  table: languages.CompletionItemKind.Class,
  index: languages.CompletionItemKind.Interface,
  attribute: languages.CompletionItemKind.Field,
  operation: languages.CompletionItemKind.Function,
};

export function registerPartiqlLanguage(): void {
  languages.register({ id: PARTIQL_LANGUAGE });
  languages.setMonarchTokensProvider(PARTIQL_LANGUAGE, {
    ignoreCase: true,
    keywords: [...PARTIQL_KEYWORDS, ...PARTIQL_SOFT_KEYWORDS],
    functions: [...CONDITION_FUNCTIONS, ...SET_FUNCTIONS],
    tokenizer: {
      root: [
        [/--.*$/, 'comment'],
        [/\/\*/, 'comment', '@comment'],
        [
          /[A-Za-z_]\w*/,
          { cases: { '@keywords': 'operation', '@functions': 'number', '@default': 'identifier' } },
        ],
        [/'(?:[^']|'')*'?/, 'string'],
        [/"(?:[^"]|"")*"?/, 'name'],
        [/-?\d[\d.]*(?:e[+-]?\d+)?/, 'number'],
        [/[{}[\]()]/, '@brackets'],
      ],
      comment: [
        [/\*\//, 'comment', '@pop'],
        [/./, 'comment'],
      ],
    },
  });
  languages.setLanguageConfiguration(PARTIQL_LANGUAGE, {
    comments: { lineComment: '--', blockComment: ['/*', '*/'] },
    brackets: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '(', close: ')' },
      { open: "'", close: "'", notIn: ['string', 'comment'] },
      { open: '"', close: '"', notIn: ['string', 'comment'] },
    ],
  });
  languages.registerCompletionItemProvider(PARTIQL_LANGUAGE, {
    triggerCharacters: [' ', '"', '.', '('],
    provideCompletionItems: (model, position) => {
      const completion = completePartiql(model.getValue(), model.getOffsetAt(position), currentTables());
      const range = rangeOf(model, completion.from, completion.to);
      const quoted = model.getValueInRange(range).startsWith('"');
      return {
        suggestions: completion.suggestions.map((suggestion) => ({
          label: suggestion.label,
          kind: KINDS[suggestion.kind] ?? languages.CompletionItemKind.Keyword,
          insertText: suggestion.insert,
          insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
          filterText: quoted ? `"${suggestion.label}` : suggestion.label,
          sortText: `${suggestion.rank} ${suggestion.label}`,
          detail: suggestion.detail,
          range,
        })),
      };
    },
  });
}
