/** A request's body as text, unpacked if need be, within the bounds of its size. */
import { isUtf8 } from 'node:buffer';
import { gunzip } from 'node:zlib';

/** The service takes no more, be it as sent or as unpacked. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Undefined for bytes that are not UTF-8. */
export function textOf(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** Stops unpacking where the size is exceeded, however much more a few bytes would become. */
export function unpackBody(bytes: Buffer): Promise<UnpackedBody> {
  return new Promise((resolve) => {
    gunzip(bytes, { maxOutputLength: MAX_BODY_BYTES }, (error, unpacked) => {
      const isTooLarge = error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      resolve({ isTooLarge, text: error === null ? textOf(unpacked) : undefined });
    });
  });
}

export interface UnpackedBody {
  readonly isTooLarge: boolean;
  /** Undefined for bytes that are not UTF-8, or not packed though they are said to be. */
  readonly text: string | undefined;
}
