/** The API call that a form is about to make, to read and to copy. */
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { useState, type ReactNode } from 'react';
import { callText, cliText } from './call-text.ts';
import './tables.css';
import type { PlannedCall } from './use-call.ts';

export interface CallPreviewProps {
  /** Undefined while the form is not complete: `missing` then says what it lacks. */
  readonly call: PlannedCall | undefined;
  readonly missing?: string | undefined;
  readonly isOpenByDefault?: boolean;
}

export function CallPreview({ call, missing, isOpenByDefault = false }: CallPreviewProps): ReactNode {
  const [isOpen, setOpen] = useState(isOpenByDefault);
  if (call === undefined) return <p className="tables-missing">{missing}</p>;
  return (
    <div className="tables-call">
      <div className="tables-call-head">
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <span className="tables-chevron" aria-hidden="true" />
          API call <b>{call.operation}</b>
        </button>
        <Copy text={callText(call)} name="call" />
        <Copy text={cliText(call)} name="CLI" />
      </div>
      {isOpen ? <pre>{callText(call)}</pre> : null}
    </div>
  );
}

function Copy({ text, name }: { readonly text: string; readonly name: string }): ReactNode {
  return (
    <CopyToClipboard
      variant="inline"
      textToDisplay={name}
      textToCopy={text}
      copyButtonAriaLabel={`Copy ${name}`}
      copySuccessText="Copied"
      copyErrorText="Not copied: the browser refused"
    />
  );
}
