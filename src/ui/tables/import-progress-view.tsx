/** How far an import is: a bar, what was throttled, what was rejected, and how it ended. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { ImportProgress } from '../../host/api.ts';
import { formatCount } from '../live/quantity.ts';
import type { ImportRun } from './use-import.ts';

export function ImportProgressView({
  run,
  table,
}: {
  readonly run: ImportRun;
  readonly table: string;
}): ReactNode {
  if (run.kind === 'idle') return null;
  const { progress } = run;
  const share =
    progress.total === 0 ? 100 : ((progress.written + progress.rejected.length) / progress.total) * 100;
  return (
    <SpaceBetween size="xs">
      <ProgressBar
        label={`Writing into ${table}`}
        value={share}
        status={run.kind === 'running' ? 'in-progress' : run.kind === 'failed' ? 'error' : 'success'}
        resultText={resultText(run)}
        additionalInfo={countsText(progress)}
        description={run.kind === 'running' ? STATE_TEXTS[progress.state] : undefined}
      />
      {run.kind === 'running' && progress.state === 'waiting' ? (
        <Alert type="warning">
          The clock is paused and the import waits for throughput: it goes on when the clock runs.
        </Alert>
      ) : null}
      {run.kind === 'failed' ? <Box color="text-status-error">{run.why}</Box> : null}
    </SpaceBetween>
  );
}

const STATE_TEXTS: Readonly<Record<ImportProgress['state'], string>> = {
  writing: 'Writing',
  'backing-off': 'Throttled: backing off before the next attempt',
  waiting: 'Waiting for the clock',
  done: 'Done',
};

function countsText({ written, total, throttled, rejected }: ImportProgress): string {
  const refused = rejected.length === 0 ? '' : ` · ${formatCount(rejected.length)} rejected`;
  return `${whole(written)} of ${whole(total)} written · throttled ${whole(throttled)} times${refused}`;
}

function resultText(run: ImportRun): string {
  if (run.kind === 'failed') return 'The import stopped.';
  if (run.kind === 'done' && run.isCancelled) return 'Cancelled. What was written stays.';
  return 'Done.';
}

function whole(count: number): string {
  return count.toLocaleString('en-US');
}
