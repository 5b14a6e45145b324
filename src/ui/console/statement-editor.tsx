/** The editor of one language: plain until Monaco has arrived, with the same text in the same place. */
import { lazy, Suspense, type Ref } from 'react';
import type { ConsoleLanguage } from '../state/console-slice.ts';
import type { EditorHandle } from './editor-handle.ts';
import { PlainEditor } from './plain-editor.tsx';
import type { Wanted } from './statements.ts';

const MonacoEditor = lazy(async () => ({
  default: (await import('./monaco/monaco-editor.tsx')).MonacoEditor,
}));

export interface StatementEditorProps {
  readonly language: ConsoleLanguage;
  readonly handle: Ref<EditorHandle>;
  onRun(wanted: Wanted): void;
  onCursor(offset: number): void;
}

export function StatementEditor(props: StatementEditorProps) {
  return (
    <Suspense fallback={<PlainEditor {...props} />}>
      <MonacoEditor {...props} />
    </Suspense>
  );
}
