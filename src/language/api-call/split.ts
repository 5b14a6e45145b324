/** Splits an editor's text into API calls, each an operation's name and a JSON body: `GetItem { … }`. */
import type { JsonObject } from '../../base/json.ts';
import type { Span } from '../expressions/tree.ts';
import { readJson, skipBlanks, type JsonError } from './json-reader.ts';

export interface ApiCall extends Span {
  /** As written, `GetItem`; empty where a body stands alone. Whether there is such an operation is not looked at. */
  readonly operation: string;
  readonly operationSpan: Span;
  readonly body: ApiCallBody;
}

export type ApiCallBody =
  | { readonly kind: 'json'; readonly text: string; readonly value: JsonObject; readonly span: Span }
  | { readonly kind: 'error'; readonly error: JsonError };

const NAME = /[A-Za-z_]\w*/y;
/** Where the next call begins after an unreadable one: a name at the start of a line, and a brace. */
const NEXT_CALL = /^[A-Za-z_]\w*\s*\{/gm;

/** The calls in order. A call that cannot be read runs to the next line that begins one. */
export function splitApiCalls(text: string): readonly ApiCall[] {
  const calls: ApiCall[] = [];
  let at = skipBlanks(text, 0);
  while (at < text.length) {
    const call = readCall(text, at);
    calls.push(call);
    at = skipBlanks(text, call.offset + call.length);
  }
  return calls;
}

function readCall(text: string, start: number): ApiCall {
  NAME.lastIndex = start;
  const operation = NAME.exec(text)?.[0] ?? '';
  const operationSpan = { offset: start, length: operation.length };
  const at = skipBlanks(text, start + operation.length);
  const failed = (message: string, offset: number, length: number): ApiCall => {
    const end = Math.max(callEnd(text, Math.max(offset, start + 1)), start + 1);
    const body = { kind: 'error', error: { message, offset, length } } as const;
    return { operation, operationSpan, body, offset: start, length: end - start };
  };
  if (operation === '') return failed("Expected an operation's name, such as GetItem", start, 1);
  if (text[at] !== '{') {
    const found = at >= text.length ? 'but the text ends here' : `found ${firstChar(text, at)}`;
    return failed(`Expected { after ${operation}, ${found}`, at, at >= text.length ? 0 : 1);
  }
  const read = readJson(text, at);
  if (read.kind === 'error') return failed(read.error.message, read.error.offset, read.error.length);
  const junk = junkAfter(text, read.end);
  if (junk !== undefined) return failed('Unexpected text after the body', junk.offset, junk.length);
  const value = read.value;
  if (!isObject(value)) return failed('Expected an object', at, 1);
  const span = { offset: at, length: read.end - at };
  return {
    operation,
    operationSpan,
    body: { kind: 'json', text: text.slice(at, read.end), value, span },
    offset: start,
    length: read.end - start,
  };
}

/** What stands between a body and the next call, if anything does. */
function junkAfter(text: string, end: number): Span | undefined {
  const offset = skipBlanks(text, end);
  if (offset >= text.length) return undefined;
  NAME.lastIndex = offset;
  if (NAME.test(text) && text.slice(end, offset).includes('\n')) return undefined;
  const next = callEnd(text, offset);
  return { offset, length: text.slice(offset, next).trimEnd().length };
}

/** Where a call ends that could not be read: behind its last character before the next call. */
function callEnd(text: string, from: number): number {
  NEXT_CALL.lastIndex = from;
  const next = NEXT_CALL.exec(text)?.index ?? text.length;
  return next - (text.slice(from, next).length - text.slice(from, next).trimEnd().length);
}

function firstChar(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
