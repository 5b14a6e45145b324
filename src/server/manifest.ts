/** The manifest of a stored database: which files count, with the small records that are replaced together with it. */
import { crc32 } from 'node:zlib';
import type { Row } from '../persistence/row.ts';

/** A row of pages has a file of its own, `page-<key>-<generation>`. */
export interface PageFile {
  readonly key: number;
  readonly generation: number;
}

export interface Manifest {
  /** As in StoreContent. */
  readonly format: number | undefined;
  readonly head: string | undefined;
  readonly docs: readonly Row[];
  /** In the order of their keys. */
  readonly pages: readonly PageFile[];
  /** The generation of the log, `log-<generation>`; it grows with every manifest. */
  readonly log: number;
}

/** Raised when the files' layout changes; what the rows mean has its own version. */
const LAYOUT = 1;
const CHECKSUM_CHARS = 8;

/** JSON behind its checksum. */
export function manifestToText(manifest: Manifest): string {
  const json = JSON.stringify({ layout: LAYOUT, ...manifest });
  return `${checksum(json)} ${json}\n`;
}

/** Throws an error that says what is wrong with the text. */
export function textToManifest(text: string): Manifest {
  const json = text.slice(CHECKSUM_CHARS + 1, -1);
  if (text.slice(0, CHECKSUM_CHARS) !== checksum(json)) throw new Error('The manifest is damaged.');
  // The checksum vouches that this is what was written.
  const { layout, ...manifest } = JSON.parse(json) as Manifest & { readonly layout: number };
  if (layout > LAYOUT)
    throw new Error(`The files have layout ${layout}; this version reads up to ${LAYOUT}.`);
  return { ...manifest, format: manifest.format, head: manifest.head };
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(CHECKSUM_CHARS, '0');
}
