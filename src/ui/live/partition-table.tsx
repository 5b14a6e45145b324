/** The partition map as text, for readers who cannot see it; refreshed slowly so that it can be read. */
import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import type { TableSnapshot } from '../../model/snapshot.ts';
import { cellsOf, describeCells } from './partition-cells.ts';
import { formatCount, formatPercent } from './quantity.ts';

const REFRESH_MS = 2000;

/** Rows a resource; the busiest come first. */
const MAX_ROWS = 32;

export function PartitionTable({ table }: { readonly table: TableSnapshot }): ReactNode {
  const newest = useRef(table);
  const [shown, setShown] = useState(table);
  useEffect(() => {
    newest.current = table;
  }, [table]);
  useEffect(() => {
    const timer = setInterval(() => setShown(newest.current), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return <PartitionTableText table={shown.doc.name === table.doc.name ? shown : table} />;
}

const PartitionTableText = memo(function PartitionTableText({
  table,
}: {
  readonly table: TableSnapshot;
}): ReactNode {
  return (
    <div className="hr-visually-hidden">
      {table.resources.map((resource) => {
        const name = resource.index ?? table.doc.name;
        const cells = cellsOf(resource);
        const rows = cells.toSorted((one, other) => other.use - one.use).slice(0, MAX_ROWS);
        return (
          <table key={name}>
            <caption>
              {describeCells(name, cells)}
              {cells.length > MAX_ROWS ? ` The busiest ${MAX_ROWS} are listed.` : ''}
            </caption>
            <thead>
              <tr>
                <th scope="col">Partition</th>
                <th scope="col">Used</th>
                <th scope="col">Read units a second</th>
                <th scope="col">Write units a second</th>
                <th scope="col">Throttled a second</th>
                <th scope="col">Items</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((cell) => (
                <tr key={cell.id}>
                  <th scope="row">{cell.id}</th>
                  <td>{formatPercent(cell.use)}</td>
                  <td>{formatCount(cell.partition.readPerS)}</td>
                  <td>{formatCount(cell.partition.writePerS)}</td>
                  <td>{formatCount(cell.throttledPerS)}</td>
                  <td>{formatCount(cell.partition.itemCount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
    </div>
  );
});
