/** How deeply a request is nested, as far as that decides which layer reads it. */
import type { JsonValue } from '../../base/json.ts';
import type { OperationName } from '../../model/operations.ts';

/** Objects and arrays inside one another, the request itself among them. [seen: between 62 and 63 maps in a value] */
const MAX_NEWER_LEVELS = 128;

const SINGLE_WRITES: ReadonlySet<OperationName> = new Set<OperationName>([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
]);

export function isLeftToOlderLayer(operation: OperationName, input: JsonValue): boolean {
  return SINGLE_WRITES.has(operation) && isDeeper(input, MAX_NEWER_LEVELS);
}

/** Goes no deeper than it must to say so. */
function isDeeper(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const content of Object.values(value)) if (isDeeper(content, levels - 1)) return true;
  return false;
}
