/** What the console gives to and asks of whichever editor is shown. */
import type { Ref } from 'react';
import type { ConsoleLanguage } from '../state/console-slice.ts';
import type { Wanted } from './statements.ts';

export interface EditorHandle {
  /** The selection if there is one, else the cursor. */
  wanted(): Wanted;
  focus(): void;
}

export interface StatementEditorProps {
  readonly language: ConsoleLanguage;
  readonly handle: Ref<EditorHandle>;
  onRun(wanted: Wanted): void;
  onCursor(offset: number): void;
}
