/** Shows a stream's records, read through GetShardIterator and GetRecords. */
import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { StreamDoc } from '../../model/table.ts';
import { ResultTable } from '../console/result-table.tsx';
import { CallPreview } from './call-preview.tsx';
import { FailureAlert } from './failure-alert.tsx';
import {
  openStream,
  readOn,
  type StreamPosition,
  type StreamStart,
  type StreamStep,
} from './stream-shards.ts';
import type { CallFailure, CallHost } from './use-call.ts';

/** The newest records shown; a reader's page, not a store. */
const RECORDS_KEPT = 1000;

const FIRST_COLUMNS: readonly string[] = ['eventName', 'Keys', 'NewImage', 'OldImage'];

export interface StreamReaderProps {
  readonly host: CallHost;
  readonly stream: StreamDoc;
}

export function StreamReader({ host, stream }: StreamReaderProps): ReactNode {
  const [start, setStart] = useState<StreamStart>('TRIM_HORIZON');
  const [position, setPosition] = useState<StreamPosition>();
  const [records, setRecords] = useState<readonly AttributeMap[]>([]);
  const [failure, setFailure] = useState<CallFailure>();
  const [isRunning, setRunning] = useState(false);

  const take = (step: StreamStep): StreamPosition | undefined => {
    if (!step.ok) {
      setFailure(step.failure);
      return undefined;
    }
    setPosition(step.position);
    setRecords((kept) => [...step.records.toReversed(), ...kept].slice(0, RECORDS_KEPT));
    return step.position;
  };
  const read = async (): Promise<void> => {
    setRunning(true);
    setFailure(undefined);
    const from = position ?? take(await openStream(host, stream.arn, start));
    if (from !== undefined) take(await readOn(host, from));
    setRunning(false);
  };
  const restart = (chosen: StreamStart): void => {
    setStart(chosen);
    setPosition(undefined);
    setRecords([]);
  };
  return (
    <section className="tables-card" aria-label="Stream records">
      <header>
        <h3>Records</h3>
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <SegmentedControl
            label="Where to begin"
            selectedId={start}
            options={[
              { id: 'TRIM_HORIZON', text: 'From the oldest' },
              { id: 'LATEST', text: 'From now on' },
            ]}
            onChange={({ detail }) => restart(detail.selectedId === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON')}
          />
          <Button
            loading={isRunning}
            disabled={position !== undefined && position.iterators.length === 0}
            onClick={() => void read()}
          >
            {position === undefined ? 'Read' : 'Read on'}
          </Button>
        </SpaceBetween>
      </header>
      <FailureAlert failure={failure} onDismiss={() => setFailure(undefined)} />
      <CallPreview call={nextCall(stream, start, position)} />
      {records.length === 0 ? (
        <p className="tables-missing">{emptyText(position)}</p>
      ) : (
        <div className="tables-records">
          <ResultTable items={records} keyNames={FIRST_COLUMNS} />
        </div>
      )}
    </section>
  );
}

function nextCall(stream: StreamDoc, start: StreamStart, position: StreamPosition | undefined) {
  const [iterator] = position?.iterators ?? [];
  return iterator === undefined
    ? {
        operation: 'GetShardIterator',
        input: { StreamArn: stream.arn, ShardId: 'each shard of DescribeStream', ShardIteratorType: start },
      }
    : { operation: 'GetRecords', input: { ShardIterator: iterator } };
}

function emptyText(position: StreamPosition | undefined): string {
  if (position === undefined) return 'Read the stream to see its records here, newest first.';
  return 'No record since. Write an item, then read on.';
}
