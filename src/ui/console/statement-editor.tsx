/** The editor of one language: plain until Monaco has arrived, with the same text in the same place. */
import { lazy, Suspense } from 'react';
import { afterFirstScreen } from '../kit/first-screen.ts';
import type { StatementEditorProps } from './editor-handle.ts';
import { PlainEditor } from './plain-editor.tsx';

const MonacoEditor = lazy(async () => {
  await afterFirstScreen();
  // The largest piece goes behind what was asked for meanwhile: the plain editor does until then.
  await afterFirstScreen();
  return { default: (await import('./monaco/monaco-editor.tsx')).MonacoEditor };
});

export function StatementEditor(props: StatementEditorProps) {
  return (
    <Suspense fallback={<PlainEditor {...props} />}>
      <MonacoEditor {...props} />
    </Suspense>
  );
}
