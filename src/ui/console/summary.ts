/** An answer in one line: items, scanned, units, latency; or its error. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { ExecuteReply } from '../../host/api.ts';
import { formatWhole } from '../kit/digits.ts';
import type { Call } from '../state/console-slice.ts';
import { itemsOf } from './items.ts';
import { totalText } from './receipt.ts';

export function summaryOf({ call, reply }: { readonly call: Call; readonly reply: ExecuteReply }): string {
  const latency = `${reply.latencyMs < 10 ? reply.latencyMs.toFixed(1) : Math.round(reply.latencyMs)} ms`;
  const units = reply.receipt === undefined ? [] : [totalText(reply.receipt)];
  if (reply.errorCode !== undefined) return [reply.errorCode, ...units, latency].join(' · ');
  const response: JsonValue = JSON.parse(reply.body);
  return [...counts(call.operation, response), ...units, latency].join(' · ');
}

function counts(operation: string, response: JsonValue): readonly string[] {
  const items = itemsOf(operation, response);
  const count = numberIn(response, 'Count') ?? items?.length;
  const scanned = numberIn(response, 'ScannedCount');
  return [
    ...(count === undefined ? [] : [`${formatWhole(count)} item${count === 1 ? '' : 's'}`]),
    ...(scanned === undefined ? [] : [`scanned ${formatWhole(scanned)}`]),
  ];
}

function numberIn(response: JsonValue, name: string): number | undefined {
  const value = isObject(response) ? response[name] : undefined;
  return typeof value === 'number' ? value : undefined;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
