/** The editor's colours, from the page's own. */
import { editor } from 'monaco-editor/editor';
import { PALETTES, type ThemeName } from '../../tokens/tokens.ts';

export function themeId(theme: ThemeName): string {
  return `hashrange-${theme}`;
}

/** Syntax colours; all at least 4.5 : 1 on the code background of their theme. */
const SYNTAX = {
  light: { operation: '8b2380', name: '0b4f9e', string: '116329', number: '0550ae', comment: '57626f' },
  dark: { operation: 'd2a8ff', name: '9ecbff', string: '7ee787', number: '79c0ff', comment: '94a1b0' },
} as const;

export function defineThemes(): void {
  for (const theme of ['light', 'dark'] as const) {
    const palette = PALETTES[theme];
    const syntax = SYNTAX[theme];
    editor.defineTheme(themeId(theme), {
      base: theme === 'dark' ? 'vs-dark' : 'vs',
      inherit: true,
      rules: [
        { token: 'operation', foreground: syntax.operation, fontStyle: 'bold' },
        { token: 'name', foreground: syntax.name },
        { token: 'string', foreground: syntax.string },
        { token: 'number', foreground: syntax.number },
        { token: 'word', foreground: syntax.number },
        { token: 'comment', foreground: syntax.comment },
      ],
      colors: {
        'editor.background': palette.code,
        'editor.foreground': palette.text,
        'editorLineNumber.foreground': palette.dim,
        'editorLineNumber.activeForeground': palette.text,
        'editor.lineHighlightBackground': palette.soft,
        'editor.lineHighlightBorder': '#00000000',
        'editorWidget.background': palette.raised,
        'editorWidget.border': palette.line,
        'editorHoverWidget.background': palette.raised,
        'editorHoverWidget.border': palette.line,
        'editorSuggestWidget.background': palette.raised,
        'editorSuggestWidget.border': palette.line,
        focusBorder: palette.focus,
      },
    });
  }
}
