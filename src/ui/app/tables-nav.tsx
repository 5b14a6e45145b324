/** Left: the tables with their indexes and states, and the scenario's notes. */
import { useState, type DragEvent } from 'react';
import { navTables, shownResource, type NavIndex, type NavTable } from '../state/derive.ts';
import { useApp } from '../state/store.ts';
import { useStable } from '../state/use-stable.ts';
import { ScenarioNotes } from './scenario-notes.tsx';

const NO_TABLES: readonly NavTable[] = [];

export function TablesNav() {
  const tables = useStable(({ frame }) => (frame === undefined ? NO_TABLES : navTables(frame)));
  const ready = useApp((state) => state.frame !== undefined);
  const openDialog = useApp((state) => state.openDialog);
  return (
    <div className="hr-nav">
      <h2 className="hr-nav-title">Tables</h2>
      {ready && tables.length === 0 && (
        <p className="hr-empty">
          No tables yet. Create one, drop a CSV or JSON file on it, or open a scenario above.
        </p>
      )}
      <ul className="hr-nav-list">
        {tables.map((table) => (
          <TableEntry key={table.name} table={table} />
        ))}
      </ul>
      <button
        type="button"
        className="hr-nav-row hr-nav-create"
        onClick={() => openDialog({ kind: 'create-table' })}
      >
        + Create table
      </button>
      <ScenarioNotes />
    </div>
  );
}

function TableEntry({ table }: { readonly table: NavTable }) {
  const selected = useStable((state) => shownResource(state.selected, state.frame));
  const select = useApp((state) => state.select);
  const openTable = useApp((state) => state.openTable);
  const openDialog = useApp((state) => state.openDialog);
  const [dropping, setDropping] = useState(false);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setDropping(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) openDialog({ kind: 'import', table: table.name, file });
  };
  const current = selected?.table === table.name && selected.index === undefined;
  return (
    <li className={dropping ? 'hr-dropping' : undefined}>
      <div className="hr-nav-row" data-current={current}>
        <button
          type="button"
          className="hr-nav-name"
          aria-current={current}
          onClick={() => select({ table: table.name })}
          onDoubleClick={() => openTable(table.name)}
          onDragOver={(event) => {
            event.preventDefault();
            setDropping(true);
          }}
          onDragLeave={() => setDropping(false)}
          onDrop={onDrop}
        >
          <Dot hot={table.hot} status={table.status} />
          <span className="hr-cut">{table.name}</span>
          <small title={table.capacity}>
            {table.badges.length === 0 ? table.capacity : table.badges.join(' · ')}
          </small>
        </button>
        <button
          type="button"
          className="hr-nav-open"
          aria-label={`Open ${table.name}: overview, indexes, settings`}
          title="Overview, indexes, settings"
          onClick={() => openTable(table.name)}
        >
          ⋯
        </button>
      </div>
      {table.indexes.length > 0 && (
        <ul className="hr-nav-list">
          {table.indexes.map((index) => (
            <IndexEntry key={index.name} table={table.name} index={index} />
          ))}
        </ul>
      )}
    </li>
  );
}

function IndexEntry({ table, index }: { readonly table: string; readonly index: NavIndex }) {
  const current = useApp((state) => {
    const shown = shownResource(state.selected, state.frame);
    return shown?.table === table && shown.index === index.name;
  });
  const select = useApp((state) => state.select);
  // An LSI draws on its table's throughput: there is nothing of its own to show live.
  const onClick = (): void => select(index.kind === 'GSI' ? { table, index: index.name } : { table });
  return (
    <li className="hr-nav-row hr-nav-index" data-current={current}>
      <button type="button" className="hr-nav-name" aria-current={current} onClick={onClick}>
        {index.hot || index.status !== 'ACTIVE' ? (
          <Dot hot={index.hot} status={index.status} />
        ) : (
          <span className="hr-dot-space" />
        )}
        <span className="hr-cut">{index.name}</span>
        <small>{index.kind}</small>
      </button>
    </li>
  );
}

function Dot({ hot, status }: { readonly hot: boolean; readonly status: string }) {
  const kind = status === 'ACTIVE' ? (hot ? 'hot' : 'ok') : 'busy';
  const text = { hot: 'throttling now', ok: 'active', busy: status.toLowerCase() }[kind];
  return <span className="hr-dot" data-kind={kind} role="img" aria-label={text} title={text} />;
}
