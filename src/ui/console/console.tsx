/** The console: statements above, their answers below. */
import { useRef, useState } from 'react';
import Button from '@cloudscape-design/components/button';
import { Panels } from '../app/panels.tsx';
import { JsonLines } from '../kit/json-lines.tsx';
import { TabStrip, type Tab } from '../kit/tab-strip.tsx';
import { CONSOLE_LANGUAGES, type ConsoleLanguage } from '../state/console-slice.ts';
import { useApp } from '../state/store.ts';
import type { EditorHandle } from './editor-handle.ts';
import { StatementEditor } from './statement-editor.tsx';
import { Results } from './results.tsx';
import { run } from './run.ts';
import { prepareWanted, type Wanted } from './statements.ts';
import './console.css';

const LANGUAGE_NAMES: Readonly<Record<ConsoleLanguage, string>> = { api: 'API', partiql: 'PartiQL' };

const TABS: readonly Tab<ConsoleLanguage>[] = CONSOLE_LANGUAGES.map((id) => ({
  id,
  label: LANGUAGE_NAMES[id],
}));

const PANEL_ID = 'hr-editor-panel';

export function Console() {
  return (
    <Panels
      id="console"
      orientation="vertical"
      panels={[
        { id: 'editor', minSize: 110, defaultSize: 292, content: <EditorCard /> },
        { id: 'results', minSize: 120, content: <Results /> },
      ]}
    />
  );
}

function EditorCard() {
  const language = useApp((state) => state.language);
  const setLanguage = useApp((state) => state.setLanguage);
  const running = useApp((state) => state.running);
  const showSent = useApp((state) => state.showSent);
  const setShowSent = useApp((state) => state.setShowSent);
  const handle = useRef<EditorHandle>(null);
  const [offset, setOffset] = useState(0);
  const runHere = (): void => void run(handle.current?.wanted() ?? { kind: 'cursor', offset });
  return (
    <div className="hr-card hr-editor-card">
      <TabStrip
        label="Language"
        tabs={TABS}
        active={language}
        onSelect={setLanguage}
        panelId={PANEL_ID}
        end={
          <>
            <label className="hr-check">
              <input
                type="checkbox"
                checked={showSent}
                onChange={(event) => setShowSent(event.target.checked)}
              />
              Show what is sent
            </label>
            <Button
              variant="primary"
              disabled={running}
              onClick={runHere}
              nativeButtonAttributes={{ title: RUN_HELP }}
            >
              Run <span className="hr-run-keys">{RUN_KEYS}</span>
            </Button>
          </>
        }
      />
      <div
        className="hr-editor-row"
        role="tabpanel"
        id={PANEL_ID}
        aria-labelledby={`${PANEL_ID}-${language}`}
      >
        <StatementEditor
          language={language}
          handle={handle}
          onRun={(wanted) => void run(wanted)}
          onCursor={setOffset}
        />
        {showSent && <Sent wanted={{ kind: 'cursor', offset }} />}
      </div>
    </div>
  );
}

const RUN_KEYS = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? '⌘⏎' : 'Ctrl+⏎';
const RUN_HELP = 'Runs the selection, else the statement at the cursor; Shift+Enter runs all';

/** The request of the statement at the cursor, as it would go out now. */
function Sent({ wanted }: { readonly wanted: Wanted }) {
  const language = useApp((state) => state.language);
  const text = useApp((state) => state.texts[state.language]);
  const [prepared] = prepareWanted(language, text, wanted);
  if (prepared === undefined) return <p className="hr-empty hr-sent">Nothing at the cursor.</p>;
  if (prepared.kind === 'problem') return <p className="hr-empty hr-sent">Nothing: {prepared.message}</p>;
  return (
    <div className="hr-sent">
      <JsonLines label="What is sent" text={`${prepared.call.operation} ${prepared.call.body}`} />
    </div>
  );
}
