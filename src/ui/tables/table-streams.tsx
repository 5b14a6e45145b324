/** Exports and streams: the stream on or off, and its records as a reader gets them. */
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState, type ReactNode } from 'react';
import type { TableSnapshot } from '../../model/snapshot.ts';
import type { StreamDoc, StreamViewType } from '../../model/table.ts';
import { formatClock, formatCount } from '../live/quantity.ts';
import { CallForm } from './call-form.tsx';
import { StreamReader } from './stream-reader.tsx';
import { STREAM_VIEWS } from './stream-views.ts';
import type { CallHost } from './use-call.ts';

export interface TableStreamsProps {
  readonly host: CallHost;
  readonly table: TableSnapshot;
}

export function TableStreams({ host, table }: TableStreamsProps): ReactNode {
  const newest = table.doc.streams.at(-1);
  return (
    <div className="tables-stack">
      {newest?.enabled === true ? (
        <StreamOn host={host} table={table} stream={newest} />
      ) : (
        <StreamOff host={host} table={table.doc.name} />
      )}
      {newest === undefined ? null : <StreamReader key={newest.arn} host={host} stream={newest} />}
    </div>
  );
}

interface StreamOnProps {
  readonly host: CallHost;
  readonly table: TableSnapshot;
  readonly stream: StreamDoc;
}

function StreamOn({ host, table, stream }: StreamOnProps): ReactNode {
  const { records = 0, oldestMs } = table.stream ?? {};
  const since = oldestMs === undefined ? '' : `, the oldest of ${formatClock(oldestMs)}`;
  return (
    <CallForm
      host={host}
      title="DynamoDB stream details"
      state={`On, ${stream.viewType} · ${formatCount(records)} records kept${since}`}
      button="Turn off"
      call={{
        operation: 'UpdateTable',
        input: { TableName: table.doc.name, StreamSpecification: { StreamEnabled: false } },
      }}
    >
      <code className="tables-code">{stream.arn}</code>
    </CallForm>
  );
}

function StreamOff({ host, table }: { readonly host: CallHost; readonly table: string }): ReactNode {
  const [view, setView] = useState<StreamViewType>('NEW_AND_OLD_IMAGES');
  return (
    <CallForm
      host={host}
      title="DynamoDB stream details"
      state="Off"
      button="Turn on"
      call={{
        operation: 'UpdateTable',
        input: { TableName: table, StreamSpecification: { StreamEnabled: true, StreamViewType: view } },
      }}
    >
      <div className="tables-operator">
        <FormField label="Each record holds" stretch>
          <Select
            selectedOption={STREAM_VIEWS.find(({ value }) => value === view) ?? { value: view }}
            options={STREAM_VIEWS}
            onChange={({ detail }) =>
              setView(STREAM_VIEWS.find(({ value }) => value === detail.selectedOption.value)?.value ?? view)
            }
          />
        </FormField>
      </div>
    </CallForm>
  );
}
