/** Request ids that look like the service's: 52 capital letters and digits. */

const ID_LENGTH = 52;
const COUNTER_LENGTH = 12;
const BASE = 36;

/**
 * Gives a function whose every result is new. `randomBytes`, some 40 of them, tell one server's ids from another's;
 * a counter, which costs nothing, tells them from each other.
 */
export function createRequestIds(randomBytes: Uint8Array): () => string {
  const prefix = [...randomBytes]
    .map((byte) => (byte % BASE).toString(BASE))
    .join('')
    .slice(0, ID_LENGTH - COUNTER_LENGTH)
    .toUpperCase()
    .padEnd(ID_LENGTH - COUNTER_LENGTH, 'A');
  let count = 0;
  return () => {
    count++;
    return prefix + count.toString(BASE).toUpperCase().padStart(COUNTER_LENGTH, '0');
  };
}
