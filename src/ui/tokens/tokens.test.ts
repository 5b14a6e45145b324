/** The stylesheet, the palettes and Cloudscape's tokens agree, and the colours can be told apart. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { heatRgb, hexToRgb, lightness } from './heat.ts';
import { PALETTES, type Palette, type ThemeName } from './tokens.ts';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const cloudscape: unknown = JSON.parse(
  readFileSync(
    new URL(
      '../../../node_modules/@cloudscape-design/design-tokens/index-visual-refresh.json',
      import.meta.url,
    ),
    'utf8',
  ),
);
const themes: readonly ThemeName[] = ['light', 'dark'];

describe('tokens', () => {
  it.each(themes)('names the same colours in the stylesheet and in the %s palette', (theme) => {
    const inStylesheet = propertiesOf(theme === 'light' ? ':root' : '.awsui-dark-mode');
    const { heat, ...plain } = PALETTES[theme];
    const named = Object.entries(plain).map(([name, color]) => [cssName(name), color] as const);
    const ramp = heat.map((color, i) => [`--hr-heat-${i}`, color] as const);
    for (const [property, color] of [...named, ...ramp]) {
      expect([property, inStylesheet.get(property)]).toEqual([property, color]);
    }
  });

  it.each([
    ['panel', 'color-background-container-content'],
    ['accent', 'color-text-link-default'],
    ['focus', 'color-border-item-focused'],
    ['bad', 'color-text-status-error'],
    ['warn', 'color-text-status-warning'],
    ['ok', 'color-text-status-success'],
  ] as const)('takes %s from Cloudscape', (name, token) => {
    for (const theme of themes) expect(PALETTES[theme][name]).toBe(cloudscapeColor(token, theme));
  });

  it.each(themes)('keeps text readable on every ground of the %s theme', (theme) => {
    const palette = PALETTES[theme];
    const inks: readonly (keyof Palette)[] = ['text', 'dim', 'accent', 'read', 'write', 'bad', 'warn', 'ok'];
    const grounds = ['background', 'panel', 'raised', 'code'] as const;
    const faint = inks.flatMap((ink) =>
      grounds
        .filter((ground) => contrast(String(palette[ink]), palette[ground]) < 4.5)
        .map((ground) => `${ink} on ${ground}`),
    );
    expect(faint).toEqual([]);
  });

  it.each(themes)('moves the heat ramp of the %s theme one way in lightness', (theme) => {
    const direction = theme === 'light' ? -1 : 1;
    let last = lightness(heatRgb(theme, 0));
    for (let step = 1; step <= 32; step += 1) {
      const next = lightness(heatRgb(theme, step / 32));
      expect((next - last) * direction).toBeGreaterThan(0.002);
      last = next;
    }
  });

  it('clamps the heat ramp', () => {
    expect(heatRgb('dark', 7)).toEqual(heatRgb('dark', 1));
    expect(heatRgb('dark', -1)).toEqual(heatRgb('dark', 0));
    expect(heatRgb('light', 1)).toEqual(hexToRgb(PALETTES.light.heat[4]));
  });
});

function propertiesOf(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`\n${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map(
    [...block.matchAll(/(--[\w-]+): ([^;]+);/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}

function cssName(name: string): string {
  return `--hr-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function cloudscapeColor(token: string, theme: ThemeName): unknown {
  const { tokens } = cloudscape as { tokens: Record<string, { $value: Record<ThemeName, string> }> };
  return tokens[token]?.$value[theme];
}

/** WCAG 2 contrast ratio. */
function contrast(first: string, second: string): number {
  const [high, low] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = hexToRgb(hex).map((byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
