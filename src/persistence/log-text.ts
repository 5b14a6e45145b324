/** The log's line format: changes as a letter and length-prefixed fields, which needs no escaping in either direction. */
import { unreachable } from '../base/assert.ts';
import type { Change } from '../model/changes.ts';
import { createFieldReader, field, type FieldReader } from './fields.ts';
import type { CommitRecord } from './port.ts';

/*
 * A log row's body is a run of entries: a letter, then its fields (see fields.ts).
 *   T atMs                 virtual time of the commit that begins here
 *   P space key json       put            D space key   delete          S space   drop-space
 *   O name json            doc            X name        drop-doc
 *   C from to              copy-space
 */

/** One commit, to be concatenated with others into a row's body. */
export function commitToText(record: CommitRecord): string {
  let text = entry('T', String(record.atMs));
  for (const change of record.changes) text += changeToText(change);
  return text;
}

function changeToText(change: Change): string {
  switch (change.kind) {
    case 'put':
      return entry('P', change.space) + field(change.key) + field(change.json);
    case 'delete':
      return entry('D', change.space) + field(change.key);
    case 'drop-space':
      return entry('S', change.space);
    case 'copy-space':
      return entry('C', change.from) + field(change.to);
    case 'doc':
      return entry('O', change.name) + field(change.json);
    case 'drop-doc':
      return entry('X', change.name);
    default:
      return unreachable(change);
  }
}

function entry(letter: string, text: string): string {
  return letter + field(text);
}

export interface LoggedChanges {
  readonly changes: readonly Change[];
  /** The latest commit's virtual time. */
  readonly atMs: number;
}

/** Reads a row's body back; undefined when it is not in the format. */
export function textToChanges(text: string): LoggedChanges | undefined {
  const fields = createFieldReader(text);
  const changes: Change[] = [];
  let atMs = 0;
  while (!fields.atEnd()) {
    const letter = fields.letter();
    if (letter === 'T') atMs = Math.max(atMs, Number(fields.next()));
    else {
      const change = readChange(letter, fields);
      if (change === undefined) return undefined;
      changes.push(change);
    }
    if (fields.failed()) return undefined;
  }
  return { changes, atMs };
}

function readChange(letter: string, fields: FieldReader): Change | undefined {
  switch (letter) {
    case 'P':
      return { kind: 'put', space: fields.next(), key: fields.next(), json: fields.next() };
    case 'D':
      return { kind: 'delete', space: fields.next(), key: fields.next() };
    case 'S':
      return { kind: 'drop-space', space: fields.next() };
    case 'C':
      return { kind: 'copy-space', from: fields.next(), to: fields.next() };
    case 'O':
      return { kind: 'doc', name: fields.next(), json: fields.next() };
    case 'X':
      return { kind: 'drop-doc', name: fields.next() };
    default:
      return undefined;
  }
}
