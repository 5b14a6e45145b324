/** Overview: keys, state, counts, ARN and capacity of a table. */
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { TableSnapshot } from '../../model/snapshot.ts';
import type { KeyAttribute, TableDoc } from '../../model/table.ts';
import { formatWhole } from '../kit/digits.ts';
import { formatBytes } from '../live/quantity.ts';
import { ResourceStatusText } from './resource-status.tsx';

export interface TableOverviewProps {
  readonly table: TableSnapshot;
  readonly onImport: (() => void) | undefined;
  readonly onDelete: (() => void) | undefined;
}

export function TableOverview({ table, onImport, onDelete }: TableOverviewProps): ReactNode {
  const { doc } = table;
  return (
    <div className="tables-stack">
      <section className="tables-card" aria-label="General information">
        <header>
          <h3>General information</h3>
          <SpaceBetween direction="horizontal" size="xs">
            {onImport === undefined ? null : (
              <Button iconName="upload" onClick={onImport}>
                Import
              </Button>
            )}
            {onDelete === undefined ? null : <Button onClick={onDelete}>Delete table</Button>}
          </SpaceBetween>
        </header>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Partition key', value: keyText(doc.key.pk) },
            { label: 'Sort key', value: doc.key.sk.length === 0 ? '–' : keyText(doc.key.sk) },
            {
              label: 'Table status',
              value: <ResourceStatusText status={doc.status} changesAtMs={doc.changesAtMs} />,
            },
            { label: 'Capacity mode', value: capacityText(doc) },
            { label: 'Item count', value: formatWhole(table.itemCount) },
            { label: 'Table size', value: formatBytes(table.sizeBytes) },
            { label: 'Partitions', value: String(table.resources[0]?.partitions.length ?? 0) },
            { label: 'Indexes', value: indexText(doc) },
            { label: 'Stream', value: streamText(doc) },
            { label: 'Time to live', value: ttlText(doc) },
            { label: 'Deletion protection', value: doc.deletionProtection ? 'On' : 'Off' },
            {
              label: 'Created',
              value: `${new Date(doc.createdAtMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`,
            },
          ]}
        />
        <div className="tables-arn">
          <CopyToClipboard
            variant="inline"
            textToDisplay={doc.arn}
            textToCopy={doc.arn}
            copyButtonAriaLabel="Copy ARN"
            copySuccessText="Copied"
            copyErrorText="Not copied: the browser refused"
          />
        </div>
      </section>
      {doc.tags.length === 0 ? null : (
        <section className="tables-card" aria-label="Tags">
          <header>
            <h3>Tags</h3>
          </header>
          <KeyValuePairs columns={3} items={doc.tags.map((tag) => ({ label: tag.Key, value: tag.Value }))} />
        </section>
      )}
    </div>
  );
}

export function keyText(attributes: readonly KeyAttribute[]): string {
  const types = { S: 'String', N: 'Number', B: 'Binary' } as const;
  return attributes.map(({ name, type }) => `${name} (${types[type]})`).join(', ');
}

export function capacityText(doc: TableDoc): string {
  if (doc.billingMode === 'PAY_PER_REQUEST') return 'On-demand';
  const { rcu, wcu } = doc.throughput;
  const pending = doc.pendingThroughput;
  const becoming =
    pending === undefined ? '' : `, becoming ${formatWhole(pending.rcu)} / ${formatWhole(pending.wcu)}`;
  return `Provisioned, ${formatWhole(rcu)} RCU / ${formatWhole(wcu)} WCU${becoming}`;
}

function indexText({ indexes }: TableDoc): string {
  const count = (kind: 'GSI' | 'LSI'): number => indexes.filter((index) => index.kind === kind).length;
  return `${count('GSI')} global, ${count('LSI')} local`;
}

function streamText({ streams }: TableDoc): string {
  const newest = streams.at(-1);
  return newest?.enabled === true ? `On, ${newest.viewType}` : 'Off';
}

function ttlText({ ttl }: TableDoc): string {
  return ttl === undefined || ttl.status === 'DISABLED' ? 'Off' : `${ttl.attribute}, ${ttl.status}`;
}
