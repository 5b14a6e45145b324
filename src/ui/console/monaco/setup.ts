/** Monaco as the console uses it: from this build, with the features named here and no language but the console's own. */
import { loader } from '@monaco-editor/react';
import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
// Its feature entry registers completion while typing only; the list itself is this.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import { registerApiLanguage } from './api-language.ts';
import { registerPartiqlLanguage } from './partiql-language.ts';
import { defineThemes } from './themes.ts';

let ready = false;

/** Called before the first editor is drawn; later calls do nothing. */
export function setUpMonaco(): void {
  if (ready) return;
  ready = true;
  self.MonacoEnvironment = {
    getWorker: () => new Worker(new URL('./editor-worker.ts', import.meta.url), { type: 'module' }),
  };
  defineThemes();
  registerApiLanguage();
  registerPartiqlLanguage();
  loader.config({ monaco });
}
