/** Numbers in English digits, as `Intl` writes them: setting `Intl` up costs more than all else before the first paint. */

/** `-12,346` */
export function formatWhole(value: number): string {
  return withCommas(String(rounded(value)));
}

/** `1,234.6`, without a zero behind the point. */
export function formatTenths(value: number): string {
  return withCommas(String(rounded(value * 10) / 10));
}

const STEPS: readonly (readonly [size: number, letter: string])[] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
];

/** `128K`, `1.2M`. */
export function formatCompact(value: number): string {
  // What rounds up to the next step belongs to it.
  const step = STEPS.find(([size]) => Math.abs(value) >= size * 0.99995);
  return step === undefined ? formatTenths(value) : `${formatTenths(value / step[0])}${step[1]}`;
}

/** Halves away from zero. */
function rounded(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function withCommas(digits: string): string {
  const [whole = '', tenths] = digits.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return tenths === undefined ? grouped : `${grouped}.${tenths}`;
}
