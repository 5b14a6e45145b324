/** Create table: keys, capacity, indexes, stream, TTL, protection and tags, with the call that it makes. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState, type ReactNode } from 'react';
import type { JsonObject } from '../../base/json.ts';
import { CallPreview } from './call-preview.tsx';
import { CapacityFields } from './capacity-fields.tsx';
import { FailureAlert } from './failure-alert.tsx';
import { IndexFields } from './index-fields.tsx';
import { KeyFields } from './key-fields.tsx';
import { emptyIndex, EMPTY_TABLE, planTable, type IndexForm, type TableForm } from './table-form.ts';
import './tables.css';
import { STREAM_VIEWS } from './stream-views.ts';
import { TagFields } from './tag-fields.tsx';
import { makeCall, useCall, type CallHost, type PlannedCall } from './use-call.ts';
import { useLatest } from './use-latest.ts';

export interface CreateTableProps {
  readonly host: CallHost;
  readonly onClose: () => void;
  readonly onCreated?: (name: string) => void;
}

export function CreateTable({ host, onClose, onCreated }: CreateTableProps): ReactNode {
  const [form, setForm] = useState(EMPTY_TABLE);
  const [waitingFor, setWaitingFor] = useState<PlannedCall>();
  const call = useCall(host);
  const planned = planTable(form);
  const finish = (): void => {
    onCreated?.(form.name);
    onClose();
  };
  const create = async (): Promise<void> => {
    if (!planned.ok) return;
    const result = await call.run(planned.create);
    if (!result.ok) return;
    if (planned.ttl === undefined) finish();
    else setWaitingFor(planned.ttl);
  };
  useCallOnceActive(host, waitingFor, finish);
  return (
    <Modal
      visible
      size="large"
      header="Create table"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={!planned.ok || waitingFor !== undefined}
              loading={call.isRunning}
              onClick={() => void create()}
            >
              Create table
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <FormField label="Table name" stretch>
          <Input
            value={form.name}
            placeholder="3 to 255 letters, digits, _ - ."
            onChange={({ detail }) => setForm({ ...form, name: detail.value })}
          />
        </FormField>
        <KeyFields
          value={form}
          hasPartitionKey
          isSortKeyOptional
          onChange={(key) => setForm({ ...form, ...key })}
        />
        <CapacityFields value={form} onChange={(capacity) => setForm({ ...form, ...capacity })} />
        <Indexes form={form} onChange={(indexes) => setForm({ ...form, indexes })} />
        <Extras form={form} onChange={setForm} />
        {waitingFor === undefined ? null : (
          <Alert type="info">
            {form.name} is being created. TTL is turned on as soon as the table is ACTIVE; a paused clock must
            run for that. Closing this leaves TTL off.
          </Alert>
        )}
        <FailureAlert failure={call.failure} onDismiss={call.forget} />
        <CallPreview
          call={planned.ok ? planned.create : undefined}
          missing={planned.ok ? undefined : planned.problem}
          isOpenByDefault
        />
        {planned.ok && planned.ttl !== undefined ? <CallPreview call={planned.ttl} /> : null}
      </SpaceBetween>
    </Modal>
  );
}

const POLL_MS = 1500;

/** Makes `call` when its table has become ACTIVE. */
function useCallOnceActive(host: CallHost, call: PlannedCall | undefined, onMade: () => void): void {
  const finish = useLatest(onMade);
  useEffect(() => {
    if (call === undefined) return undefined;
    const controller = new AbortController();
    void (async () => {
      while (!controller.signal.aborted && !(await isActive(host, call.input['TableName'])))
        await pause(POLL_MS);
      if (controller.signal.aborted) return;
      await makeCall(host, call);
      finish();
    })();
    return () => controller.abort();
  }, [host, call, finish]);
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
}

async function isActive(host: CallHost, name: JsonObject[string] | undefined): Promise<boolean> {
  const result = await makeCall(host, { operation: 'DescribeTable', input: { TableName: name ?? '' } });
  const table = result.ok ? result.output['Table'] : undefined;
  return (
    typeof table === 'object' && table !== null && 'TableStatus' in table && table['TableStatus'] === 'ACTIVE'
  );
}

interface IndexesProps {
  readonly form: TableForm;
  readonly onChange: (indexes: readonly IndexForm[]) => void;
}

function Indexes({ form, onChange }: IndexesProps): ReactNode {
  const nextId = form.indexes.reduce((highest, index) => Math.max(highest, index.id), 0) + 1;
  return (
    <SpaceBetween size="xs">
      {form.indexes.map((index, place) => (
        <fieldset key={index.id} className="tables-fieldset">
          <legend>
            {index.kind === 'GSI' ? 'Global secondary index' : 'Local secondary index'}
            <Button
              variant="icon"
              iconName="close"
              ariaLabel={`Remove index ${index.name}`}
              onClick={() => onChange(form.indexes.toSpliced(place, 1))}
            />
          </legend>
          <IndexFields
            value={index}
            mode={form.mode}
            onChange={(changed) => onChange(form.indexes.with(place, changed))}
          />
        </fieldset>
      ))}
      <SpaceBetween direction="horizontal" size="xs">
        <Button iconName="add-plus" onClick={() => onChange([...form.indexes, emptyIndex(nextId, 'GSI')])}>
          Add global index
        </Button>
        <Button iconName="add-plus" onClick={() => onChange([...form.indexes, emptyIndex(nextId, 'LSI')])}>
          Add local index
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}

const NO_STREAM = { value: '', label: 'Off' } as const;

interface ExtrasProps {
  readonly form: TableForm;
  readonly onChange: (form: TableForm) => void;
}

function Extras({ form, onChange }: ExtrasProps): ReactNode {
  return (
    <SpaceBetween size="s">
      <div className="tables-row">
        <div className="tables-operator">
          <FormField label="Stream" stretch>
            <Select
              selectedOption={STREAM_VIEWS.find(({ value }) => value === form.streamView) ?? NO_STREAM}
              options={[NO_STREAM, ...STREAM_VIEWS]}
              onChange={({ detail }) => {
                const view = STREAM_VIEWS.find(({ value }) => value === detail.selectedOption.value);
                onChange({ ...form, streamView: view?.value ?? '' });
              }}
            />
          </FormField>
        </div>
        <div className="tables-grow">
          <FormField label="TTL attribute (optional)" stretch>
            <Input
              value={form.ttlAttribute}
              placeholder="A number attribute, epoch seconds"
              onChange={({ detail }) => onChange({ ...form, ttlAttribute: detail.value.trim() })}
            />
          </FormField>
        </div>
      </div>
      <Checkbox
        checked={form.isProtected}
        onChange={({ detail }) => onChange({ ...form, isProtected: detail.checked })}
      >
        Deletion protection
      </Checkbox>
      <TagFields tags={form.tags} onChange={(tags) => onChange({ ...form, tags })} />
    </SpaceBetween>
  );
}
