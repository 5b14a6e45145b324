import { describe, expect, it } from 'vitest';
import { dollarText, onDemandDollars } from './prices.ts';

describe('prices', () => {
  it('charge a million on-demand writes 0.625 dollars and as many reads 0.125', () => {
    expect(onDemandDollars('write', 1_000_000)).toBe(0.625);
    expect(onDemandDollars('read', 1_000_000)).toBe(0.125);
  });

  it('are shown to two digits that matter', () => {
    expect(dollarText(onDemandDollars('read', 2))).toBe('$0.00000025');
    expect(dollarText(0.0000125)).toBe('$0.000013');
    expect(dollarText(1234.5)).toBe('$1234.50');
    expect(dollarText(0)).toBe('$0');
  });
});
