/** Monaco's own worker, as a file of this build. */
import 'monaco-editor/editor/editor.worker';
