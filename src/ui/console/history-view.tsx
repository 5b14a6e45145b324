/** The calls made so far: find one, run it again or take it back into the editor. */
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { clockText } from '../state/derive.ts';
import type { PastCall } from '../state/console-slice.ts';
import { useApp } from '../state/store.ts';
import { replay } from './run.ts';

/** Rows shown at a time; the search reaches the others. */
const SHOWN = 60;

export function HistoryView() {
  const calls = useApp((state) => state.pastCalls);
  const clear = useApp((state) => state.clearHistory);
  const [query, setQuery] = useState('');
  const found = matchingCalls(calls, query);
  if (calls.length === 0)
    return <p className="hr-empty">Calls that you run are listed here, to find and run again.</p>;
  return (
    <div className="hr-history">
      <div className="hr-history-bar">
        <input
          className="hr-field"
          type="search"
          aria-label="Search the history"
          placeholder="Search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <small>
          {found.length} of {calls.length}
        </small>
        <Button variant="inline-link" onClick={clear}>
          Clear
        </Button>
      </div>
      <ul>
        {found.slice(0, SHOWN).map((past) => (
          <Entry key={past.id} past={past} />
        ))}
      </ul>
    </div>
  );
}

function Entry({ past }: { readonly past: PastCall }) {
  const setLanguage = useApp((state) => state.setLanguage);
  const running = useApp((state) => state.running);
  const { language, statement, operation } = past.call;
  const takeBack = (): void => {
    const { texts, replaceTexts, outcomes, shown, pastCalls } = useApp.getState();
    const text = texts[language].trimEnd();
    replaceTexts({ ...texts, [language]: text === '' ? statement : `${text}\n\n${statement}\n` });
    // The results stay: only the text has changed.
    useApp.setState({ outcomes, shown, pastCalls });
    setLanguage(language);
  };
  return (
    <li data-failed={past.failed}>
      <span className="hr-number hr-dim">{clockText(past.atMs)}</span>
      <b>{operation}</b>
      <code className="hr-cut" title={statement}>
        {statement.replaceAll(/\s+/g, ' ')}
      </code>
      <span className="hr-dim hr-cut">{past.summary}</span>
      <Button variant="inline-link" onClick={takeBack} ariaLabel={`Edit ${operation} again`}>
        Edit
      </Button>
      <Button
        variant="inline-link"
        disabled={running}
        onClick={() => void replay(past.call)}
        ariaLabel={`Run ${operation} again`}
      >
        Run
      </Button>
    </li>
  );
}

/** Newest first; every word must occur in the statement, the operation or the summary. */
function matchingCalls(calls: readonly PastCall[], query: string): readonly PastCall[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return calls
    .filter(({ call, summary }) => {
      const text = `${call.operation} ${call.statement} ${summary}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toReversed();
}
