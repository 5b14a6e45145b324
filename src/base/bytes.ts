/** Bytes without a platform: UTF-8 lengths of strings, and base64 as bytes in a Latin-1 string. */

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** Bytes of `text` in UTF-8. A lone surrogate counts 3, as the replacement character it becomes. */
export function utf8Length(text: string): number {
  // Most text is ASCII, and a regular expression sees that faster than a loop.
  return BEYOND_ASCII.test(text) ? utf8LengthOfUnits(text) : text.length;
}

function utf8LengthOfUnits(text: string): number {
  const length = text.length;
  let bytes = length;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < length) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next < 0xe000) {
        // A pair is 4 bytes for its 2 units, and 2 of them are counted already.
        i++;
      }
    }
  }
  return bytes;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const NOT_A_DIGIT = 64;
const VALUES: readonly number[] = Array.from({ length: 128 }, (_, code) => {
  const value = DIGITS.indexOf(String.fromCharCode(code));
  return value === -1 ? NOT_A_DIGIT : value;
});

function digitAt(text: string, at: number): number {
  return VALUES[text.charCodeAt(at)] ?? NOT_A_DIGIT;
}

/** How many bytes well-formed, padded base64 stands for; undefined for anything else. */
export function base64Length(text: string): number | undefined {
  const length = text.length;
  if (length % 4 !== 0) return undefined;
  if (length === 0) return 0;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  for (let i = 0; i < length - padding; i++) {
    if (digitAt(text, i) === NOT_A_DIGIT) return undefined;
  }
  return (length / 4) * 3 - padding;
}

/** The bytes of well-formed base64 as one character (0 … 255) a byte, so that `<` is byte order. */
export function base64ToLatin1(text: string): string {
  let bytes = '';
  for (let i = 0; i + 3 < text.length; i += 4) {
    const group =
      ((digitAt(text, i) & 63) << 18) |
      ((digitAt(text, i + 1) & 63) << 12) |
      ((digitAt(text, i + 2) & 63) << 6) |
      (digitAt(text, i + 3) & 63);
    bytes += String.fromCharCode((group >> 16) & 255);
    if (text.charAt(i + 2) !== '=') bytes += String.fromCharCode((group >> 8) & 255);
    if (text.charAt(i + 3) !== '=') bytes += String.fromCharCode(group & 255);
  }
  return bytes;
}

/** The inverse of `base64ToLatin1`. */
export function latin1ToBase64(bytes: string): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group =
      (bytes.charCodeAt(i) << 16) |
      (left > 1 ? bytes.charCodeAt(i + 1) << 8 : 0) |
      (left > 2 ? bytes.charCodeAt(i + 2) : 0);
    text += DIGITS.charAt((group >> 18) & 63) + DIGITS.charAt((group >> 12) & 63);
    text += left > 1 ? DIGITS.charAt((group >> 6) & 63) : '=';
    text += left > 2 ? DIGITS.charAt(group & 63) : '=';
  }
  return text;
}
