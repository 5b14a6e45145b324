/** JSON text, coloured, a line at a time: only the lines in sight are drawn, so that a megabyte opens at once. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, type ReactNode } from 'react';
import { KEYBOARD_SCROLLED } from './keyboard-scrolled.ts';
import './json-lines.css';

export interface JsonLinesProps {
  /** Names the region for screen readers. */
  readonly label: string;
  readonly text: string;
}

const LINE_HEIGHT_PX = 18;
/** A longer line is drawn without colours. */
const MAX_COLOURED_LINE = 4_000;

export function JsonLines({ label, text }: JsonLinesProps) {
  const lines = useMemo(() => text.split('\n'), [text]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT_PX,
    overscan: 30,
  });
  return (
    <div className="hr-json" ref={scroller} role="region" aria-label={label} {...KEYBOARD_SCROLLED}>
      <div style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          <div key={row.key} className="hr-json-line" style={{ transform: `translateY(${row.start}px)` }}>
            {coloured(lines[row.index] ?? '')}
          </div>
        ))}
      </div>
    </div>
  );
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g;

function coloured(line: string): ReactNode {
  if (line.length > MAX_COLOURED_LINE) return line;
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of line.matchAll(TOKEN)) {
    const [whole, text, colon, number] = match;
    parts.push(line.slice(end, match.index));
    end = match.index + whole.length;
    const kind =
      text === undefined
        ? number === undefined
          ? 'word'
          : 'number'
        : colon === undefined
          ? 'string'
          : 'name';
    parts.push(
      <span key={match.index} data-kind={kind}>
        {text ?? whole}
      </span>,
      colon,
    );
  }
  parts.push(line.slice(end));
  return parts;
}
