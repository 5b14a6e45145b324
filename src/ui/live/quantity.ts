/** Numbers as the live panels print them: short, tabular, the same everywhere in the world. */
import { formatCompact, formatTenths, formatWhole } from '../kit/digits.ts';

/** Units, requests, items: tenths below ten, whole above, `128K` from 100,000 on. */
export function formatCount(count: number): string {
  if (Math.abs(count) >= 100_000) return formatCompact(count);
  return Math.abs(count) < 10 ? formatTenths(count) : formatWhole(count);
}

/** A share of 1 as whole per cent; what is more than nothing never prints as 0 %. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %';
  return `${Math.round(share * 100)} %`;
}

/** Bytes in binary steps: `412 B`, `14.2 KB`. */
export function formatBytes(sizeBytes: number): string {
  const steps = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = sizeBytes;
  let step = 0;
  while (size >= 1024 && step < steps.length - 1) {
    size /= 1024;
    step += 1;
  }
  return `${size < 100 && step > 0 ? formatTenths(size) : formatWhole(size)} ${steps[step] ?? 'B'}`;
}

/** Virtual time of day, `12:04:31`, in UTC: a shared run shows everybody the same clock. */
export function formatClock(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 19);
}

/** A span of time in its two largest units: `240 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatSpan(spanMs: number): string {
  if (spanMs < 1000) return `${Math.round(spanMs)} ms`;
  if (spanMs < 60_000) return `${formatTenths(spanMs / 1000)} s`;
  const seconds = Math.round(spanMs / 1000);
  if (seconds < 3600) return joinSpan(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  return joinSpan(Math.floor(seconds / 3600), 'h', Math.round((seconds % 3600) / 60), 'min');
}

function joinSpan(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** Dollars with as many digits as the amount needs to say something. */
export function formatDollars(dollars: number): string {
  if (dollars === 0) return '$0';
  if (dollars >= 1000) return `$${formatWhole(dollars)}`;
  if (dollars >= 0.01) return `$${dollars.toFixed(2)}`;
  return `$${dollars.toPrecision(2)}`;
}
