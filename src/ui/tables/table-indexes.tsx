/** Indexes: what there is, with state and back-fill; creating a global index, deleting one. */
import Button from '@cloudscape-design/components/button';
import { useState, type ReactNode } from 'react';
import type { TableSnapshot } from '../../model/snapshot.ts';
import type { IndexDoc, TableDoc } from '../../model/table.ts';
import { formatBytes, formatCount, formatPercent } from '../live/quantity.ts';
import { CallForm } from './call-form.tsx';
import { IndexFields } from './index-fields.tsx';
import { ResourceStatusText } from './resource-status.tsx';
import { emptyIndex, planIndex } from './table-form.ts';
import { keyText } from './table-overview.tsx';
import type { CallHost } from './use-call.ts';

export interface TableIndexesProps {
  readonly host: CallHost;
  readonly table: TableSnapshot;
}

export function TableIndexes({ host, table }: TableIndexesProps): ReactNode {
  const { doc } = table;
  const [deleting, setDeleting] = useState<string>();
  const doomed = doc.indexes.find((index) => index.name === deleting && index.kind === 'GSI');
  return (
    <div className="tables-stack">
      <section className="tables-card" aria-label="Indexes">
        <header>
          <h3>Indexes ({doc.indexes.length})</h3>
        </header>
        {doc.indexes.length === 0 ? (
          <p className="tables-missing">
            No index. A global index answers queries by another key; create one below. Local indexes come with
            the table.
          </p>
        ) : (
          <table className="tables-list">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Kind</th>
                <th scope="col">State</th>
                <th scope="col">Key</th>
                <th scope="col">Projection</th>
                <th scope="col">Capacity</th>
                <th scope="col">Entries</th>
                <th scope="col">
                  <span className="hr-visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {doc.indexes.map((index) => (
                <IndexRow
                  key={index.id}
                  index={index}
                  table={table}
                  onDelete={() => setDeleting(index.name)}
                />
              ))}
            </tbody>
          </table>
        )}
      </section>
      {doomed === undefined ? null : (
        <CallForm
          host={host}
          title={`Delete the index ${doomed.name}?`}
          button="Delete index"
          call={{
            operation: 'UpdateTable',
            input: {
              TableName: doc.name,
              GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: doomed.name } }],
            },
          }}
          onDone={() => setDeleting(undefined)}
        />
      )}
      <CreateIndex host={host} doc={doc} />
    </div>
  );
}

interface IndexRowProps {
  readonly index: IndexDoc;
  readonly table: TableSnapshot;
  readonly onDelete: () => void;
}

function IndexRow({ index, table, onDelete }: IndexRowProps): ReactNode {
  const stored = table.indexes[index.name];
  const isBackfilling = index.backfilling === true;
  const filled =
    isBackfilling && table.itemCount > 0 ? (stored?.itemCount ?? 0) / table.itemCount : undefined;
  return (
    <tr>
      <th scope="row">{index.name}</th>
      <td>{index.kind}</td>
      <td>
        <ResourceStatusText
          status={index.status}
          changesAtMs={index.changesAtMs}
          isBackfilling={isBackfilling}
        />
        {filled === undefined ? null : (
          <small> {formatPercent(Math.min(1, filled))} of the table’s items</small>
        )}
      </td>
      <td>{keyText([...index.key.pk, ...index.key.sk])}</td>
      <td>
        {index.projection.kind === 'INCLUDE'
          ? `Include ${index.projection.attributes.join(', ')}`
          : index.projection.kind}
      </td>
      <td>{indexCapacity(index, table.doc)}</td>
      <td>
        {formatCount(stored?.itemCount ?? 0)} <small>{formatBytes(stored?.sizeBytes ?? 0)}</small>
      </td>
      <td>
        {index.kind === 'GSI' && index.status !== 'DELETING' ? (
          <Button variant="inline-link" ariaLabel={`Delete ${index.name}`} onClick={onDelete}>
            Delete
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function indexCapacity(index: IndexDoc, doc: TableDoc): string {
  if (index.kind === 'LSI') return 'the table’s';
  if (doc.billingMode === 'PAY_PER_REQUEST') return 'on-demand';
  return `${formatCount(index.throughput?.rcu ?? 0)} / ${formatCount(index.throughput?.wcu ?? 0)}`;
}

function CreateIndex({ host, doc }: { readonly host: CallHost; readonly doc: TableDoc }): ReactNode {
  const [form, setForm] = useState(() => emptyIndex(0, 'GSI'));
  const planned = planIndex(doc.name, form, { mode: doc.billingMode, definitions: doc.attributeDefinitions });
  return (
    <CallForm
      host={host}
      title="Create a global secondary index"
      button="Create index"
      call={planned.ok ? planned.call : undefined}
      missing={planned.ok ? undefined : planned.problem}
      onDone={() => setForm(emptyIndex(0, 'GSI'))}
    >
      <IndexFields value={form} mode={doc.billingMode} onChange={setForm} />
    </CallForm>
  );
}
