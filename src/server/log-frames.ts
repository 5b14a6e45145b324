/** Rows as bytes, and the log's frames: each holds the rows of one transaction and tells whether it is whole. */
import { crc32 } from 'node:zlib';
import type { Row } from '../persistence/row.ts';

/*
 * A frame, numbers in little-endian order:
 *   4 bytes   length of the rows in bytes
 *   4 bytes   CRC-32 of the rows
 *   4 bytes   CRC-32 of the eight bytes before
 *   the rows: 8 bytes key (a double), 1 byte encoding, 4 bytes length, then the text
 */
const HEADER_BYTES = 12;
const HEADER_CRC_AT = 8;
const ROW_HEADER_BYTES = 13;
/** UTF-8 cannot hold half a surrogate pair, which DynamoDB's strings may; such a text is kept in UTF-16. */
const UTF8 = 0;
const UTF16 = 1;

export function rowsToBytes(rows: readonly Row<number>[]): Buffer {
  return Buffer.concat(rows.flatMap(rowToBytes));
}

export function frameOf(rows: readonly Row<number>[]): Buffer {
  const bytes = rowsToBytes(rows);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(bytes.length, 0);
  header.writeUInt32LE(crc32(bytes), 4);
  header.writeUInt32LE(crc32(header.subarray(0, HEADER_CRC_AT)), HEADER_CRC_AT);
  return Buffer.concat([header, bytes]);
}

export interface ReadFrames {
  readonly rows: readonly Row<number>[];
  /** Where whole frames end. What follows is a transaction that was cut short, so that nobody was told it is stored. */
  readonly wholeBytes: number;
  /** Where bytes lie that were whole once and are no longer; undefined when there are none. */
  readonly damagedAt: number | undefined;
}

/** A last frame that is not whole is one cut short, as a crash leaves it; any other is damage. */
export function readFrames(bytes: Buffer): ReadFrames {
  const rows: Row<number>[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = endOfFrame(bytes, at);
    if (end === undefined) return { rows, wholeBytes: at, damagedAt: isCutShort(bytes, at) ? undefined : at };
    const read = bytesToRows(bytes.subarray(at + HEADER_BYTES, end));
    if (read === undefined) return { rows, wholeBytes: at, damagedAt: at };
    rows.push(...read);
    at = end;
  }
  return { rows, wholeBytes: at, damagedAt: undefined };
}

/** Undefined for bytes that are no rows. */
export function bytesToRows(bytes: Buffer): readonly Row<number>[] | undefined {
  const rows: Row<number>[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + ROW_HEADER_BYTES > bytes.length) return undefined;
    const textAt = at + ROW_HEADER_BYTES;
    const end = textAt + bytes.readUInt32LE(at + 9);
    if (end > bytes.length) return undefined;
    const encoding = bytes.readUInt8(at + 8) === UTF16 ? 'utf16le' : 'utf8';
    rows.push({ key: bytes.readDoubleLE(at), text: bytes.toString(encoding, textAt, end) });
    at = end;
  }
  return rows;
}

function rowToBytes({ key, text }: Row<number>): readonly Buffer[] {
  const encoding = LONE_SURROGATE.test(text) ? UTF16 : UTF8;
  const bytes = Buffer.from(text, encoding === UTF16 ? 'utf16le' : 'utf8');
  const header = Buffer.alloc(ROW_HEADER_BYTES);
  header.writeDoubleLE(key, 0);
  header.writeUInt8(encoding, 8);
  header.writeUInt32LE(bytes.length, 9);
  return [header, bytes];
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Undefined when the frame that begins here is not whole. */
function endOfFrame(bytes: Buffer, at: number): number | undefined {
  if (!isHeaderWhole(bytes, at)) return undefined;
  const end = at + HEADER_BYTES + bytes.readUInt32LE(at);
  if (end > bytes.length) return undefined;
  const isWhole = crc32(bytes.subarray(at + HEADER_BYTES, end)) === bytes.readUInt32LE(at + 4);
  return isWhole ? end : undefined;
}

function isHeaderWhole(bytes: Buffer, at: number): boolean {
  if (at + HEADER_BYTES > bytes.length) return false;
  const crc = bytes.readUInt32LE(at + HEADER_CRC_AT);
  // Zeros, which a lost write may leave, are no frame, since their checksum is not zero.
  return crc32(bytes.subarray(at, at + HEADER_CRC_AT)) === crc;
}

/** Whether what is left is the beginning of one frame, or a place that was reserved for it and never written. */
function isCutShort(bytes: Buffer, at: number): boolean {
  if (at + HEADER_BYTES > bytes.length) return true;
  if (isHeaderWhole(bytes, at)) return at + HEADER_BYTES + bytes.readUInt32LE(at) >= bytes.length;
  return bytes.subarray(at).every((byte) => byte === 0);
}
