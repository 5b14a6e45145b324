/** Key texts (DynamoDB JSON) as a person writes them: `customer = c-0042`. */
import type { JsonValue } from '../../base/json.ts';

/** Accepts a bare attribute value or a map of named ones; any other text is given back unchanged. */
export function readableKey(keyText: string): string {
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(keyText) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) return keyText;
    throw error;
  }
  const bare = scalarOf(parsed);
  if (bare !== undefined) return bare;
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return keyText;
  const parts = Object.entries(parsed).map(([name, value]) => [name, scalarOf(value)] as const);
  if (parts.length === 0 || parts.some(([, value]) => value === undefined)) return keyText;
  return parts.map(([name, value]) => `${name} = ${value}`).join(', ');
}

function scalarOf(value: JsonValue): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return undefined;
  const [type, text] = entry;
  return (type === 'S' || type === 'N' || type === 'B') && typeof text === 'string' ? text : undefined;
}
