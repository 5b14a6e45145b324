/** Length-prefixed fields, `<length>:<text>`: cheap to write and to read, and no character needs escaping. */

export function field(text: string): string {
  return `${text.length}:${text}`;
}

export interface FieldReader {
  atEnd(): boolean;
  /** One character. */
  letter(): string;
  /** The next field; empty, and `failed` from then on, when there is none. */
  next(): string;
  failed(): boolean;
}

export function createFieldReader(text: string): FieldReader {
  let at = 0;
  let broken = false;
  return {
    atEnd: () => at >= text.length,
    letter() {
      at += 1;
      return text.charAt(at - 1);
    },
    next() {
      const colon = text.indexOf(':', at);
      const length = colon === -1 ? Number.NaN : Number(text.slice(at, colon));
      if (!Number.isInteger(length) || length < 0 || colon + 1 + length > text.length) {
        broken = true;
        at = text.length;
        return '';
      }
      at = colon + 1 + length;
      return text.slice(colon + 1, at);
    },
    failed: () => broken,
  };
}
