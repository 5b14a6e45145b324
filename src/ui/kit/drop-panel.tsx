/** A button with a panel below it; Escape, a click elsewhere or leaving with Tab closes it and gives the focus back. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import './drop-panel.css';

export interface DropPanelProps {
  /** The panel's name for screen readers. */
  readonly label: string;
  readonly button: ReactNode;
  readonly buttonLabel: string;
  readonly children: ReactNode;
}

export function DropPanel({ label, button, buttonLabel, children }: DropPanelProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const onPointerDown = (event: PointerEvent): void => {
      // Cloudscape's menus open in the body: a click in one of them is a click in the panel.
      const inside =
        event.target instanceof Element && event.target.closest('.hr-drop, [class*=awsui_dropdown]') !== null;
      if (!inside) setOpen(false);
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      setOpen(false);
      trigger.current?.focus();
    };
    addEventListener('pointerdown', onPointerDown);
    addEventListener('keydown', onKeyDown);
    return () => {
      removeEventListener('pointerdown', onPointerDown);
      removeEventListener('keydown', onKeyDown);
    };
  }, [open]);

  return (
    <div className="hr-drop" ref={root}>
      <button
        type="button"
        className="hr-button"
        aria-expanded={open}
        aria-haspopup="dialog"
        aria-label={buttonLabel}
        ref={trigger}
        onClick={() => setOpen(!open)}
      >
        {button}
        <span aria-hidden="true" className="hr-caret" />
      </button>
      {open && (
        <div className="hr-drop-panel" role="dialog" aria-label={label}>
          {children}
        </div>
      )}
    </div>
  );
}
