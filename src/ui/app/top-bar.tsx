/** The frame's first row: brand and scenario, time, load, sharing, theme, palette and keys. */
import { lazy, Suspense } from 'react';
import Button from '@cloudscape-design/components/button';
import { DropPanel } from '../kit/drop-panel.tsx';
import { MenuButton } from '../kit/menu-button.tsx';
import { formatWhole } from '../kit/digits.ts';
import { ScenarioMenu } from '../scenarios/scenario-menu.tsx';
import { loadRatePerS } from '../state/derive.ts';
import { useApp, type AppState } from '../state/store.ts';
import type { ThemeChoice } from '../state/view-slice.ts';
import { TimeControls } from './time-controls.tsx';

const LoadEditor = lazy(async () => ({ default: (await import('./load-editor.tsx')).LoadEditor }));

export function TopBar({ narrow }: { readonly narrow: boolean }) {
  const usable = useApp(isUsable);
  return (
    <header className="hr-top">
      <div className="hr-group">
        <h1 className="hr-brand">
          <svg aria-hidden="true" viewBox="0 0 18 14" width="18" height="14">
            <path fill="var(--hr-heat-1)" d="M0 0h4v14H0z" />
            <path fill="var(--hr-heat-2)" d="M4 0h4.3v14H4z" />
            <path fill="var(--hr-heat-3)" d="M8.3 0h4.3v14H8.3z" />
            <path fill="var(--hr-heat-4)" d="M12.6 0H18v14h-5.4z" />
          </svg>
          Hashrange
        </h1>
        {usable && <ScenarioMenu />}
      </div>
      <span className="hr-space" />
      {usable && <TimeControls narrow={narrow} />}
      {usable && <LoadSummary />}
      <span className="hr-space" />
      <div className="hr-group">
        <Commands usable={usable} />
      </div>
    </header>
  );
}

function LoadSummary() {
  const rate = useApp(({ frame }) => (frame === undefined ? 0 : loadRatePerS(frame.load)));
  const text = rate === 0 ? 'off' : `${formatWhole(rate)}/s`;
  return (
    <DropPanel
      label="Load"
      buttonLabel={`Load, ${text}: edit its rows`}
      button={
        <span className="hr-number">
          Load <b>{text}</b>
        </span>
      }
    >
      <Suspense fallback={<p className="hr-empty">Loading…</p>}>
        <LoadEditor />
      </Suspense>
    </DropPanel>
  );
}

const THEME_NAMES: Readonly<Record<ThemeChoice, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

/** Without an engine or its storage there is nothing to control. */
function isUsable({ connection, frame }: AppState): boolean {
  if (connection.kind === 'dead') return false;
  const storage = frame?.storage ?? (connection.kind === 'ready' ? connection.hello.storage : undefined);
  return storage?.kind !== 'failed';
}

function Commands({ usable }: { readonly usable: boolean }) {
  const theme = useApp((state) => state.theme);
  const setTheme = useApp((state) => state.setTheme);
  const openDialog = useApp((state) => state.openDialog);
  return (
    <>
      <MenuButton
        ariaLabel={`Theme: ${THEME_NAMES[theme]}`}
        items={themeItems(theme)}
        onChoose={(id) => setTheme(themeOf(id))}
      >
        <svg aria-hidden="true" className="hr-glyph" viewBox="0 0 12 12">
          <path d="M6 0a6 6 0 1 0 0 12A6 6 0 0 0 6 0Zm0 1.4v9.2a4.6 4.6 0 0 1 0-9.2Z" />
        </svg>
      </MenuButton>
      {usable && (
        <>
          <Button variant="primary" onClick={() => openDialog({ kind: 'share' })}>
            Share
          </Button>
          <Button
            onClick={() => openDialog({ kind: 'palette' })}
            ariaLabel="All commands"
            nativeButtonAttributes={{ title: 'All commands' }}
          >
            {commandKeyLabel()}K
          </Button>
        </>
      )}
      <Button
        onClick={() => openDialog({ kind: 'keys' })}
        ariaLabel="Keys"
        nativeButtonAttributes={{ title: 'Keys' }}
      >
        ?
      </Button>
    </>
  );
}

function themeItems(theme: ThemeChoice) {
  return (['system', 'light', 'dark'] as const).map((id) => ({
    id,
    itemType: 'checkbox' as const,
    checked: id === theme,
    text: THEME_NAMES[id],
  }));
}

function themeOf(id: string): ThemeChoice {
  return id === 'light' || id === 'dark' ? id : 'system';
}

function commandKeyLabel(): string {
  return /Mac|iP(hone|ad)/.test(navigator.userAgent) ? '⌘' : 'Ctrl+';
}
