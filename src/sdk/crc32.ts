/** CRC-32 of a text's UTF-8, as `x-amz-crc32` has it. */

/** Of the reflected polynomial 0x04C11DB7 (ISO 3309). */
const POLYNOMIAL = 0xedb88320;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0);
  return remainder;
});
const encoder = new TextEncoder();

/** 0 … 2^32 - 1. */
export function crc32(text: string): number {
  let remainder = 0xffffffff;
  for (const byte of encoder.encode(text)) {
    remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ byte) & 0xff] ?? 0);
  }
  return ~remainder >>> 0;
}
