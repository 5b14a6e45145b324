/** How long the service takes to answer: a plain model of our own, since DynamoDB publishes no figures by operation. */

/** Milliseconds of a request that moves next to nothing. */
const BASE_MS: ReadonlyMap<string, number> = new Map([
  ['GetItem', 2],
  ['PutItem', 4],
  ['UpdateItem', 4],
  ['DeleteItem', 4],
  ['Query', 3],
  ['Scan', 4],
  ['BatchGetItem', 5],
  ['BatchWriteItem', 8],
  ['TransactGetItems', 8],
  ['TransactWriteItems', 14],
  ['ExecuteTransaction', 14],
]);
const OTHER_MS = 10;
/** An error is found before any storage is touched. */
const ERROR_MS = 1;
/** Response bytes that take one more millisecond. */
const BYTES_A_MS = 50_000;

export function answerLatencyMs(operation: string, bodyLength: number): number {
  return (BASE_MS.get(operation) ?? OTHER_MS) + Math.floor(bodyLength / BYTES_A_MS);
}

/** How long a write is in flight. */
export function writeLatencyMs(operation: string): number {
  return answerLatencyMs(operation, 0);
}

export function errorLatencyMs(): number {
  return ERROR_MS;
}
