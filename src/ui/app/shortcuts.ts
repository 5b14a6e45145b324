/** The keys of the whole page. */
import { togglePlay } from '../state/actions.ts';
import { useApp } from '../state/store.ts';

/** Listens for as long as the page lives. */
export function listenForShortcuts(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey) return;
    if (shortcut(event)) event.preventDefault();
  });
}

/** True when the key was one of the page's own. */
function shortcut(event: KeyboardEvent): boolean {
  const { dialog, openDialog, closeDialog } = useApp.getState();
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase();
    if (key === 'k') {
      if (dialog?.kind === 'palette') closeDialog();
      else openDialog({ kind: 'palette' });
      return true;
    }
    if (key === 's') {
      void shareLink();
      return true;
    }
    return false;
  }
  if (dialog !== undefined || isTyping(event.target)) return false;
  if (event.key === ' ' && !isPressable(event.target)) {
    void togglePlay();
    return true;
  }
  if (event.key === '?') {
    openDialog({ kind: 'keys' });
    return true;
  }
  return false;
}

async function shareLink(): Promise<void> {
  const { copyLink } = await import('../scenarios/share.ts');
  await copyLink();
}

const TYPING = [
  'input:not([type=range], [type=checkbox], [type=radio], [type=button])',
  'textarea',
  'select',
  '[role=textbox]',
  '.monaco-editor',
].join(', ');

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest(TYPING) !== null);
}

/** Space already presses what has the focus. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'button, a, summary, input, [role=button], [role=tab], [role=option], [role=menuitem], [role=separator]',
    ) !== null
  );
}
