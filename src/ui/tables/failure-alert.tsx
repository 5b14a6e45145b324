/** What DynamoDB answered when it refused a call. */
import Alert from '@cloudscape-design/components/alert';
import type { ReactNode } from 'react';
import type { CallFailure } from './use-call.ts';

export interface FailureAlertProps {
  readonly failure: CallFailure | undefined;
  readonly onDismiss: () => void;
}

export function FailureAlert({ failure, onDismiss }: FailureAlertProps): ReactNode {
  return (
    <div aria-live="polite">
      {failure === undefined ? null : (
        <Alert
          type="error"
          header={failure.code}
          dismissible
          dismissAriaLabel="Dismiss"
          onDismiss={onDismiss}
        >
          {failure.message}
        </Alert>
      )}
    </div>
  );
}
