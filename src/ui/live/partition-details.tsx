/** What the partition map tells about one cell: range, items, size, units of the most it gives, burst, hottest keys. */
import type { ReactNode } from 'react';
import { PARTITION_READ_PER_S, PARTITION_WRITE_PER_S, type Cell } from './partition-cells.ts';
import { formatBytes, formatClock, formatCount, formatPercent } from './quantity.ts';
import { readableKey } from './readable-key.ts';

export function PartitionDetails({
  cell,
  resource,
}: {
  readonly cell: Cell;
  readonly resource: string;
}): ReactNode {
  const { partition } = cell;
  const { doc, hotKeys } = partition;
  return (
    <>
      <div className="live-details-head">
        <b>Partition {cell.id}</b> <small>{resource}</small>
        {cell.throttledPerS > 0 ? (
          <b className="live-bad">▲ {formatCount(cell.throttledPerS)}/s throttled</b>
        ) : null}
      </div>
      <dl>
        <dt>Key range</dt>
        <dd>
          {rangeText(cell)}
          {doc.parentId === undefined ? null : (
            <small>
              {' '}
              split from {doc.parentId} at {formatClock(doc.createdAtMs)}
            </small>
          )}
        </dd>
        <dt>Holds</dt>
        <dd>
          {formatCount(partition.itemCount)} items, {formatBytes(partition.sizeBytes)}
        </dd>
        <dt>Reads</dt>
        <dd>
          <b>{formatCount(partition.readPerS)}</b> of {formatCount(PARTITION_READ_PER_S)} units/s, burst{' '}
          {burstText(partition.read)}
        </dd>
        <dt>Writes</dt>
        <dd>
          <b>{formatCount(partition.writePerS)}</b> of {formatCount(PARTITION_WRITE_PER_S)} units/s, burst{' '}
          {burstText(partition.write)}
        </dd>
        <dt>Hottest keys</dt>
        <dd>
          {hotKeys.length === 0 ? 'none in the last minute' : null}
          {hotKeys.map((key) => (
            <span key={key.keyText} className="live-hot-key">
              <span>{readableKey(key.keyText)}</span>
              <b>{formatPercent(key.share)}</b>
            </span>
          ))}
        </dd>
      </dl>
    </>
  );
}

/** The same in one sentence, for the name of the focused cell. */
export function describeCell(cell: Cell, resource: string): string {
  const { partition } = cell;
  const hottest = partition.hotKeys[0];
  return [
    `Partition ${cell.id} of ${resource}, key range ${rangeText(cell)}`,
    `${formatPercent(cell.use)} used`,
    `${formatCount(partition.readPerS)} of ${formatCount(PARTITION_READ_PER_S)} read units a second`,
    `${formatCount(partition.writePerS)} of ${formatCount(PARTITION_WRITE_PER_S)} write units a second`,
    `burst left ${formatPercent(cell.burst)}`,
    `${formatCount(partition.itemCount)} items, ${formatBytes(partition.sizeBytes)}`,
    ...(cell.throttledPerS > 0 ? [`throttling ${formatCount(cell.throttledPerS)} requests a second`] : []),
    ...(hottest === undefined
      ? []
      : [`hottest key ${readableKey(hottest.keyText)} with ${formatPercent(hottest.share)}`]),
  ].join(', ');
}

function rangeText(cell: Cell): string {
  const digits = cell.to - cell.from < 0.01 ? 2 : 1;
  const edge = (at: number): string => String(Number((at * 100).toFixed(digits)));
  return `${edge(cell.from)} – ${edge(cell.to)} %`;
}

function burstText(bucket: { readonly level: number; readonly capacity: number }): string {
  return bucket.capacity > 0 ? formatPercent(Math.max(0, bucket.level / bucket.capacity)) : 'none';
}
