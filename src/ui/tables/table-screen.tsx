/** The screens of one table: Overview, Indexes, Monitor, Exports and streams, Additional settings. */
import { useState, type ReactNode } from 'react';
import type { TableSnapshot } from '../../model/snapshot.ts';
import { TabStrip, type Tab } from '../kit/tab-strip.tsx';
import { usePacedValue } from '../live/redraw-queue.ts';
import { EMPTY_HISTORY, type History } from '../state/history.ts';
import { TableIndexes } from './table-indexes.tsx';
import { TableMonitor } from './table-monitor.tsx';
import { TableOverview } from './table-overview.tsx';
import { TableSettings } from './table-settings.tsx';
import { TableStreams } from './table-streams.tsx';
import './tables.css';
import type { CallHost } from './use-call.ts';

export interface TableScreenProps {
  readonly host: CallHost;
  readonly table: TableSnapshot;
  /** What the Monitor draws. */
  readonly history?: History;
  /** Opens the import of a file; the button is there only with it. */
  readonly onImport?: () => void;
  /** Asks before the table is deleted; the button is there only with it. */
  readonly onDelete?: () => void;
}

type Screen = 'overview' | 'indexes' | 'monitor' | 'streams' | 'settings';

const SCREENS: readonly Tab<Screen>[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'indexes', label: 'Indexes' },
  { id: 'monitor', label: 'Monitor' },
  { id: 'streams', label: 'Exports and streams' },
  { id: 'settings', label: 'Additional settings' },
];

const PANEL_ID = 'tables-panel';

/** What was typed into one table's forms is not carried over to another table. */
export function TableScreen(props: TableScreenProps): ReactNode {
  return <Screens key={props.table.doc.id} {...props} />;
}

function Screens(props: TableScreenProps): ReactNode {
  const [screen, setScreen] = useState<Screen>('overview');
  // Forms and counts need no ten redraws a second.
  const table = usePacedValue(props.table);
  return (
    <div className="tables">
      <TabStrip
        label={`Screens of ${table.doc.name}`}
        tabs={SCREENS}
        active={screen}
        onSelect={(id) => setScreen(id)}
        panelId={PANEL_ID}
      />
      <div className="tables-panel" role="tabpanel" id={PANEL_ID} aria-labelledby={`${PANEL_ID}-${screen}`}>
        <ScreenContent {...props} table={table} screen={screen} />
      </div>
    </div>
  );
}

function ScreenContent(props: TableScreenProps & { readonly screen: Screen }): ReactNode {
  const { screen, host, table, history = EMPTY_HISTORY, onImport, onDelete } = props;
  switch (screen) {
    case 'overview':
      return <TableOverview table={table} onImport={onImport} onDelete={onDelete} />;
    case 'indexes':
      return <TableIndexes host={host} table={table} />;
    case 'monitor':
      return <TableMonitor table={table} history={history} />;
    case 'streams':
      return <TableStreams host={host} table={table} />;
    case 'settings':
      return <TableSettings host={host} table={table} />;
  }
}
