/** The theme in force, followed from the class that Cloudscape's dark mode puts on the body. */
import { useSyncExternalStore } from 'react';
import type { ThemeName } from './tokens.ts';

const DARK_CLASS = 'awsui-dark-mode';

/** Re-renders when the page switches between light and dark. */
export function useTheme(): ThemeName {
  return useSyncExternalStore(subscribe, currentTheme);
}

function currentTheme(): ThemeName {
  return document.body.classList.contains(DARK_CLASS) ? 'dark' : 'light';
}

function subscribe(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  return () => observer.disconnect();
}
