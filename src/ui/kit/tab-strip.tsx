/** A dense row of tabs: one tab stop, arrow keys move, Delete closes a tab that can be closed. */
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import './tab-strip.css';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: ReactNode;
  readonly closable?: boolean;
}

export interface TabStripProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly active: Id;
  onSelect(id: Id): void;
  onClose?(id: Id): void;
  /** Id of the panel that shows the active tab. */
  readonly panelId: string;
  /** At the right end of the row. */
  readonly end?: ReactNode;
}

export function TabStrip<Id extends string>(props: TabStripProps<Id>) {
  const { label, tabs, active, onSelect, onClose, panelId, end } = props;
  const row = useRef<HTMLDivElement>(null);
  const focusTab = (position: number): void => {
    const tab = tabs.at(position % tabs.length);
    if (tab === undefined) return;
    onSelect(tab.id);
    row.current?.querySelectorAll<HTMLElement>('[role=tab]')[tabs.indexOf(tab)]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ id }) => id === active);
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[
      event.key
    ];
    if (target !== undefined) focusTab(target);
    else if (event.key === 'Delete' && tabs[at]?.closable === true) onClose?.(active);
    else return;
    event.preventDefault();
  };
  return (
    <div className="hr-tabs">
      <div
        className="hr-tabs-row"
        role="tablist"
        aria-label={label}
        tabIndex={-1}
        ref={row}
        onKeyDown={onKeyDown}
      >
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${panelId}-${tab.id}`}
            className="hr-tab"
            aria-selected={tab.id === active}
            aria-controls={panelId}
            tabIndex={tab.id === active ? 0 : -1}
            onClick={() => onSelect(tab.id)}
            {...(tab.closable === true && { 'aria-description': 'Delete closes this tab' })}
          >
            {tab.label}
            {tab.closable === true && (
              // Inside the tab for the pointer; the keyboard has Delete.
              <span
                className="hr-tab-close"
                aria-hidden="true"
                onClick={(event) => {
                  event.stopPropagation();
                  onClose?.(tab.id);
                }}
              >
                ×
              </span>
            )}
          </button>
        ))}
      </div>
      {end !== undefined && <div className="hr-tabs-end">{end}</div>}
    </div>
  );
}
