/** How far an import is: a bar, what was written, throttled and rejected, what it waits for, and how it ended. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import type { ReactNode } from 'react';
import type { ImportProgress } from '../../host/api.ts';
import { formatWhole } from '../kit/digits.ts';
import type { ImportRun } from './use-import.ts';

export interface ProgressProps {
  readonly run: ImportRun;
  readonly table: string;
  /** Starts the clock; absent where the page cannot. */
  readonly onPlay: (() => void) | undefined;
}

export function Progress({ run, table, onPlay }: ProgressProps): ReactNode {
  if (run.kind === 'idle') return null;
  const { progress } = run;
  const { written, rejected, total, state } = progress;
  const isRunning = run.kind === 'running';
  return (
    <>
      <ProgressBar
        label={isRunning ? `Writing into ${table}: ${STATE_TEXTS[state]}` : `Import into ${table}`}
        value={total === 0 ? 100 : ((written + rejected.length) / total) * 100}
        status={isRunning ? 'in-progress' : run.kind === 'done' ? 'success' : 'error'}
        resultText={resultText(run)}
        additionalInfo={countsText(progress)}
      />
      {isRunning && state === 'waiting' ? (
        <Alert
          type="info"
          header="The clock is paused"
          action={onPlay === undefined ? undefined : <Button onClick={onPlay}>Play</Button>}
        >
          The table’s throughput is spent, and back-off passes in simulated time: the import goes on when the
          clock runs.
        </Alert>
      ) : null}
    </>
  );
}

const STATE_TEXTS: Readonly<Record<ImportProgress['state'], string>> = {
  writing: 'writing',
  'backing-off': 'throttled, backing off before the next try',
  waiting: 'waiting, because the clock is paused',
  done: 'done',
};

function countsText({ written, total, throttled, rejected }: ImportProgress): string {
  const refused = rejected.length === 0 ? '' : ` · ${formatWhole(rejected.length)} rejected`;
  return `${formatWhole(written)} of ${formatWhole(total)} written · ${formatWhole(throttled)} writes throttled and tried again${refused}`;
}

function resultText(run: ImportRun): string {
  if (run.kind === 'idle') return '';
  const written = `${formatWhole(run.progress.written)} written`;
  if (run.kind === 'failed') return `The import stopped. ${run.why} ${written}.`;
  if (run.kind === 'cancelled') return `Cancelled: ${written}, which stay.`;
  return `Done: ${written}.`;
}
