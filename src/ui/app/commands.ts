/** Everything that the palette can do, as a list. */
import { GALLERY_RUNS, openGalleryRun } from '../scenarios/gallery-runs.ts';
import { openScenarioFile } from '../scenarios/open-file.ts';
import { saveScenarioFile } from '../scenarios/save-file.ts';
import { copyLink } from '../scenarios/share.ts';
import { setSpeed, step, togglePlay } from '../state/actions.ts';
import { useApp } from '../state/store.ts';
import { SPEEDS, STEPS } from './time-choices.ts';

export interface AppCommand {
  readonly id: string;
  readonly title: string;
  readonly keys?: string;
  run(): void;
}

/** `tables` are the names of the tables there are. */
export function commandsFor(tables: readonly string[]): readonly AppCommand[] {
  return [
    ...timeCommands(),
    ...viewCommands(),
    ...tableCommands(tables),
    ...scenarioCommands(),
    ...themeCommands(),
  ];
}

/** Those whose title holds every word of the query, in any order. */
export function matchingCommands(commands: readonly AppCommand[], query: string): readonly AppCommand[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
}

function timeCommands(): readonly AppCommand[] {
  return [
    { id: 'play', title: 'Pause or play', keys: 'Space', run: () => void togglePlay() },
    ...STEPS.map(({ label, name, ms }) => ({
      id: `step ${label}`,
      title: `Run the clock ${name} ahead`,
      run: () => void step(ms),
    })),
    ...SPEEDS.map((speed) => ({
      id: `speed ${speed}`,
      title: `Speed ${speed}×`,
      run: () => void setSpeed(speed),
    })),
  ];
}

function viewCommands(): readonly AppCommand[] {
  const { showTab, openDialog } = useApp.getState();
  return [
    { id: 'console', title: 'Go to the console', run: () => showTab('console') },
    { id: 'items', title: 'Go to Explore items', run: () => showTab('items') },
    { id: 'live', title: 'Go to the live view', run: () => showTab('live') },
    {
      id: 'physics',
      title: 'Physics: what the simulation imposes',
      run: () => openDialog({ kind: 'physics' }),
    },
    { id: 'keys', title: 'Show the keys', keys: '?', run: () => openDialog({ kind: 'keys' }) },
  ];
}

function tableCommands(tables: readonly string[]): readonly AppCommand[] {
  const { openDialog, openTable, select, showTab } = useApp.getState();
  return [
    { id: 'create', title: 'Create table', run: () => openDialog({ kind: 'create-table' }) },
    ...tables.flatMap((table) => [
      { id: `open ${table}`, title: `Open table ${table}`, run: () => openTable(table) },
      {
        id: `items ${table}`,
        title: `Explore items of ${table}`,
        run: () => {
          select({ table });
          showTab('items');
        },
      },
      {
        id: `import ${table}`,
        title: `Import a file into ${table}`,
        run: () => openDialog({ kind: 'import', table }),
      },
    ]),
  ];
}

function scenarioCommands(): readonly AppCommand[] {
  return [
    {
      id: 'share',
      title: 'Share this run',
      run: () => useApp.getState().openDialog({ kind: 'share' }),
    },
    { id: 'copy', title: 'Copy the link to this run', keys: 'Ctrl/Cmd S', run: () => void copyLink() },
    { id: 'save', title: 'Save this run as a file', run: () => void saveScenarioFile() },
    { id: 'file', title: 'Open a scenario file', run: () => openScenarioFile() },
    ...GALLERY_RUNS.map(({ slug, name }) => ({
      id: `gallery ${slug}`,
      title: `Open scenario ${name}`,
      run: () => void openGalleryRun(slug),
    })),
  ];
}

function themeCommands(): readonly AppCommand[] {
  const { setTheme } = useApp.getState();
  return [
    { id: 'theme system', title: 'Theme: as the system', run: () => setTheme('system') },
    { id: 'theme light', title: 'Theme: light', run: () => setTheme('light') },
    { id: 'theme dark', title: 'Theme: dark', run: () => setTheme('dark') },
  ];
}
