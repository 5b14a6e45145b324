/** What DynamoDB charges in us-east-1, in dollars: AWS's public price list for the standard table class, August 2026. */

export const PRICE_REGION = 'us-east-1';

/** On demand, a million request units. */
const READ_UNITS_PER_MILLION = 0.125;
const WRITE_UNITS_PER_MILLION = 0.625;

/** Provisioned, one unit a second for one hour. */
export const READ_UNIT_HOUR = 0.000_13;
export const WRITE_UNIT_HOUR = 0.000_65;

/** What these units cost on demand. */
export function onDemandDollars(action: 'read' | 'write', units: number): number {
  return (units * (action === 'read' ? READ_UNITS_PER_MILLION : WRITE_UNITS_PER_MILLION)) / 1_000_000;
}

/** Vector indexes, a GB searched or written. */
const VECTOR_READ_PER_GB = 0.002;
const VECTOR_WRITE_PER_GB = 0.52;
const BYTES_A_GB = 1024 ** 3;

/** What so many metered bytes of vector indexes cost. */
export function vectorDollars(action: 'read' | 'write', bytes: number): number {
  return (bytes / BYTES_A_GB) * (action === 'read' ? VECTOR_READ_PER_GB : VECTOR_WRITE_PER_GB);
}

/** `$0.00000025`: two digits that matter, never an exponent. */
export function dollarText(dollars: number): string {
  if (dollars === 0) return '$0';
  const digits = Math.min(12, Math.max(2, 1 - Math.floor(Math.log10(dollars))));
  return `$${dollars.toFixed(digits)}`;
}
