/** What the page has to say, at the lower edge; read out by screen readers. */
import Button from '@cloudscape-design/components/button';
import { useEffect } from 'react';
import { useApp } from '../state/store.ts';
import type { Notice } from '../state/run-slice.ts';

const SHOWN_MS = 6_000;

export function Notices() {
  const notices = useApp((state) => state.notices);
  return (
    <div className="hr-notices" role="status" aria-live="polite">
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const dismiss = useApp((state) => state.dismiss);
  // Errors and offers stay until they are dismissed.
  const stays = notice.kind === 'error' || notice.action !== undefined;
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => dismiss(notice.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [dismiss, notice.id, stays]);
  return (
    <div className="hr-notice" data-kind={notice.kind}>
      <span>{notice.text}</span>
      {notice.action !== undefined && (
        <Button
          variant="inline-link"
          onClick={() => {
            notice.action?.run();
            dismiss(notice.id);
          }}
        >
          {notice.action.label}
        </Button>
      )}
      <Button variant="inline-icon" iconName="close" ariaLabel="Dismiss" onClick={() => dismiss(notice.id)} />
    </div>
  );
}
