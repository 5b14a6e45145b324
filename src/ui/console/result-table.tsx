/** Items as a table: types beside the names, nested values that open, and only the rows in sight drawn. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { KEYBOARD_SCROLLED } from '../kit/keyboard-scrolled.ts';
import { cellText, columnsOf, isNested, typeOf, type Column } from './items.ts';
import { plainText } from './plain-json.ts';

export interface ResultTableProps {
  readonly items: readonly AttributeMap[];
  /** Key attributes, shown first. */
  readonly keyNames: readonly string[];
}

const ROW_HEIGHT_PX = 26;
const CHARACTER_PX = 6.9;
const CELL_PADDING_PX = 22;
const MIN_COLUMN_PX = 64;
const MAX_COLUMN_PX = 320;
/** Rows that decide how wide a column is. */
const MEASURED_ROWS = 40;

export function ResultTable({ items, keyNames }: ResultTableProps) {
  const columns = useMemo(() => columnsOf(items, keyNames), [items, keyNames]);
  const template = useMemo(
    () => columns.map((column) => `${columnWidth(column, items)}px`).join(' '),
    [columns, items],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 12,
  });
  const toggle = (cell: string): void => {
    const next = new Set(opened);
    if (!next.delete(cell)) next.add(cell);
    setOpened(next);
  };
  return (
    <div
      className="hr-grid"
      ref={scroller}
      role="table"
      aria-label="Items"
      aria-rowcount={items.length + 1}
      aria-colcount={columns.length}
      {...KEYBOARD_SCROLLED}
    >
      <div className="hr-grid-head" role="rowgroup">
        <div role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map(({ name, types }) => (
            <div key={name} role="columnheader">
              <span className="hr-cut">{name}</span> <small>{types.join(' | ')}</small>
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.key}
            role="row"
            ref={rows.measureElement}
            data-index={row.index}
            aria-rowindex={row.index + 2}
            className="hr-grid-row"
            style={{ gridTemplateColumns: template, transform: `translateY(${row.start}px)` }}
          >
            {columns.map((column) => {
              const cell = `${row.index} ${column.name}`;
              return (
                <Cell
                  key={column.name}
                  column={column}
                  value={items[row.index]?.[column.name]}
                  open={opened.has(cell)}
                  onToggle={() => toggle(cell)}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

interface CellProps {
  readonly column: Column;
  readonly value: AttributeValue | undefined;
  readonly open: boolean;
  onToggle(): void;
}

function Cell({ column, value, open, onToggle }: CellProps) {
  if (value === undefined) return <div role="cell" className="hr-absent" aria-label="absent" />;
  const type = typeOf(value);
  // Where one attribute has several types, each cell says its own.
  const ownType = column.types.length > 1 && <small>{type} </small>;
  if (!isNested(value)) {
    const text = cellText(value);
    return (
      <div role="cell" className="hr-cut" data-type={type} title={text}>
        {ownType}
        {text}
      </div>
    );
  }
  return (
    <div role="cell" className={open ? undefined : 'hr-cut'}>
      <button type="button" className="hr-nested" aria-expanded={open} onClick={onToggle}>
        <span aria-hidden="true">{open ? '▾' : '▸'}</span> {ownType}
        {cellText(value)}
      </button>
      {open && <pre>{plainText(value)}</pre>}
    </div>
  );
}

function columnWidth({ name, types }: Column, items: readonly AttributeMap[]): number {
  const longest = items
    .slice(0, MEASURED_ROWS)
    .map((item) => item[name])
    .reduce((most, value) => Math.max(most, value === undefined ? 0 : cellText(value).length), 0);
  const head = name.length + types.join(' | ').length + 2;
  const wanted = Math.max(longest, head) * CHARACTER_PX + CELL_PADDING_PX;
  return Math.round(Math.min(MAX_COLUMN_PX, Math.max(MIN_COLUMN_PX, wanted)));
}
