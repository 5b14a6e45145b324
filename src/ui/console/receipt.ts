/** A call's receipt as lines to print: bytes, rounding, units, dollars, each with its rule. */
import type { Receipt, ReceiptLine } from '../../model/command.ts';
import { formatWhole } from '../kit/digits.ts';
import { dollarText, onDemandDollars, PRICE_REGION, vectorDollars } from './prices.ts';

/** Least that a search of a vector index, or a write to one, is metered. */
const MIN_METERED_BYTES = 1024;

export interface PrintedLine {
  readonly text: string;
  readonly value: string;
  /** `fact` is measured, `rule` is applied to it, `sum` closes a resource. */
  readonly kind: 'fact' | 'rule' | 'sum';
}

/** `2.0 RCU`, `3.0 WCU`, `2.0 RCU + 1.0 WCU`, `no units`. */
export function totalText(receipt: Receipt): string {
  const totals = (['read', 'write'] as const)
    .map((action) => ({ action, units: unitsOf(receipt, action) }))
    .filter(({ units }) => units > 0)
    .map(({ action, units }) => unitText(action, units));
  for (const action of ['read', 'write'] as const) {
    const bytes = bytesOf(receipt, action);
    if (bytes > 0) totals.push(vectorText(action, bytes));
  }
  return totals.length === 0 ? 'no units' : totals.join(' + ');
}

export function unitsOf(receipt: Receipt, action: 'read' | 'write'): number {
  return sumOf(receipt.lines.filter((line) => line.action === action && line.metered === undefined));
}

/** Metered bytes of vector indexes. */
function bytesOf(receipt: Receipt, action: 'read' | 'write'): number {
  return sumOf(receipt.lines.filter((line) => line.action === action && line.metered === 'bytes'));
}

function sumOf(lines: readonly ReceiptLine[]): number {
  return lines.reduce((sum, line) => sum + line.units, 0);
}

export function printLine(line: ReceiptLine): readonly PrintedLine[] {
  if (line.metered === 'bytes') return printMetered(line);
  const units = line.action === 'read' ? 'read units' : 'write units';
  const noun = line.index === undefined ? 'item' : 'entry';
  const measured = `${formatWhole(line.items)} ${plural(noun, line.items)}: ${line.what}`;
  const factor = factorLine(line);
  return [
    { kind: 'fact', text: measured, value: `${formatWhole(line.bytes)} B` },
    { kind: 'rule', text: line.rule, value: `÷ ${formatWhole(line.unitBytes)} ↑` },
    ...(factor === undefined
      ? []
      : [{ kind: 'fact', text: units, value: oneDigit(line.roundedUnits) } as const, factor]),
    { kind: 'sum', text: resourceText(line), value: unitText(line.action, line.units) },
  ];
}

/** A vector index: bytes, never rounded to units. */
function printMetered(line: ReceiptLine): readonly PrintedLine[] {
  const noun = line.action === 'read' ? 'vector' : 'entry';
  return [
    {
      kind: 'fact',
      text: `${formatWhole(line.items)} ${plural(noun, line.items)}: ${line.what}`,
      value: `${formatWhole(line.bytes)} B`,
    },
    { kind: 'rule', text: line.rule, value: `≥ ${formatWhole(MIN_METERED_BYTES)} B` },
    { kind: 'sum', text: resourceText(line), value: vectorText(line.action, line.units) },
  ];
}

function vectorText(action: 'read' | 'write', bytes: number): string {
  return `${formatWhole(bytes)} B ${action === 'read' ? 'searched' : 'vector written'}`;
}

/** What the call costs: on demand, or drawn from capacity that is paid by the hour. */
export function costLine(receipt: Receipt): PrintedLine {
  const dollars = (['read', 'write'] as const)
    .map(
      (action) =>
        onDemandDollars(action, unitsOf(receipt, action)) + vectorDollars(action, bytesOf(receipt, action)),
    )
    .reduce((sum, part) => sum + part, 0);
  const provisioned = receipt.lines.some((line) => line.billingMode === 'PROVISIONED');
  return {
    kind: 'rule',
    text: provisioned
      ? `provisioned, paid by the hour; on demand it would be`
      : `on demand in ${PRICE_REGION}`,
    value: dollarText(dollars),
  };
}

function factorLine({ factor, action }: ReceiptLine): PrintedLine | undefined {
  if (factor === 0.5) return { kind: 'rule', text: 'eventually consistent', value: '× ½' };
  if (factor === 2) return { kind: 'rule', text: `transactional ${action}`, value: '× 2' };
  return undefined;
}

function resourceText(line: ReceiptLine): string {
  return line.index === undefined ? `${line.table} (table)` : `${line.index} (${line.indexKind ?? 'index'})`;
}

function unitText(action: 'read' | 'write', units: number): string {
  return `${oneDigit(units)} ${action === 'read' ? 'RCU' : 'WCU'}`;
}

function oneDigit(units: number): string {
  return units.toFixed(1);
}

function plural(noun: string, count: number): string {
  if (count === 1) return noun;
  return noun === 'entry' ? 'entries' : `${noun}s`;
}
