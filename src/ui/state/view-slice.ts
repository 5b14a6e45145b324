/** What the user chose to look at: tab, table, theme, and the dialog that is open. */
import type { SliceCreator } from './slice.ts';
import type { RunLabel } from '../../host/api.ts';
import type { Setup } from '../../workload/setup.ts';
import { readSaved, writeSaved } from './saved.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** `console`, `items`, `live`, `tables`, or `table:` and a table's name. */
export type WorkTab = 'console' | 'items' | 'live' | 'tables' | `table:${string}`;

export type OpenDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'share' }
  | { readonly kind: 'physics' }
  | { readonly kind: 'create-table' }
  | { readonly kind: 'delete-table'; readonly table: string }
  | { readonly kind: 'import'; readonly table: string; readonly file?: File }
  | ({ readonly kind: 'ask-open' } & RunQuestion);

/** Another run waits to be opened, and why the user has to decide. */
export interface RunQuestion {
  readonly run: { readonly setup: Setup; readonly label: RunLabel };
  readonly from: 'gallery' | 'file' | 'link' | 'previous';
  readonly doubt: string;
}

export interface SelectedResource {
  readonly table: string;
  readonly index?: string;
}

export interface ViewSlice {
  readonly theme: ThemeChoice;
  readonly workTab: WorkTab;
  /** Tables whose screens are open as tabs, in the order of opening. */
  readonly openTables: readonly string[];
  readonly selected: SelectedResource | undefined;
  readonly dialog: OpenDialog | undefined;
  setTheme(theme: ThemeChoice): void;
  showTab(tab: WorkTab): void;
  openTable(name: string): void;
  closeTable(name: string): void;
  select(resource: SelectedResource): void;
  openDialog(dialog: OpenDialog): void;
  closeDialog(): void;
}

const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export const createViewSlice: SliceCreator<ViewSlice> = (set) => ({
  theme: savedTheme(),
  workTab: 'console',
  openTables: [],
  selected: undefined,
  dialog: undefined,
  setTheme: (theme) => {
    writeSaved('view', { theme });
    set({ theme });
  },
  showTab: (workTab) => set({ workTab }),
  openTable: (name) =>
    set(({ openTables }) => ({
      openTables: openTables.includes(name) ? openTables : [...openTables, name],
      workTab: `table:${name}`,
      selected: { table: name },
    })),
  closeTable: (name) =>
    set(({ openTables, workTab }) => ({
      openTables: openTables.filter((open) => open !== name),
      workTab: workTab === `table:${name}` ? 'console' : workTab,
    })),
  select: (selected) => set({ selected }),
  openDialog: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: undefined }),
});

function savedTheme(): ThemeChoice {
  const saved = readSaved('view');
  const theme = typeof saved === 'object' && saved !== null && 'theme' in saved ? saved.theme : undefined;
  return THEMES.find((choice) => choice === theme) ?? 'system';
}
