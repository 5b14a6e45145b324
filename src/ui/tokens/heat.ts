/** The heat ramp: use of throughput, 0 to 1, as a colour; 256 steps, mixed in a perceptual space. */
import { PALETTES, type ThemeName } from './tokens.ts';

export type Rgb = readonly [number, number, number];

const STEPS = 256;
const ramps = new Map<ThemeName, readonly Rgb[]>();
const colors = new WeakMap<Rgb, string>();

/** `use` outside 0 … 1 is clamped. */
export function heatRgb(theme: ThemeName, use: number): Rgb {
  const ramp = rampOf(theme);
  const step = Math.round(Math.min(1, Math.max(0, use)) * (STEPS - 1));
  return ramp[step] ?? [0, 0, 0];
}

/** The same as a CSS colour. A map asks for hundreds of them a redraw: each text is made once. */
export function heatColor(theme: ThemeName, use: number): string {
  const rgb = heatRgb(theme, use);
  const known = colors.get(rgb);
  if (known !== undefined) return known;
  const color = `rgb(${rgb.join(' ')})`;
  colors.set(rgb, color);
  return color;
}

/** Black or white, whichever can be read on the heat colour. */
export function inkOnHeat(theme: ThemeName, use: number): string {
  return lightness(heatRgb(theme, use)) > 0.66 ? '#16191f' : '#ffffff';
}

/** Perceived lightness, 0 (black) to 1 (white): the L of OKLab. */
export function lightness(rgb: Rgb): number {
  return toOklab(rgb)[0];
}

function rampOf(theme: ThemeName): readonly Rgb[] {
  const known = ramps.get(theme);
  if (known !== undefined) return known;
  const stops = PALETTES[theme].heat.map((hex) => toOklab(hexToRgb(hex)));
  const ramp = Array.from({ length: STEPS }, (_, step): Rgb => {
    const at = (step / (STEPS - 1)) * (stops.length - 1);
    const lower = Math.min(Math.floor(at), stops.length - 2);
    return mix(stops[lower], stops[lower + 1], at - lower);
  });
  ramps.set(theme, ramp);
  return ramp;
}

function mix(from: Rgb | undefined, to: Rgb | undefined, share: number): Rgb {
  if (from === undefined || to === undefined) return [0, 0, 0];
  return fromOklab([
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ]);
}

export function hexToRgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

// Björn Ottosson's OKLab: https://bottosson.github.io/posts/oklab/
function toOklab(rgb: Rgb): Rgb {
  const [red, green, blue] = [toLinear(rgb[0]), toLinear(rgb[1]), toLinear(rgb[2])];
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ];
}

function fromOklab(lab: Rgb): Rgb {
  const long = (lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]) ** 3;
  const medium = (lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]) ** 3;
  const short = (lab[0] - 0.0894841775 * lab[1] - 1.291485548 * lab[2]) ** 3;
  return [
    toByte(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    toByte(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    toByte(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

function toLinear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function toByte(linear: number): number {
  const value = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));
}
