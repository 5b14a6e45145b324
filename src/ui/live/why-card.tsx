/** Why the newest refused request was refused: the limit, the arithmetic, and the calls that would change it. */
import { memo, useState, type ReactNode } from 'react';
import type { LogLine, Sample } from '../../host/api.ts';
import type { Throttle } from '../../model/command.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import { explainThrottle, type Phrase, type Remedy } from './explain-throttle.ts';
import { callText } from '../tables/call-text.ts';
import { formatClock } from './quantity.ts';

export interface WhyCardProps {
  readonly line: LogLine;
  readonly throttle: Throttle;
  readonly table: TableSnapshot | undefined;
  readonly samples: readonly Sample[];
  /** True when requests are still being refused. */
  readonly isNow: boolean;
  readonly onRemedy: ((remedy: Remedy) => void) | undefined;
}

/** Follows the refusal, not the ten snapshots a second: the sentence keeps the numbers of its moment. */
export const WhyCard = memo(
  function WhyCard(props: WhyCardProps): ReactNode {
    const { line, throttle, table, samples, isNow, onRemedy } = props;
    const [chosen, setChosen] = useState<string>();
    const explanation = explainThrottle(throttle, { table, samples });
    const remedy = explanation.remedies.find((candidate) => candidate.label === chosen);
    return (
      <section className={`live-why${isNow ? '' : ' live-why-past'}`} aria-label="Why throttled">
        <h3>
          <b className="live-bad">▲ Why throttled</b>
          <span>{explanation.subject}</span>
          <small>{formatClock(line.atMs)}</small>
        </h3>
        <p>
          <Phrases phrases={explanation.phrases} /> <code>{throttle.reason}</code>
        </p>
        <div className="live-remedies">
          {onRemedy === undefined
            ? null
            : explanation.remedies.map((candidate) => (
                <button
                  key={candidate.label}
                  type="button"
                  className="live-button"
                  aria-expanded={candidate.label === chosen}
                  onClick={() => setChosen(candidate.label === chosen ? undefined : candidate.label)}
                >
                  {candidate.label}
                </button>
              ))}
        </div>
        {remedy === undefined || onRemedy === undefined ? null : (
          <div className="live-remedy">
            <p>{remedy.effect}</p>
            <pre>{callText(remedy)}</pre>
            <button
              type="button"
              className="live-button live-button-primary"
              onClick={() => {
                onRemedy(remedy);
                setChosen(undefined);
              }}
            >
              Run this call
            </button>
          </div>
        )}
      </section>
    );
  },
  (before, after) =>
    before.line === after.line &&
    before.isNow === after.isNow &&
    before.onRemedy === after.onRemedy &&
    before.table?.doc.status === after.table?.doc.status &&
    before.table?.doc.billingMode === after.table?.doc.billingMode,
);

export function Phrases({ phrases }: { readonly phrases: readonly Phrase[] }): ReactNode {
  return phrases.map((phrase) =>
    phrase.strong === true ? <b key={phrase.text}>{phrase.text}</b> : phrase.text,
  );
}
