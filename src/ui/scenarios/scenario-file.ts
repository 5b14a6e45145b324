/** Runs as files: saved by the browser's download, opened by its file chooser. */
import { useApp } from '../state/store.ts';
import { scenarioText, readScenarioText } from './codec.ts';
import { openCarefully } from './open-carefully.ts';
import { captureRun } from './share.ts';

/** Scenario files larger than this are not read. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** True when the file went to the browser. */
export async function saveScenarioFile(): Promise<boolean> {
  const captured = await captureRun();
  if (captured === undefined) return false;
  saveText(`${fileName(captured.label.name)}.hashrange.json`, scenarioText(captured));
  return true;
}

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
  const read = readScenarioText(await file.text());
  if (read.kind === 'damaged') {
    tell({ kind: 'error', text: `${file.name} cannot be opened: ${read.reason} Nothing was changed.` });
    return;
  }
  await openCarefully(read.run, 'file');
}

export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The download has begun with the click and holds the data by itself.
  URL.revokeObjectURL(address);
}

function fileName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'scenario';
}
