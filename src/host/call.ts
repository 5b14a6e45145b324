/** A page's call on its way to the engine and back: text to command, reply to text, and its line in the event log. */
import type { JsonValue } from '../base/json.ts';
import type { Reply } from '../model/command.ts';
import type { ExecuteReply, LogLine } from './api.ts';

type Parsed = { readonly ok: true; readonly input: JsonValue } | { readonly ok: false; readonly why: string };

/** An empty body is an empty request. */
export function parseBody(body: string): Parsed {
  if (body.trim() === '') return { ok: true, input: {} };
  try {
    const input: JsonValue = JSON.parse(body);
    return { ok: true, input };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** What DynamoDB answers to a body that is not JSON; the reason is ours, DynamoDB gives none. */
export function serializationReply(why: string, atMs: number): ExecuteReply {
  return {
    status: 400,
    body: '{"__type":"com.amazon.coral.service#SerializationException"}',
    errorCode: 'SerializationException',
    errorMessage: `The request body is not JSON: ${why}`,
    latencyMs: 0,
    atMs,
  };
}

export function replyToExecuteReply(reply: Reply, atMs: number): ExecuteReply {
  const receipt = reply.receipt === undefined ? {} : { receipt: reply.receipt };
  const { body, latencyMs } = reply;
  if (reply.kind === 'ok') return { status: 200, body, latencyMs, atMs, ...receipt };
  return {
    status: reply.status,
    body,
    errorCode: reply.code,
    errorMessage: reply.message,
    latencyMs,
    atMs,
    ...receipt,
    ...(reply.throttle === undefined ? {} : { throttle: reply.throttle }),
  };
}

/** The line of a user's call. A throttled one has its own already. */
export function callLine(
  operation: string,
  input: JsonValue,
  reply: ExecuteReply,
): Omit<LogLine, 'id' | 'count'> | undefined {
  if (reply.throttle !== undefined) return undefined;
  const table = tableOf(input);
  const target = table === undefined ? operation : `${operation} ${table}`;
  const named = table === undefined ? {} : { table };
  const { atMs, errorCode, errorMessage } = reply;
  if (errorCode === undefined) return { atMs, kind: 'call', text: target, ...named };
  return { atMs, kind: 'error', text: `${target}: ${errorCode}: ${errorMessage ?? ''}`, ...named };
}

function tableOf(input: JsonValue): string | undefined {
  if (typeof input !== 'object' || input === null || !('TableName' in input)) return undefined;
  return typeof input.TableName === 'string' ? input.TableName : undefined;
}
