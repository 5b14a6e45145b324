/** Runs opened from files, as copies. */
import { textToScenario } from '../../scenarios/scenario.ts';
import { useApp } from '../state/store.ts';
import { openCarefully } from './open-carefully.ts';
import { runOf } from './run-to-open.ts';

/** Scenario files larger than this are not read. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Asks for a file and opens it as a copy. */
export function openScenarioFile(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json';
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file !== undefined) void openFile(file);
  });
  input.click();
}

async function openFile(file: File): Promise<void> {
  const { tell } = useApp.getState();
  if (file.size > MAX_FILE_BYTES) {
    tell({ kind: 'error', text: `${file.name} is too large for a scenario. Nothing was changed.` });
    return;
  }
  const read = textToScenario(await file.text());
  if (!read.ok) {
    tell({ kind: 'error', text: `${file.name} cannot be opened: ${read.reason} Nothing was changed.` });
    return;
  }
  await openCarefully(runOf(read.scenario), 'file');
}
