/** What came back: as a table, as JSON in two forms, as it was on the wire, how it was done, and all calls before it. */
import Button from '@cloudscape-design/components/button';
import { useMemo, useState } from 'react';
import type { JsonValue } from '../../base/json.ts';
import { JsonLines } from '../kit/json-lines.tsx';
import { TabStrip, type Tab } from '../kit/tab-strip.tsx';
import type { Outcome } from '../state/console-slice.ts';
import { useApp } from '../state/store.ts';
import { useStable } from '../state/use-stable.ts';
import { ErrorView } from './error-view.tsx';
import { HistoryView } from './history-view.tsx';
import { itemsOf } from './items.ts';
import { nextPageOf } from './next-page.ts';
import { plainItemsText } from './plain-json.ts';
import { PlanView } from './plan-view.tsx';
import { ReceiptView } from './receipt-view.tsx';
import { ResultTable } from './result-table.tsx';
import { replay } from './run.ts';
import { summaryOf } from './summary.ts';
import './results.css';

type ResultTab = 'table' | 'json' | 'dynamodb-json' | 'response' | 'plan' | 'history';

const TABS: readonly Tab<ResultTab>[] = [
  { id: 'table', label: 'Table' },
  { id: 'json', label: 'JSON' },
  { id: 'dynamodb-json', label: 'DynamoDB JSON' },
  { id: 'response', label: 'Response' },
  { id: 'plan', label: 'Plan' },
  { id: 'history', label: 'History' },
];

const PANEL_ID = 'hr-result-panel';

export function Results() {
  const [tab, setTab] = useState<ResultTab>('table');
  const outcome = useApp(({ outcomes, shown }) => outcomes[shown]);
  const problems = useApp((state) => state.problems);
  return (
    <div className="hr-card hr-results" data-outcome={outcome?.id}>
      <TabStrip<ResultTab>
        label="Results"
        tabs={TABS}
        active={tab}
        onSelect={setTab}
        panelId={PANEL_ID}
        {...(outcome !== undefined && { end: <Summary outcome={outcome} /> })}
      />
      {tab !== 'history' && <OutcomePicker />}
      <div className="hr-result-panel" role="tabpanel" id={PANEL_ID} aria-labelledby={`${PANEL_ID}-${tab}`}>
        {problems.length > 0 && tab !== 'history' && <Problems problems={problems} />}
        {tab === 'history' && <HistoryView />}
        {tab !== 'history' && outcome !== undefined && <Answer tab={tab} outcome={outcome} />}
        {tab !== 'history' && outcome === undefined && problems.length === 0 && <Waiting />}
      </div>
    </div>
  );
}

function Waiting() {
  const running = useApp((state) => state.running);
  return (
    <p className="hr-empty">
      {running
        ? 'Waiting for the answer…'
        : 'Put the cursor in a statement and press Run: the answer, its receipt and its plan appear here.'}
    </p>
  );
}

function Problems({ problems }: { readonly problems: readonly string[] }) {
  return (
    <div className="hr-problems" role="alert">
      <b>Nothing was sent.</b>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </div>
  );
}

function Summary({ outcome }: { readonly outcome: Outcome }) {
  const running = useApp((state) => state.running);
  const next = useMemo(() => nextPageOf(outcome), [outcome]);
  return (
    <>
      <span className="hr-number hr-cut" role="status">
        {summaryOf(outcome)}
      </span>
      {next !== undefined && (
        <Button variant="inline-link" disabled={running} onClick={() => void replay(next)}>
          Next page
        </Button>
      )}
    </>
  );
}

/** One chip a statement, when several were run at once. */
function OutcomePicker() {
  const outcomes = useApp((state) => state.outcomes);
  const shown = useApp((state) => state.shown);
  const showOutcome = useApp((state) => state.showOutcome);
  if (outcomes.length < 2) return undefined;
  return (
    <div className="hr-outcomes" role="group" aria-label="Statements run">
      {outcomes.map(({ id, call, reply }, at) => (
        <button
          key={id}
          type="button"
          className="hr-chip"
          aria-pressed={at === shown}
          data-failed={reply.errorCode !== undefined}
          onClick={() => showOutcome(at)}
        >
          {at + 1} · {call.operation}
          {reply.errorCode !== undefined && ' failed'}
        </button>
      ))}
    </div>
  );
}

interface AnswerProps {
  readonly tab: Exclude<ResultTab, 'history'>;
  readonly outcome: Outcome;
}

function Answer({ tab, outcome }: AnswerProps) {
  const { reply } = outcome;
  return (
    <div className="hr-answer">
      <div className="hr-answer-main">
        {reply.errorCode !== undefined && tab !== 'response' && tab !== 'plan' ? (
          <ErrorView reply={reply} />
        ) : (
          <AnswerBody tab={tab} outcome={outcome} />
        )}
      </div>
      <aside className="hr-answer-side">
        <ReceiptView receipt={reply.receipt} />
      </aside>
    </div>
  );
}

function AnswerBody({ tab, outcome }: AnswerProps) {
  const { call, reply } = outcome;
  const response = useMemo((): JsonValue => JSON.parse(reply.body), [reply.body]);
  const items = useMemo(() => itemsOf(call.operation, response), [call.operation, response]);
  const keyNames = useKeyNames(outcome);
  switch (tab) {
    case 'plan':
      return <PlanView plan={reply.receipt?.plan} />;
    case 'response':
      return <JsonLines label="Response" text={JSON.stringify(response, undefined, 2)} />;
    case 'table':
      if (items === undefined)
        return <JsonLines label="Response" text={JSON.stringify(response, undefined, 2)} />;
      return items.length === 0 ? (
        <NoItems operation={call.operation} />
      ) : (
        <ResultTable key={outcome.id} items={items} keyNames={keyNames} />
      );
    case 'json':
      return (
        <JsonLines
          label="JSON"
          text={items === undefined ? JSON.stringify(response, undefined, 2) : plainItemsText(items)}
        />
      );
    case 'dynamodb-json':
      return <JsonLines label="DynamoDB JSON" text={JSON.stringify(items ?? response, undefined, 2)} />;
  }
}

function NoItems({ operation }: { readonly operation: string }) {
  return (
    <p className="hr-empty">
      {operation === 'GetItem'
        ? 'There is no item with this key. Looking for it was charged all the same.'
        : 'No items in this answer.'}
    </p>
  );
}

/** The key attributes of the table that was asked, to show them first. */
function useKeyNames({ reply }: Outcome): readonly string[] {
  const table = reply.receipt?.plan.table;
  return useStable(({ frame }) => {
    const key = frame?.tables.find(({ doc }) => doc.name === table)?.doc.key;
    return key === undefined ? [] : [...key.pk, ...key.sk].map(({ name }) => name);
  });
}
