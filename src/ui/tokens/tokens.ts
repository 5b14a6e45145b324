/** Colours and durations for code that draws by itself (canvases, charts); the same values as `tokens.css`. */

export type ThemeName = 'light' | 'dark';

export interface Palette {
  readonly background: string;
  readonly panel: string;
  readonly raised: string;
  readonly line: string;
  readonly soft: string;
  readonly code: string;
  readonly text: string;
  readonly dim: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly focus: string;
  readonly read: string;
  readonly write: string;
  /** What is left for a burst. */
  readonly burst: string;
  readonly bad: string;
  readonly warn: string;
  readonly ok: string;
  readonly reasonKeyRange: string;
  readonly reasonProvisioned: string;
  readonly reasonOnDemand: string;
  readonly reasonAccount: string;
  /** From no use to full use. Lightness moves one way all along, so that it reads without hue. */
  readonly heat: readonly [string, string, string, string, string];
}

export const PALETTES: Readonly<Record<ThemeName, Palette>> = {
  light: {
    background: '#f4f5f7',
    panel: '#ffffff',
    raised: '#ffffff',
    line: '#d5d9df',
    soft: '#e9ecf0',
    code: '#fafbfc',
    text: '#0f141a',
    dim: '#57626f',
    accent: '#006ce0',
    onAccent: '#ffffff',
    focus: '#006ce0',
    read: '#006ce0',
    write: '#8456ce',
    burst: '#0b7a75',
    bad: '#db0000',
    warn: '#855900',
    ok: '#00802f',
    reasonKeyRange: '#db0000',
    reasonProvisioned: '#c77700',
    reasonOnDemand: '#8456ce',
    reasonAccount: '#5f6b7a',
    heat: ['#e9eef4', '#fbe2a6', '#f5b65a', '#e0662a', '#b3102c'],
  },
  dark: {
    background: '#0f141a',
    panel: '#161d26',
    raised: '#1b232d',
    line: '#2c3642',
    soft: '#1f2833',
    code: '#11171e',
    text: '#dedee3',
    dim: '#94a1b0',
    accent: '#42b4ff',
    onAccent: '#0f141a',
    focus: '#42b4ff',
    read: '#42b4ff',
    write: '#bf80ff',
    burst: '#55d0c3',
    bad: '#ff7a7a',
    warn: '#fbd332',
    ok: '#2bb534',
    reasonKeyRange: '#ff7a7a',
    reasonProvisioned: '#fbd332',
    reasonOnDemand: '#bf80ff',
    reasonAccount: '#94a1b0',
    heat: ['#1c2530', '#2a5078', '#96559b', '#ef7b45', '#ffe27a'],
  },
};

/** Charts redraw at most this often. */
export const CHART_REDRAW_MS = 250;

/** The most points one chart draws. */
export const MAX_CHART_POINTS = 300;
