/** The console's Monaco editor; loaded after the first screen. */
import { Editor } from '@monaco-editor/react';
import { KeyCode, KeyMod, MarkerSeverity, editor } from 'monaco-editor/editor';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { ConsoleLanguage } from '../../state/console-slice.ts';
import { useApp } from '../../state/store.ts';
import { useTheme } from '../../tokens/theme.ts';
import { checkApi, type Mark } from '../api-help.ts';
import { checkPartiql } from '../partiql-help.ts';
import { PlainEditor } from '../plain-editor.tsx';
import type { StatementEditorProps } from '../editor-handle.ts';
import type { Wanted } from '../statements.ts';
import { API_LANGUAGE } from './api-language.ts';
import { PARTIQL_LANGUAGE } from './partiql-language.ts';
import { rangeOf } from './places.ts';
import { setUpMonaco } from './setup.ts';
import { themeId } from './themes.ts';

setUpMonaco();

const LANGUAGE_IDS: Readonly<Record<ConsoleLanguage, string>> = {
  api: API_LANGUAGE,
  partiql: PARTIQL_LANGUAGE,
};
const CHECKS: Readonly<Record<ConsoleLanguage, (text: string) => readonly Mark[]>> = {
  api: checkApi,
  partiql: checkPartiql,
};
const CHECK_DELAY_MS = 200;
const MARKER_OWNER = 'hashrange';

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  fontSize: 12,
  lineHeight: 19,
  fontFamily: "'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace",
  minimap: { enabled: false },
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 8,
  folding: false,
  glyphMargin: false,
  scrollBeyondLastLine: false,
  automaticLayout: true,
  tabSize: 2,
  padding: { top: 8, bottom: 8 },
  overviewRulerLanes: 0,
  renderFinalNewline: 'on',
  renderLineHighlight: 'all',
  fixedOverflowWidgets: true,
  quickSuggestions: { other: true, strings: true, comments: false },
  wordBasedSuggestions: 'off',
  ariaLabel: 'Statements',
  scrollbar: { verticalScrollbarSize: 9, horizontalScrollbarSize: 9 },
};

export function MonacoEditor(props: StatementEditorProps) {
  const { language, handle, onRun, onCursor } = props;
  const theme = useTheme();
  const text = useApp((state) => state.texts[language]);
  const edit = useApp((state) => state.edit);
  const [mounted, setMounted] = useState<editor.IStandaloneCodeEditor>();
  // Monaco's commands are registered once: they call what the last render gave.
  const latest = useRef({ onRun, onCursor });
  useEffect(() => {
    latest.current = { onRun, onCursor };
  });
  useImperativeHandle(handle, () => ({
    wanted: () => (mounted === undefined ? { kind: 'cursor', offset: 0 } : wantedIn(mounted)),
    focus: () => mounted?.focus(),
  }));
  useMarks(mounted, language, text);
  return (
    <div className="hr-monaco">
      <Editor
        path={`${language}.statements`}
        language={LANGUAGE_IDS[language]}
        theme={themeId(theme)}
        value={text}
        options={OPTIONS}
        loading={<PlainEditor {...props} />}
        onChange={(changed) => edit(language, changed ?? '')}
        onMount={(created: editor.IStandaloneCodeEditor) => {
          setMounted(created);
          created.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, () => latest.current.onRun(wantedIn(created)));
          created.addCommand(KeyMod.Shift | KeyCode.Enter, () => latest.current.onRun({ kind: 'all' }));
          created.onDidChangeCursorPosition(() => latest.current.onCursor(cursorIn(created)));
        }}
      />
    </div>
  );
}

function wantedIn(from: editor.IStandaloneCodeEditor): Wanted {
  const model = from.getModel();
  const selection = from.getSelection();
  if (model === null || selection === null || selection.isEmpty())
    return { kind: 'cursor', offset: cursorIn(from) };
  return {
    kind: 'selection',
    from: model.getOffsetAt(selection.getStartPosition()),
    to: model.getOffsetAt(selection.getEndPosition()),
  };
}

function cursorIn(from: editor.IStandaloneCodeEditor): number {
  const position = from.getPosition();
  return position === null ? 0 : (from.getModel()?.getOffsetAt(position) ?? 0);
}

function markerOf(model: editor.ITextModel, { severity, offset, length, message }: Mark): editor.IMarkerData {
  const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeOf(model, offset, offset + length);
  const level = severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning;
  return { startLineNumber, startColumn, endLineNumber, endColumn, severity: level, message };
}

/** Squiggles, shortly after the typing stops. */
function useMarks(
  mounted: editor.IStandaloneCodeEditor | undefined,
  language: ConsoleLanguage,
  text: string,
): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const model = mounted?.getModel();
      if (model === null || model === undefined) return;
      editor.setModelMarkers(
        model,
        MARKER_OWNER,
        CHECKS[language](text).map((mark) => markerOf(model, mark)),
      );
    }, CHECK_DELAY_MS);
    return () => clearTimeout(timer);
  }, [mounted, language, text]);
}
