/** The whole page: the frame around whatever the connection and the storage allow. */
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import Button from '@cloudscape-design/components/button';
import { announceFirstScreen } from '../kit/first-screen.ts';
import { useMedia } from '../kit/use-media.ts';
import { play } from '../state/actions.ts';
import { clockText } from '../state/derive.ts';
import { useApp } from '../state/store.ts';
import { Dialogs } from './dialogs.tsx';
import { LiveView } from './live-view.tsx';
import { Notices } from './notices.tsx';
import { Panels } from './panels.tsx';
import { StatusFooter } from './status-footer.tsx';
import { TablesNav } from './tables-nav.tsx';
import { TopBar } from './top-bar.tsx';
import { WorkArea } from './work-area.tsx';
import './frame.css';

const StorageFailure = lazy(async () => ({
  default: (await import('../scenarios/storage-failure.tsx')).StorageFailure,
}));

export function App() {
  const threeColumns = useMedia('(min-width: 1200px)');
  const oneColumn = useMedia('(max-width: 719px)');
  useFirstScreen();
  return (
    <div className="hr-app">
      <TopBar narrow={!threeColumns} />
      <Body columns={threeColumns ? 3 : oneColumn ? 1 : 2} />
      <StatusFooter />
      <Notices />
      <Dialogs />
    </div>
  );
}

/** The first screen is what the engine's first word looks like, or that there will be none. */
function useFirstScreen(): void {
  const answered = useApp(({ frame, connection }) => frame !== undefined || connection.kind === 'dead');
  useEffect(() => {
    if (!answered) return;
    // A hidden page paints nothing that could be waited for.
    if (document.hidden) announceFirstScreen();
    else requestAnimationFrame(() => setTimeout(announceFirstScreen));
  }, [answered]);
}

function Body({ columns }: { readonly columns: 1 | 2 | 3 }) {
  const failed = useApp(({ connection, frame }) => {
    const storage = frame?.storage ?? (connection.kind === 'ready' ? connection.hello.storage : undefined);
    return storage?.kind === 'failed' ? storage : undefined;
  });
  const dead = useApp(({ connection }) => (connection.kind === 'dead' ? connection.reason : undefined));
  if (dead !== undefined) return <DeadEngine reason={dead} />;
  if (failed !== undefined) {
    return (
      <Suspense>
        <StorageFailure storage={failed} />
      </Suspense>
    );
  }
  return <Columns columns={columns} />;
}

function Columns({ columns }: { readonly columns: 1 | 2 | 3 }) {
  const nav = {
    id: 'tables',
    minSize: 160,
    defaultSize: 214,
    content: (
      <Side label="Tables">
        <TablesNav />
      </Side>
    ),
  };
  const work = { id: 'work', minSize: 360, content: <Work columns={columns} /> };
  const live = {
    id: 'live',
    minSize: 320,
    defaultSize: 438,
    content: (
      <Side label="Live">
        <LiveView />
      </Side>
    ),
  };
  const panels = columns === 3 ? [nav, work, live] : [nav, work];
  return (
    <main className="hr-main">
      {columns === 1 ? (
        work.content
      ) : (
        <Panels id={`frame-${columns}`} orientation="horizontal" panels={panels} />
      )}
    </main>
  );
}

function Side({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section className="hr-side" aria-label={label}>
      {children}
    </section>
  );
}

function Work({ columns }: { readonly columns: 1 | 2 | 3 }) {
  return (
    <section className="hr-work" aria-label="Work">
      <Resumed />
      <WorkArea columns={columns} />
    </section>
  );
}

/** A reload finds the run where it was, paused; it says so until the clock runs. */
function Resumed() {
  const at = useApp(({ resumed, frame }) =>
    resumed && frame !== undefined && !frame.running ? clockText(frame.nowMs) : undefined,
  );
  if (at === undefined) return undefined;
  return (
    <div className="hr-resumed" role="status">
      <span>
        Everything is as you left it: paused at <b className="hr-number">{at}</b>.
      </span>
      <Button onClick={() => void play()} variant="inline-link">
        Play
      </Button>
    </div>
  );
}

function DeadEngine({ reason }: { readonly reason: string }) {
  return (
    <main className="hr-stopped">
      <h2>The engine stopped</h2>
      <p>What was acknowledged is stored in this browser. Starting again continues from there, paused.</p>
      <pre>{reason}</pre>
      <Button variant="primary" onClick={() => location.reload()}>
        Restart
      </Button>
    </main>
  );
}
