/** Between offsets, in which the languages think, and Monaco's positions. */
import { Range, type editor } from 'monaco-editor/editor';

export function rangeOf(model: editor.ITextModel, from: number, to: number): Range {
  const start = model.getPositionAt(from);
  const end = model.getPositionAt(to);
  return new Range(start.lineNumber, start.column, end.lineNumber, end.column);
}
