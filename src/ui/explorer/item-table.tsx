/** Items as a table that draws only the rows in sight: types beside the names, rows to choose and to open. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useMemo, useRef, type ReactNode } from 'react';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { cellText, columnsOf, typeOf, type Column } from '../console/items.ts';

export interface ItemTableProps {
  readonly items: readonly AttributeMap[];
  /** Shown first; the first of them opens the item. */
  readonly keyNames: readonly string[];
  /** Places of the chosen items. */
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (chosen: ReadonlySet<number>) => void;
  readonly onOpen: (item: AttributeMap) => void;
}

const ROW_HEIGHT = 26;
const CHOOSE_WIDTH = 30;
const CHARACTER_WIDTH = 7;
const MIN_COLUMN_WIDTH = 72;
const MAX_COLUMN_WIDTH = 300;
/** Items that decide how wide a column is. */
const MEASURED_ITEMS = 50;

export const ItemTable = memo(function ItemTable(props: ItemTableProps): ReactNode {
  const { items, keyNames, chosen, onChoose, onOpen } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => columnsOf(items, keyNames), [items, keyNames]);
  const widths = useMemo(() => columns.map((column) => columnWidth(column, items)), [columns, items]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const rows = virtualizer.getVirtualItems();
  const before = rows[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (rows.at(-1)?.end ?? 0);
  const isAllChosen = items.length > 0 && chosen.size === items.length;
  return (
    <div className="explorer-items" ref={scrollRef}>
      <table
        aria-label="Items returned"
        aria-rowcount={items.length + 1}
        style={{ width: CHOOSE_WIDTH + widths.reduce((sum, width) => sum + width, 0) }}
      >
        <colgroup>
          <col style={{ width: CHOOSE_WIDTH }} />
          {columns.map(({ name }, place) => (
            <col key={name} style={{ width: widths[place] }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <input
                type="checkbox"
                aria-label="Choose all items"
                checked={isAllChosen}
                onChange={() => onChoose(new Set(isAllChosen ? [] : items.keys()))}
              />
            </th>
            {columns.map(({ name, types }) => (
              <th key={name} scope="col" title={name}>
                {name} <small>{types.join(' | ')}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? <tr aria-hidden="true" style={{ height: before }} /> : null}
          {rows.map((row) => {
            const item = items[row.index];
            if (item === undefined) return null;
            return (
              <ItemRow
                key={row.key}
                item={item}
                place={row.index}
                columns={columns}
                isChosen={chosen.has(row.index)}
                onToggle={() => onChoose(toggled(chosen, row.index))}
                onOpen={onOpen}
              />
            );
          })}
          {after > 0 ? <tr aria-hidden="true" style={{ height: after }} /> : null}
        </tbody>
      </table>
    </div>
  );
});

interface ItemRowProps {
  readonly item: AttributeMap;
  readonly place: number;
  readonly columns: readonly Column[];
  readonly isChosen: boolean;
  readonly onToggle: () => void;
  readonly onOpen: (item: AttributeMap) => void;
}

function ItemRow({ item, place, columns, isChosen, onToggle, onOpen }: ItemRowProps): ReactNode {
  return (
    <tr aria-rowindex={place + 2} className={isChosen ? 'explorer-chosen' : undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={`Choose item ${place + 1}`}
          checked={isChosen}
          onChange={onToggle}
        />
      </td>
      {columns.map((column, columnPlace) => {
        const value = item[column.name];
        if (value === undefined)
          return <td key={column.name} className="explorer-absent" aria-label="absent" />;
        return (
          <td key={column.name} title={cellText(value)}>
            {columnPlace === 0 ? (
              <button type="button" onClick={() => onOpen(item)} aria-label={`Open item ${cellText(value)}`}>
                {cellText(value)}
              </button>
            ) : (
              <Cell value={value} isMixed={column.types.length > 1} />
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** Where one attribute has several types, each cell says its own. */
function Cell({ value, isMixed }: { readonly value: AttributeValue; readonly isMixed: boolean }): ReactNode {
  return (
    <>
      {isMixed ? <small>{typeOf(value)} </small> : null}
      {cellText(value)}
    </>
  );
}

function toggled(chosen: ReadonlySet<number>, place: number): ReadonlySet<number> {
  const next = new Set(chosen);
  if (!next.delete(place)) next.add(place);
  return next;
}

function columnWidth({ name, types }: Column, items: readonly AttributeMap[]): number {
  const longest = items.slice(0, MEASURED_ITEMS).reduce(
    (most, item) => {
      const value = item[name];
      return Math.max(most, value === undefined ? 0 : cellText(value).length);
    },
    name.length + types.join(' | ').length + 2,
  );
  return Math.min(MAX_COLUMN_WIDTH, Math.max(MIN_COLUMN_WIDTH, longest * CHARACTER_WIDTH + 20));
}
