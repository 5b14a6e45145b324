/** Puts theme, density and motion on the page: Cloudscape's own classes, and a denser setting of its sizes. */
import type { ThemeChoice } from '../state/view-slice.ts';

const DARK = matchMedia('(prefers-color-scheme: dark)');
const REDUCED_MOTION = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * Cloudscape's own density goes no lower than 14 px text and outlines every button in its accent; this screen holds more
 * at a time, so its buttons are smaller and quieter. Custom properties by the
 * beginning of their name: what follows it is a hash that changes with Cloudscape's version.
 */
const DENSE: readonly (readonly [prefix: string, value: string])[] = [
  ['--font-size-body-m-', '13px'],
  ['--line-height-body-m-', '18px'],
  ['--font-size-body-s-', '11px'],
  ['--font-size-tabs-', '13px'],
  ['--font-size-heading-xl-', '18px'],
  ['--font-size-heading-l-', '16px'],
  ['--font-size-heading-m-', '15px'],
  ['--font-size-heading-s-', '13px'],
  ['--font-size-heading-xs-', '12px'],
  ['--line-height-heading-l-', '20px'],
  ['--line-height-heading-m-', '19px'],
  ['--line-height-heading-s-', '18px'],
  ['--border-radius-button-', '6px'],
  ['--border-radius-input-', '6px'],
  ['--border-radius-item-', '6px'],
  ['--border-radius-container-', '10px'],
  ['--border-radius-flashbar-', '8px'],
  ['--border-width-button-', '1px'],
  ['--border-width-alert-', '1px'],
  ['--space-button-horizontal-', '9px'],
  ['--font-weight-button-', '500'],
  ['--color-border-button-normal-default-', 'var(--hr-line)'],
  ['--color-border-button-normal-hover-', 'var(--hr-dim)'],
  ['--color-background-button-normal-default-', 'transparent'],
  // Cloudscape derives these from the normal button's colours.
  ['--color-background-button-primary-default-', 'var(--hr-accent)'],
  ['--color-background-button-primary-hover-', 'color-mix(in srgb, var(--hr-accent) 86%, var(--hr-text))'],
  ['--color-text-button-primary-default-', 'var(--hr-on-accent)'],
  ['--color-text-button-primary-hover-', 'var(--hr-on-accent)'],
  ['--color-background-button-normal-hover-', 'var(--hr-soft)'],
  ['--color-background-layout-main-', 'var(--hr-background)'],
  ['--color-background-container-content-', 'var(--hr-panel)'],
  ['--color-background-container-header-', 'var(--hr-panel)'],
  ['--color-border-divider-default-', 'var(--hr-line)'],
];

export function applyTheme(choice: ThemeChoice): void {
  const dark = choice === 'dark' || (choice === 'system' && DARK.matches);
  document.body.classList.toggle('awsui-dark-mode', dark);
}

/** Density and motion, and the theme again whenever the system's changes. Called once. */
export function followSystem(chosen: () => ThemeChoice): void {
  document.body.classList.add('awsui-compact-mode');
  makeDenser();
  const applyMotion = (): void => {
    document.body.classList.toggle('awsui-motion-disabled', REDUCED_MOTION.matches);
  };
  applyMotion();
  REDUCED_MOTION.addEventListener('change', applyMotion);
  DARK.addEventListener('change', () => applyTheme(chosen()));
}

/** One pass over the names and one sheet: this runs before the first paint. */
function makeDenser(): void {
  const values = new Map(DENSE);
  const dense: string[] = [];
  const quiet: string[] = [];
  for (const name of declaredNames()) {
    const prefix = name.slice(0, name.lastIndexOf('-') + 1);
    const value = values.get(prefix);
    if (value !== undefined) dense.push(`${name}: ${value}`);
    if (QUIET_TEXT.has(prefix)) quiet.push(`${name}: var(--hr-text)`);
  }
  const sheet = new CSSStyleSheet();
  // Links share the quiet ones with the normal buttons and keep the accent, so they are set on the buttons alone.
  sheet.replaceSync(`body { ${dense.join('; ')} } [class*='awsui_variant-normal'] { ${quiet.join('; ')} }`);
  document.adoptedStyleSheets.push(sheet);
}

const QUIET_TEXT = new Set(['--color-text-button-normal-default-', '--color-text-button-normal-hover-']);

/** Cloudscape declares its custom properties on the body, in a layer of its own. */
function declaredNames(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const sheet of document.styleSheets) {
    for (const layer of sheet.cssRules) {
      if (!(layer instanceof CSSLayerBlockRule)) continue;
      for (const rule of layer.cssRules) {
        if (!(rule instanceof CSSStyleRule) || rule.selectorText !== 'body') continue;
        for (const name of rule.style) names.add(name);
      }
    }
  }
  return names;
}
