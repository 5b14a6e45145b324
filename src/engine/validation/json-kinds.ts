/** What kind of JSON value one is, with readonly arrays told apart. */
import type { JsonArray, JsonObject, JsonValue } from '../../base/json.ts';

export function isJsonArray(value: JsonValue): value is JsonArray {
  return Array.isArray(value);
}

export function isJsonObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
