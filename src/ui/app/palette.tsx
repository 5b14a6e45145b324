/** Every command in one list: type to narrow it, arrows to move, Enter to run. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import Modal from '@cloudscape-design/components/modal';
import { useStable } from '../state/use-stable.ts';
import { commandsFor, matchingCommands, type AppCommand } from './commands.ts';

const LIST_ID = 'hr-palette-list';
const optionId = (at: number) => `hr-palette-${at}`;

export function Palette({ onClose }: { onClose(): void }) {
  const tables = useStable(({ frame }) => (frame?.tables ?? []).map(({ doc }) => doc.name));
  const commands = useMemo(() => commandsFor(tables), [tables]);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The dialog first gives the focus to its Close button.
    const frame = requestAnimationFrame(() => input.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const found = matchingCommands(commands, query);
  const run = (command: AppCommand | undefined): void => {
    if (command === undefined) return;
    // Closed first: a command may open a dialog of its own.
    onClose();
    command.run();
  };
  const move = (to: number): void => {
    const bounded = (to + found.length) % Math.max(1, found.length);
    setAt(bounded);
    list.current?.children[bounded]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal visible header="Commands" closeAriaLabel="Close" onDismiss={onClose}>
      <div className="hr-palette">
        <input
          className="hr-field"
          role="combobox"
          aria-label="Command"
          aria-expanded="true"
          aria-controls={LIST_ID}
          aria-activedescendant={found.length === 0 ? undefined : optionId(at)}
          placeholder="Pause, Share, Create table…"
          value={query}
          ref={input}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div className="hr-palette-list" role="listbox" id={LIST_ID} aria-label="Commands" ref={list}>
          {found.map((command, position) => (
            <button
              type="button"
              tabIndex={-1}
              key={command.id}
              id={optionId(position)}
              role="option"
              aria-selected={position === at}
              onPointerMove={() => setAt(position)}
              onClick={() => run(command)}
            >
              <span>{command.title}</span>
              {command.keys !== undefined && <kbd>{command.keys}</kbd>}
            </button>
          ))}
        </div>
        {found.length === 0 && <p className="hr-empty">No command is called that.</p>}
      </div>
    </Modal>
  );
}
