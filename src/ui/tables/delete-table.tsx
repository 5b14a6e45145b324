/** Delete table: the name must be typed, and deletion protection be off. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import type { TableSnapshot } from '../../model/snapshot.ts';
import { formatWhole } from '../kit/digits.ts';
import { CallPreview } from './call-preview.tsx';
import { FailureAlert } from './failure-alert.tsx';
import { useCall, type CallHost } from './use-call.ts';

export interface DeleteTableProps {
  readonly host: CallHost;
  readonly table: TableSnapshot;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

export function DeleteTable({ host, table, onClose, onDeleted }: DeleteTableProps): ReactNode {
  const { name, deletionProtection, indexes } = table.doc;
  const [typed, setTyped] = useState('');
  const call = useCall(host);
  const planned = deletionProtection
    ? {
        operation: 'UpdateTable',
        input: { TableName: name, DeletionProtectionEnabled: false },
      }
    : { operation: 'DeleteTable', input: { TableName: name } };
  const act = async (): Promise<void> => {
    const result = await call.run(planned);
    if (!result.ok || deletionProtection) return;
    onDeleted?.();
    onClose();
  };
  const isReady = deletionProtection || typed === name;
  return (
    <Modal
      visible
      header={`Delete ${name}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!isReady} loading={call.isRunning} onClick={() => void act()}>
              {deletionProtection ? 'Turn protection off' : 'Delete table'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        {deletionProtection ? (
          <Alert type="warning" header="Deletion protection is on">
            {name} cannot be deleted while it is protected.
          </Alert>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (isReady) void act();
            }}
          >
            <SpaceBetween size="s">
              <Alert type="warning">
                This deletes {formatWhole(table.itemCount)} items
                {indexes.length === 0
                  ? ''
                  : `, ${indexes.length} ${indexes.length === 1 ? 'index' : 'indexes'}`}{' '}
                and the table’s stream. It cannot be undone.
              </Alert>
              <FormField label={`To confirm, type ${name}`} stretch>
                <Input value={typed} placeholder={name} onChange={({ detail }) => setTyped(detail.value)} />
              </FormField>
            </SpaceBetween>
          </form>
        )}
        <FailureAlert failure={call.failure} onDismiss={call.forget} />
        <CallPreview call={planned} />
      </SpaceBetween>
    </Modal>
  );
}
