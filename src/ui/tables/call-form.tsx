/** A few fields with the one call that they make: shown, run, and answered in DynamoDB's words. */
import Button from '@cloudscape-design/components/button';
import { useState, type ReactNode } from 'react';
import { CallPreview } from './call-preview.tsx';
import { FailureAlert } from './failure-alert.tsx';
import { useCall, type CallHost, type PlannedCall } from './use-call.ts';

export interface CallFormProps {
  readonly host: CallHost;
  readonly title: string;
  /** What is so now. */
  readonly state?: ReactNode;
  /** Undefined while there is nothing to do: `missing` says why. */
  readonly call: PlannedCall | undefined;
  readonly missing?: string | undefined;
  readonly button: string;
  readonly children?: ReactNode;
  readonly onDone?: () => void;
}

export function CallForm(props: CallFormProps): ReactNode {
  const { host, title, state, call, missing, button, children, onDone } = props;
  const running = useCall(host);
  const [answer, setAnswer] = useState('');
  const run = async (): Promise<void> => {
    if (call === undefined) return;
    const result = await running.run(call);
    setAnswer(result.ok ? `${call.operation} was accepted.` : '');
    if (result.ok) onDone?.();
  };
  return (
    <section className="tables-card" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {state === undefined ? null : <span className="tables-state">{state}</span>}
      </header>
      <form
        className="tables-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        {children}
        <FailureAlert failure={running.failure} onDismiss={running.forget} />
        <div className="tables-row">
          <Button formAction="submit" disabled={call === undefined} loading={running.isRunning}>
            {button}
          </Button>
          <div className="tables-grow">
            <CallPreview call={call} missing={missing} />
          </div>
        </div>
        <span className="tables-answer" role="status">
          {answer}
        </span>
      </form>
    </section>
  );
}
