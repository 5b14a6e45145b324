/** The log's line format: changes as a letter and length-prefixed fields, which needs no escaping in either direction. */
import { unreachable } from '../base/assert.ts';
import type { Change } from '../model/changes.ts';
import type { CommitRecord } from './port.ts';

/*
 * A log row's body is a run of entries: a letter, then its fields, each as `<length>:<text>`.
 *   T atMs                 virtual time of the commit that begins here
 *   P space key json       put            D space key   delete          S space   drop-space
 *   O name json            doc            X name        drop-doc
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

function field(text: string): string {
  return `${text.length}:${text}`;
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
    case 'O':
      return { kind: 'doc', name: fields.next(), json: fields.next() };
    case 'X':
      return { kind: 'drop-doc', name: fields.next() };
    default:
      return undefined;
  }
}

interface FieldReader {
  atEnd(): boolean;
  letter(): string;
  /** The next field; empty, and `failed` from then on, when there is none. */
  next(): string;
  failed(): boolean;
}

function createFieldReader(text: string): FieldReader {
  let at = 0;
  let broken = false;
  return {
    atEnd: () => at >= text.length,
    letter() {
      at += 1;
      return text.charAt(at - 1);
    },
    next() {
      const colon = text.indexOf(':', at);
      const length = colon === -1 ? Number.NaN : Number(text.slice(at, colon));
      if (!Number.isInteger(length) || length < 0 || colon + 1 + length > text.length) {
        broken = true;
        at = text.length;
        return '';
      }
      at = colon + 1 + length;
      return text.slice(colon + 1, at);
    },
    failed: () => broken,
  };
}
