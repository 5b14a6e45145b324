import { expect, it } from 'vitest';
import { formatCompact, formatTenths, formatWhole } from './digits.ts';

const VALUES = [
  0.6, 1, 9.96, 12.3, 99.94, 999, 999.96, 1000, 1234.56, 12_345.678, 99_999, 100_000, 128_400, 999_940,
  999_960, 1_000_000, 1_234_567, 12_345_678, 999_999_999, 1.5e9, 7.25e12,
];

const both = VALUES.flatMap((value) => [value, -value]);

function asIntl(values: readonly number[], options: Intl.NumberFormatOptions): string[] {
  const format = new Intl.NumberFormat('en-US', options);
  return values.map((value) => format.format(value));
}

it('numbers are written as Intl writes them', () => {
  expect(both.map(formatWhole)).toEqual(asIntl(both, { maximumFractionDigits: 0 }));
  expect(both.map(formatTenths)).toEqual(asIntl(both, { maximumFractionDigits: 1 }));
  const large = both.filter((value) => Math.abs(value) >= 1000);
  expect(large.map(formatCompact)).toEqual(asIntl(large, { notation: 'compact', maximumFractionDigits: 1 }));
});

it('nothing is 0, never -0', () => {
  expect([0, -0, -0.04].map(formatTenths)).toEqual(['0', '0', '0']);
  expect([0, -0.4].map(formatWhole)).toEqual(['0', '0']);
});
