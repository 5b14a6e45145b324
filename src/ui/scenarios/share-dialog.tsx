/** Share: the link, how long it is, and the file for what no link can hold. */
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import { useEffect, useState } from 'react';
import { MAX_LINK_CHARS } from '../../scenarios/link.ts';
import { formatWhole } from '../kit/digits.ts';
import { saveScenarioFile } from './save-file.ts';
import { copyText, shareRun, type Shared } from './share.ts';
import './share-dialog.css';

/** Lengths that matter on the way to a reader. */
const MARKS: readonly { readonly length: number; readonly text: string }[] = [
  { length: 2_000, text: 'fits anywhere' },
  { length: 8_000, text: 'fits chats, mail and most forums' },
  { length: MAX_LINK_CHARS, text: 'fits browsers; some programs cut it off' },
];

export function ShareDialog({ onClose }: { onClose(): void }) {
  const [shared, setShared] = useState<Shared | 'capturing' | 'failed'>('capturing');
  const [copied, setCopied] = useState<boolean>();
  useEffect(() => {
    let gone = false;
    const capture = async (): Promise<void> => {
      const result = await shareRun();
      if (!gone) setShared(result ?? 'failed');
    };
    void capture();
    return () => {
      gone = true;
    };
  }, []);
  const link = typeof shared === 'string' ? undefined : shared.link;
  return (
    <Modal
      visible
      header="Share this run"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <div className="hr-group">
          <span role="status" className="hr-space">
            {copied === true && 'Copied.'}
            {copied === false && 'The browser refuses its clipboard: copy the text above by hand.'}
          </span>
          <Button onClick={() => void saveScenarioFile()}>Save as a file</Button>
          <Button
            variant="primary"
            disabled={link === undefined}
            onClick={() => {
              if (link !== undefined) void copyText(link).then(setCopied);
            }}
          >
            Copy link
          </Button>
        </div>
      }
    >
      <p className="hr-share-about">
        The link holds tables, items or their generator, load, console text, seed, physics and your calls.
        Whoever opens it sees the same run from its start, as a copy. It travels in the part of the address
        that is never sent to a server.
      </p>
      <Meter shared={shared} />
    </Modal>
  );
}

function Meter({ shared }: { readonly shared: Shared | 'capturing' | 'failed' }) {
  if (shared === 'capturing') return <p role="status">Capturing the run…</p>;
  if (shared === 'failed') return <p role="alert">The run could not be captured.</p>;
  const mark = MARKS.find(({ length }) => shared.length <= length);
  const dropped = shared.captured.callsDropped;
  return (
    <div className="hr-share">
      {shared.link !== undefined && (
        <textarea
          readOnly
          aria-label="Link"
          rows={3}
          value={shared.link}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <meter
        aria-label="Length of the link"
        min={0}
        max={MAX_LINK_CHARS}
        low={MARKS[0]?.length}
        high={MARKS[1]?.length}
        optimum={0}
        value={Math.min(shared.length, MAX_LINK_CHARS)}
      />
      <p className="hr-number">
        <b>{formatWhole(shared.length)}</b> characters:{' '}
        {mark?.text ??
          `more than the ${formatWhole(MAX_LINK_CHARS)} that a link may have. Save it as a file instead.`}
      </p>
      {dropped > 0 && (
        <p className="hr-warn">
          {formatWhole(dropped)} of your calls were too many to remember and are not in it.
        </p>
      )}
    </div>
  );
}
