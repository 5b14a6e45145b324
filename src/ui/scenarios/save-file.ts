/** Runs saved as files, by the browser's download. */
import { scenarioToText } from '../../scenarios/scenario.ts';
import { download } from '../kit/download.ts';
import { captureRun } from './capture.ts';
import { scenarioOf } from './run-to-open.ts';

/** True when the file went to the browser. */
export async function saveScenarioFile(): Promise<boolean> {
  const captured = await captureRun();
  if (captured === undefined) return false;
  download(
    `${fileName(captured.label.name)}.hashrange.json`,
    scenarioToText(scenarioOf(captured)),
    'application/json',
  );
  return true;
}

function fileName(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'scenario'
  );
}
