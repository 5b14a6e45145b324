/** What reads cost: units of 4 KB, half as much when eventually consistent. */

/** Bytes that one read unit covers. */
export const READ_UNIT_BYTES = 4096;

/** Units a unit of 4 KB costs. */
export function readFactor(consistentRead: boolean | undefined): number {
  return consistentRead === true ? 1 : 0.5;
}

/** Whole units of 4 KB for so many bytes, at least one: a read of nothing costs as one of the least. */
export function readUnits(sizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / READ_UNIT_BYTES));
}
