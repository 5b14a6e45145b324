/** The middle: tabs for the console, the items, the tables opened, and on narrow pages what has no column of its own. */
import { lazy, Suspense } from 'react';
import type { TableSnapshot } from '../../model/snapshot.ts';
import { Console } from '../console/console.tsx';
import { TabStrip, type Tab } from '../kit/tab-strip.tsx';
import { shownResource } from '../state/derive.ts';
import { useApp } from '../state/store.ts';
import type { WorkTab } from '../state/view-slice.ts';
import { LiveView } from './live-view.tsx';
import { TablesNav } from './tables-nav.tsx';

const ExploreItems = lazy(async () => ({
  default: (await import('../explorer/explore-items.tsx')).ExploreItems,
}));
const TableScreen = lazy(async () => ({ default: (await import('../tables/table-screen.tsx')).TableScreen }));

const PANEL_ID = 'hr-work-panel';

export function WorkArea({ columns }: { readonly columns: 1 | 2 | 3 }) {
  const chosen = useApp((state) => state.workTab);
  const openTables = useApp((state) => state.openTables);
  const showTab = useApp((state) => state.showTab);
  const closeTable = useApp((state) => state.closeTable);
  const tabs = workTabs(columns, openTables);
  const active = tabs.some(({ id }) => id === chosen) ? chosen : 'console';
  return (
    <>
      <TabStrip
        label="Work"
        tabs={tabs}
        active={active}
        onSelect={showTab}
        onClose={(id) => closeTable(tableOf(id))}
        panelId={PANEL_ID}
      />
      <div className="hr-work-panel" role="tabpanel" id={PANEL_ID} aria-labelledby={`${PANEL_ID}-${active}`}>
        <Suspense fallback={<p className="hr-empty">Loading…</p>}>
          <TabContent tab={active} />
        </Suspense>
      </div>
    </>
  );
}

function workTabs(columns: 1 | 2 | 3, openTables: readonly string[]): readonly Tab<WorkTab>[] {
  return [
    ...(columns === 1 ? [{ id: 'tables', label: 'Tables' } as const] : []),
    { id: 'console', label: 'Console' },
    { id: 'items', label: 'Explore items' },
    ...(columns < 3 ? [{ id: 'live', label: 'Live' } as const] : []),
    ...openTables.map((name) => ({ id: `table:${name}` as const, label: name, closable: true })),
  ];
}

function tableOf(tab: WorkTab): string {
  return tab.slice('table:'.length);
}

function TabContent({ tab }: { readonly tab: WorkTab }) {
  switch (tab) {
    case 'console':
      return <Console />;
    case 'items':
      return <Items />;
    case 'live':
      return <LiveView />;
    case 'tables':
      return <TablesNav />;
    default:
      return <Table name={tableOf(tab)} />;
  }
}

const NO_TABLES: readonly TableSnapshot[] = [];

function Items() {
  const host = useApp(({ connection }) => (connection.kind === 'ready' ? connection.host : undefined));
  const tables = useApp(({ frame }) => frame?.tables ?? NO_TABLES);
  const selected = useApp((state) => shownResource(state.selected, state.frame)?.table);
  const select = useApp((state) => state.select);
  if (host === undefined) return undefined;
  return (
    <ExploreItems
      host={host}
      tables={tables}
      selected={selected}
      onSelectTable={(table) => select({ table })}
    />
  );
}

function Table({ name }: { readonly name: string }) {
  const host = useApp(({ connection }) => (connection.kind === 'ready' ? connection.host : undefined));
  const table = useApp(({ frame }) => frame?.tables.find(({ doc }) => doc.name === name));
  const history = useApp((state) => state.history);
  const openDialog = useApp((state) => state.openDialog);
  if (host === undefined) return undefined;
  if (table === undefined) return <p className="hr-empty">{name} does not exist any more.</p>;
  return (
    <TableScreen
      host={host}
      table={table}
      history={history}
      onImport={() => openDialog({ kind: 'import', table: name })}
      onDelete={() => openDialog({ kind: 'delete-table', table: name })}
    />
  );
}
