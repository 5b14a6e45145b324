/** A text area that stands in until Monaco has arrived: the same text, the same keys. */
import { useImperativeHandle, useRef, type KeyboardEvent } from 'react';
import { useApp } from '../state/store.ts';
import type { StatementEditorProps } from './editor-handle.ts';
import type { Wanted } from './statements.ts';

export function PlainEditor({ language, handle, onRun, onCursor }: StatementEditorProps) {
  const text = useApp((state) => state.texts[language]);
  const edit = useApp((state) => state.edit);
  const area = useRef<HTMLTextAreaElement>(null);
  const wanted = (): Wanted => {
    const { selectionStart: from = 0, selectionEnd: to = 0 } = area.current ?? {};
    return from === to ? { kind: 'cursor', offset: from } : { kind: 'selection', from, to };
  };
  useImperativeHandle(handle, () => ({ wanted, focus: () => area.current?.focus() }));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    if (event.ctrlKey || event.metaKey) onRun(wanted());
    else if (event.shiftKey) onRun({ kind: 'all' });
    else return;
    event.preventDefault();
  };
  return (
    <textarea
      className="hr-plain-editor"
      aria-label="Statements"
      spellCheck={false}
      ref={area}
      value={text}
      onChange={(event) => edit(language, event.target.value)}
      onSelect={(event) => onCursor(event.currentTarget.selectionStart)}
      onKeyDown={onKeyDown}
    />
  );
}
