/** The state of a table or an index, by sign and word. */
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { ResourceStatus } from '../../model/table.ts';
import { formatClock } from '../live/quantity.ts';

export interface ResourceStatusProps {
  readonly status: ResourceStatus;
  readonly changesAtMs?: number | undefined;
  readonly isBackfilling?: boolean;
}

export function ResourceStatusText({
  status,
  changesAtMs,
  isBackfilling = false,
}: ResourceStatusProps): ReactNode {
  if (status === 'ACTIVE') return <StatusIndicator type="success">Active</StatusIndicator>;
  const until = changesAtMs === undefined ? '' : ` until ${formatClock(changesAtMs)}`;
  const word = { CREATING: 'Creating', UPDATING: 'Updating', DELETING: 'Deleting' }[status];
  return (
    <StatusIndicator type={status === 'DELETING' ? 'pending' : 'in-progress'}>
      {isBackfilling ? `${word}, back-filling` : word}
      {until}
    </StatusIndicator>
  );
}
