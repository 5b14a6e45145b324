/** Runs saved as files, by the browser's download. */
import { captureRun } from './capture.ts';
import { scenarioText } from './codec.ts';

/** True when the file went to the browser. */
export async function saveScenarioFile(): Promise<boolean> {
  const captured = await captureRun();
  if (captured === undefined) return false;
  saveText(`${fileName(captured.label.name)}.hashrange.json`, scenarioText(captured));
  return true;
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
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'scenario'
  );
}
