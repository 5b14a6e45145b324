/** The API language in Monaco: colours, completion, hover. */
import { languages } from 'monaco-editor/editor';
import { completeApi, helpApi, type Suggestion } from '../api-help.ts';
import { currentTables } from './current-tables.ts';
import { rangeOf } from './places.ts';

export const API_LANGUAGE = 'hashrange-api';

const KINDS: Readonly<Record<Suggestion['kind'], languages.CompletionItemKind>> = {
  operation: languages.CompletionItemKind.Function,
  member: languages.CompletionItemKind.Property,
  value: languages.CompletionItemKind.EnumMember,
  table: languages.CompletionItemKind.Class,
  index: languages.CompletionItemKind.Interface,
  attribute: languages.CompletionItemKind.Field,
};

export function registerApiLanguage(): void {
  languages.register({ id: API_LANGUAGE });
  languages.setMonarchTokensProvider(API_LANGUAGE, {
    tokenizer: {
      root: [
        [/[A-Za-z_]\w*(?=\s*(?:\{|$))/, 'operation'],
        [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'name'],
        [/"(?:[^"\\]|\\.)*"?/, 'string'],
        [/-?\d[\d.]*(?:[eE][+-]?\d+)?/, 'number'],
        [/\b(?:true|false|null)\b/, 'word'],
        [/[{}[\]]/, '@brackets'],
      ],
    },
  });
  languages.setLanguageConfiguration(API_LANGUAGE, {
    brackets: [
      ['{', '}'],
      ['[', ']'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '"', close: '"', notIn: ['string'] },
    ],
    wordPattern: /[\w-]+/,
    indentationRules: { increaseIndentPattern: /[{[][^}\]"]*$/, decreaseIndentPattern: /^\s*[}\]]/ },
  });
  languages.registerCompletionItemProvider(API_LANGUAGE, {
    triggerCharacters: ['"', ':', ' '],
    provideCompletionItems: (model, position) => {
      const completion = completeApi(model.getValue(), model.getOffsetAt(position), currentTables());
      const range = rangeOf(model, completion.from, completion.to);
      return {
        suggestions: completion.suggestions.map((suggestion) => ({
          label: suggestion.label,
          kind: KINDS[suggestion.kind],
          insertText: suggestion.insert,
          insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
          // What has been typed may begin with a quote.
          filterText: model.getValueInRange(range).startsWith('"')
            ? `"${suggestion.label}`
            : suggestion.label,
          sortText: `${suggestion.rank} ${suggestion.label}`,
          detail: suggestion.detail,
          documentation: suggestion.doc,
          range,
        })),
      };
    },
  });
  languages.registerHoverProvider(API_LANGUAGE, {
    provideHover: (model, position) => {
      const help = helpApi(model.getValue(), model.getOffsetAt(position));
      if (help === undefined) return undefined;
      const [first = '', ...rest] = help.lines;
      return {
        range: rangeOf(model, help.offset, help.offset + help.length),
        contents: [{ value: `**${first}**` }, ...rest.map((value) => ({ value }))],
      };
    },
  });
}
