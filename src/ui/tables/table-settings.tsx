/** Additional settings: time to live, capacity, deletion protection, each with the call that changes it. */
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState, type ReactNode } from 'react';
import type { JsonObject } from '../../base/json.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import type { IndexDoc, TableDoc } from '../../model/table.ts';
import { formatClock, formatCount } from '../live/quantity.ts';
import { CallForm } from './call-form.tsx';
import { CapacityFields, UnitFields } from './capacity-fields.tsx';
import { ttlCall, unitsOf, type CapacityForm } from './table-form.ts';
import { capacityText } from './table-overview.tsx';
import type { CallHost, PlannedCall } from './use-call.ts';

export interface TableSettingsProps {
  readonly host: CallHost;
  readonly table: TableSnapshot;
}

export function TableSettings({ host, table }: TableSettingsProps): ReactNode {
  const { doc } = table;
  const isProvisioned = doc.billingMode === 'PROVISIONED';
  return (
    <div className="tables-stack">
      <CapacitySettings
        key={`${doc.billingMode} ${doc.throughput.rcu} ${doc.throughput.wcu}`}
        host={host}
        doc={doc}
      />
      {isProvisioned
        ? doc.indexes.map((index) =>
            index.kind === 'GSI' ? (
              <IndexCapacity
                key={`${index.id} ${index.throughput?.rcu} ${index.throughput?.wcu}`}
                host={host}
                table={doc.name}
                index={index}
              />
            ) : null,
          )
        : null}
      <TtlSettings host={host} table={table} />
      <ProtectionSettings host={host} doc={doc} />
    </div>
  );
}

function CapacitySettings({ host, doc }: { readonly host: CallHost; readonly doc: TableDoc }): ReactNode {
  const [form, setForm] = useState<CapacityForm>({
    mode: doc.billingMode,
    rcu: String(Math.max(5, doc.throughput.rcu)),
    wcu: String(Math.max(5, doc.throughput.wcu)),
  });
  const planned = capacityCall(doc, form);
  return (
    <CallForm
      host={host}
      title="Read/write capacity"
      state={`${capacityText(doc)}${doc.changesAtMs === undefined ? '' : ` at ${formatClock(doc.changesAtMs)}`}`}
      button="Save capacity"
      call={typeof planned === 'string' ? undefined : planned}
      missing={typeof planned === 'string' ? planned : undefined}
    >
      <CapacityFields value={form} onChange={setForm} />
    </CallForm>
  );
}

/** The call, or why there is none. Switching to provisioned needs units for every GSI too. */
function capacityCall(doc: TableDoc, form: CapacityForm): PlannedCall | string {
  if (form.mode === 'PAY_PER_REQUEST') {
    if (doc.billingMode === form.mode) return 'Nothing changed.';
    return { operation: 'UpdateTable', input: { TableName: doc.name, BillingMode: form.mode } };
  }
  const units = unitsOf(form);
  if (units === undefined) return 'Capacity is a whole number of units, from 1 on.';
  const isSwitch = doc.billingMode !== form.mode;
  if (!isSwitch && units.rcu === doc.throughput.rcu && units.wcu === doc.throughput.wcu)
    return 'Nothing changed.';
  const ProvisionedThroughput = throughput(units);
  const globals = doc.indexes.filter((index) => index.kind === 'GSI');
  const updates = globals.map((index) => ({ Update: { IndexName: index.name, ProvisionedThroughput } }));
  return {
    operation: 'UpdateTable',
    input: {
      TableName: doc.name,
      ...(isSwitch ? { BillingMode: form.mode } : {}),
      ProvisionedThroughput,
      ...(isSwitch && updates.length > 0 ? { GlobalSecondaryIndexUpdates: updates } : {}),
    },
  };
}

interface IndexCapacityProps {
  readonly host: CallHost;
  readonly table: string;
  readonly index: IndexDoc;
}

function IndexCapacity({ host, table, index }: IndexCapacityProps): ReactNode {
  const { rcu = 0, wcu = 0 } = index.throughput ?? {};
  const [form, setForm] = useState({ rcu: String(rcu), wcu: String(wcu) });
  const units = unitsOf(form);
  const isSame = units?.rcu === rcu && units.wcu === wcu;
  const call =
    units === undefined || isSame
      ? undefined
      : {
          operation: 'UpdateTable',
          input: {
            TableName: table,
            GlobalSecondaryIndexUpdates: [
              { Update: { IndexName: index.name, ProvisionedThroughput: throughput(units) } },
            ],
          },
        };
  return (
    <CallForm
      host={host}
      title={`Capacity of ${index.name}`}
      state={`${formatCount(rcu)} RCU / ${formatCount(wcu)} WCU`}
      button="Save capacity"
      call={call}
      missing={isSame ? 'Nothing changed.' : 'Capacity is a whole number of units, from 1 on.'}
    >
      <div className="tables-row">
        <UnitFields value={form} onChange={setForm} />
      </div>
    </CallForm>
  );
}

function throughput({ rcu, wcu }: { readonly rcu: number; readonly wcu: number }): JsonObject {
  return { ReadCapacityUnits: rcu, WriteCapacityUnits: wcu };
}

function TtlSettings({ host, table }: TableSettingsProps): ReactNode {
  const { ttl, name } = table.doc;
  const isOn = ttl !== undefined && (ttl.status === 'ENABLED' || ttl.status === 'ENABLING');
  const [attribute, setAttribute] = useState('');
  const until = ttl?.changesAtMs === undefined ? '' : ` until ${formatClock(ttl.changesAtMs)}`;
  const waiting =
    table.ttl === undefined ? '' : ` · ${formatCount(table.ttl.expiredWaiting)} expired and waiting`;
  if (isOn) {
    return (
      <CallForm
        host={host}
        title="Time to Live (TTL)"
        state={`${ttl.status}${until}, on ${ttl.attribute}${waiting}`}
        button="Turn off"
        call={ttlCall(name, ttl.attribute, false)}
      />
    );
  }
  return (
    <CallForm
      host={host}
      title="Time to Live (TTL)"
      state={ttl === undefined ? 'Off' : `${ttl.status}${until}`}
      button="Turn on"
      call={attribute === '' ? undefined : ttlCall(name, attribute, true)}
      missing="TTL needs the name of the attribute that holds the time of expiry."
    >
      <FormField
        label="TTL attribute name"
        description="A number: seconds since 1970. Other items never expire."
      >
        <Input value={attribute} onChange={({ detail }) => setAttribute(detail.value.trim())} />
      </FormField>
    </CallForm>
  );
}

function ProtectionSettings({ host, doc }: { readonly host: CallHost; readonly doc: TableDoc }): ReactNode {
  const isOn = doc.deletionProtection;
  return (
    <CallForm
      host={host}
      title="Deletion protection"
      state={isOn ? 'On' : 'Off'}
      button={isOn ? 'Turn off' : 'Turn on'}
      call={{ operation: 'UpdateTable', input: { TableName: doc.name, DeletionProtectionEnabled: !isOn } }}
    />
  );
}
