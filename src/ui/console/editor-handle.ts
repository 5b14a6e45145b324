/** What the console asks of whichever editor is shown. */
import type { Wanted } from './statements.ts';

export interface EditorHandle {
  /** The selection if there is one, else the cursor. */
  wanted(): Wanted;
  focus(): void;
}
