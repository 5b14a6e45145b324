/** Writes one item: as a form, as JSON or as DynamoDB JSON, with its size and cost while it is typed. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState, type ReactNode } from 'react';
import type { JsonObject } from '../../base/json.ts';
import type { ExecuteReply } from '../../host/api.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { MAX_ITEM_BYTES } from '../../model/limits.ts';
import type { TableDoc } from '../../model/table.ts';
import { formatBytes, formatCount } from '../live/quantity.ts';
import { CallPreview } from '../tables/call-preview.tsx';
import { FailureAlert } from '../tables/failure-alert.tsx';
import { useCall, type CallHost, type PlannedCall } from '../tables/use-call.ts';
import { draftOf, keyProblem, parseDraft, type Draft, type DraftView } from './item-draft.ts';
import { ItemForm } from './item-form.tsx';
import { itemCost } from './item-size.ts';

export interface ItemEditorProps {
  readonly host: CallHost;
  readonly table: TableDoc;
  /** What to start from; `original` when it replaces that very item, else a new one. */
  readonly start: AttributeMap;
  readonly original: AttributeMap | undefined;
  readonly onClose: () => void;
  readonly onWritten: (item: AttributeMap) => void;
  readonly onRan: ((reply: ExecuteReply) => void) | undefined;
}

export function ItemEditor(props: ItemEditorProps): ReactNode {
  const { host, table, start, original, onClose, onWritten, onRan } = props;
  const [begun] = useState<Draft>(() => draftOf(start, 'form'));
  const [draft, setDraft] = useState(begun);
  const call = useCall(host, onRan);
  const parsed = parseDraft(draft);
  const problem = parsed.ok ? keyProblem(parsed.item, table.key, original) : parsed.problem;
  const planned =
    parsed.ok && problem === undefined ? putCall(table, parsed.item, original === undefined) : undefined;
  const write = async (): Promise<void> => {
    if (planned === undefined || !parsed.ok) return;
    const result = await call.run(planned);
    if (result.ok) onWritten(parsed.item);
  };
  return (
    <Modal
      visible
      size="large"
      header={original === undefined ? 'Create item' : 'Edit item'}
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
              disabled={planned === undefined}
              loading={call.isRunning}
              onClick={() => void write()}
            >
              {original === undefined ? 'Create item' : 'Save changes'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <SegmentedControl
          label="View"
          selectedId={draft.view}
          options={[
            { id: 'form', text: 'Form' },
            { id: 'json', text: 'JSON' },
            { id: 'dynamodb', text: 'DynamoDB JSON' },
          ]}
          onChange={({ detail }) => {
            // What cannot be read cannot be shown another way: it stays until it is mended.
            if (parsed.ok) setDraft(draftOf(parsed.item, viewNamed(detail.selectedId)));
          }}
        />
        <DraftFields draft={draft} table={table} isKeyFixed={original !== undefined} onChange={setDraft} />
        <div aria-live="polite" className="explorer-status">
          {problem === undefined ? null : (
            <span className={draft === begun ? 'explorer-dim' : 'explorer-problem'}>{problem}</span>
          )}
          {parsed.ok ? <CostLine table={table} item={parsed.item} /> : null}
        </div>
        <FailureAlert failure={call.failure} onDismiss={call.forget} />
        {planned === undefined ? null : <CallPreview call={planned} />}
      </SpaceBetween>
    </Modal>
  );
}

interface DraftFieldsProps {
  readonly draft: Draft;
  readonly table: TableDoc;
  readonly isKeyFixed: boolean;
  readonly onChange: (draft: Draft) => void;
}

function DraftFields({ draft, table, isKeyFixed, onChange }: DraftFieldsProps): ReactNode {
  if (draft.view === 'form') {
    return (
      <ItemForm
        rows={draft.rows}
        keyNames={[...table.key.pk, ...table.key.sk].map(({ name }) => name)}
        isKeyFixed={isKeyFixed}
        onChange={(rows) => onChange({ view: 'form', rows })}
      />
    );
  }
  const { view } = draft;
  return (
    <div className="explorer-code">
      <Textarea
        ariaLabel={view === 'json' ? 'Item as JSON' : 'Item as DynamoDB JSON'}
        value={draft.text}
        rows={16}
        spellcheck={false}
        onChange={({ detail }) => onChange({ view, text: detail.value })}
      />
      {view === 'json' ? (
        <small className="explorer-dim">
          Sets and binary have no plain JSON: write {'{"SS": ["a", "b"]}'} or {'{"B": "aGk="}'} where one is
          meant.
        </small>
      ) : null}
    </div>
  );
}

function CostLine({ table, item }: { readonly table: TableDoc; readonly item: AttributeMap }): ReactNode {
  const cost = itemCost(table, item);
  const isTooLarge = cost.sizeBytes > MAX_ITEM_BYTES;
  return (
    <span className={isTooLarge ? 'explorer-problem' : 'explorer-dim'}>
      <b>{formatBytes(cost.sizeBytes)}</b>
      {isTooLarge ? ' · an item may hold 400 KB' : ''} · write {units(cost.writeUnits)} · read{' '}
      {formatCount(cost.eventualReadUnits)} eventually consistent, {formatCount(cost.strongReadUnits)}{' '}
      strongly
      {cost.indexes.map((index) => ` · ${index.name} ${units(index.writeUnits)} more to write`).join('')}
    </span>
  );
}

function units(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'unit' : 'units'}`;
}

function viewNamed(id: string): DraftView {
  return id === 'json' || id === 'dynamodb' ? id : 'form';
}

/** A new item must not replace one that is there already. */
function putCall(table: TableDoc, item: AttributeMap, isNew: boolean): PlannedCall {
  const pk = table.key.pk[0]?.name ?? '';
  const input: JsonObject = {
    TableName: table.name,
    Item: item,
    ...(isNew
      ? { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': pk } }
      : {}),
    ReturnConsumedCapacity: 'INDEXES',
  };
  return { operation: 'PutItem', input };
}
