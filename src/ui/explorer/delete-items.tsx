/** Asks before items are deleted, then deletes them one after another. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import type { JsonObject } from '../../base/json.ts';
import type { ExecuteReply } from '../../host/api.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { TableDoc } from '../../model/table.ts';
import { cellText } from '../console/items.ts';
import { CallPreview } from '../tables/call-preview.tsx';
import { FailureAlert } from '../tables/failure-alert.tsx';
import { useCall, type CallHost, type PlannedCall } from '../tables/use-call.ts';

export interface DeleteItemsProps {
  readonly host: CallHost;
  readonly table: TableDoc;
  readonly items: readonly AttributeMap[];
  readonly onClose: () => void;
  readonly onDeleted: (items: readonly AttributeMap[]) => void;
  readonly onRan: ((reply: ExecuteReply) => void) | undefined;
}

/** More keys than this are counted, not listed. */
const KEYS_LISTED = 5;

export function DeleteItems({ host, table, items, onClose, onDeleted, onRan }: DeleteItemsProps): ReactNode {
  const [deleted, setDeleted] = useState<readonly AttributeMap[]>([]);
  const call = useCall(host, onRan);
  const waiting = items.slice(deleted.length);
  const remove = async (): Promise<void> => {
    const done = [...deleted];
    for (const item of waiting) {
      const result = await call.run(deleteCall(table, item));
      if (!result.ok) break;
      done.push(item);
      setDeleted([...done]);
    }
    if (done.length === items.length) onDeleted(done);
  };
  const close = (): void => {
    if (deleted.length > 0) onDeleted(deleted);
    else onClose();
  };
  const [next] = waiting;
  const count = items.length === 1 ? 'this item' : `these ${items.length} items`;
  return (
    <Modal
      visible
      header={items.length === 1 ? 'Delete item' : `Delete ${items.length} items`}
      closeAriaLabel="Close"
      onDismiss={close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={close}>
              Cancel
            </Button>
            <Button variant="primary" loading={call.isRunning} onClick={() => void remove()}>
              Delete
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <Box>
          Delete {count} from {table.name}? This cannot be undone.
        </Box>
        <ul className="explorer-keys">
          {items.slice(0, KEYS_LISTED).map((item) => (
            <li key={keyText(table, item)}>{keyText(table, item)}</li>
          ))}
          {items.length > KEYS_LISTED ? <li>and {items.length - KEYS_LISTED} more</li> : null}
        </ul>
        {deleted.length > 0 ? <Box>{deleted.length} deleted so far.</Box> : null}
        <FailureAlert failure={call.failure} onDismiss={call.forget} />
        {next === undefined ? null : <CallPreview call={deleteCall(table, next)} />}
      </SpaceBetween>
    </Modal>
  );
}

function deleteCall(table: TableDoc, item: AttributeMap): PlannedCall {
  return {
    operation: 'DeleteItem',
    input: { TableName: table.name, Key: itemKey(table, item), ReturnConsumedCapacity: 'INDEXES' },
  };
}

/** The item's primary key in DynamoDB JSON. */
export function itemKey(table: TableDoc, item: AttributeMap): JsonObject {
  const names = [...table.key.pk, ...table.key.sk].map(({ name }) => name);
  return Object.fromEntries(names.map((name) => [name, item[name] ?? {}]));
}

function keyText(table: TableDoc, item: AttributeMap): string {
  return [...table.key.pk, ...table.key.sk]
    .map(({ name }) => `${name} = ${item[name] === undefined ? '' : cellText(item[name])}`)
    .join(', ');
}
