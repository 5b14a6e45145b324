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

function makeDenser(): void {
  const names = bodyRules().flatMap((rule) => Array.from(rule.style));
  for (const [prefix, value] of DENSE) {
    for (const name of namesFrom(names, prefix)) document.body.style.setProperty(name, value);
  }
  // Links share these with the normal buttons and keep the accent, so they are set on the buttons alone.
  const quiet = QUIET_TEXT.flatMap((prefix) => namesFrom(names, prefix)).map(
    (name) => `${name}: var(--hr-text)`,
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`[class*='awsui_variant-normal'] { ${quiet.join('; ')} }`);
  document.adoptedStyleSheets.push(sheet);
}

const QUIET_TEXT = ['--color-text-button-normal-default-', '--color-text-button-normal-hover-'];

/** The custom properties that are `prefix` and a hash. */
function namesFrom(names: readonly string[], prefix: string): readonly string[] {
  return [...new Set(names)].filter(
    (name) => name.startsWith(prefix) && !name.slice(prefix.length).includes('-'),
  );
}

/** Cloudscape declares its custom properties on the body, in a layer of its own. */
function bodyRules(): readonly CSSStyleRule[] {
  return [...document.styleSheets]
    .flatMap((sheet) => Array.from(sheet.cssRules))
    .flatMap((rule) => (rule instanceof CSSLayerBlockRule ? Array.from(rule.cssRules) : rule))
    .flatMap((rule) => (rule instanceof CSSStyleRule && rule.selectorText === 'body' ? rule : []));
}
