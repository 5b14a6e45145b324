/** What stands behind one line of the event log. */
import type { ReactNode } from 'react';
import type { LogLine, Sample } from '../../host/api.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import { explainThrottle } from './explain-throttle.ts';
import { formatCount } from './quantity.ts';
import { Phrases } from './why-card.tsx';

export interface EventCauseProps {
  readonly line: LogLine;
  readonly scene: { readonly table: TableSnapshot | undefined; readonly samples: readonly Sample[] };
}

export function EventCause({ line, scene }: EventCauseProps): ReactNode {
  const { throttle } = line;
  const explanation = throttle === undefined ? undefined : explainThrottle(throttle, scene);
  return (
    <div className="live-cause">
      {explanation === undefined ? (
        <p>{line.text}</p>
      ) : (
        <p>
          <b>{explanation.subject}.</b> <Phrases phrases={explanation.phrases} />
        </p>
      )}
      <p className="live-cause-facts">
        {throttle === undefined ? null : <code>{throttle.reason}</code>}
        {line.table === undefined ? null : <span>{line.index ?? line.table}</span>}
        <span>{new Date(line.atMs).toISOString().replace('T', ' ')}</span>
        {line.count > 1 ? <span>stands for {formatCount(line.count)} like it</span> : null}
      </p>
    </div>
  );
}
