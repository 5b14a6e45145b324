/** Results of the port in tests: the value, or a failure of the test. */
import type { Stored } from '../port.ts';

export async function ok<T>(result: Promise<Stored<T>>): Promise<T> {
  const settled = await result;
  if (!settled.ok) throw new Error(`${settled.fault.kind}: ${settled.fault.detail}`);
  return settled.value;
}
