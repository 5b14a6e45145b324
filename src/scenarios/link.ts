/** The share link: a scenario packed into a URL's fragment, which no server ever sees. */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { hash32 } from '../base/hash.ts';
import { MAX_SCENARIO_CHARS, type Scenario, type ScenarioResult, textToScenario } from './scenario.ts';

/** `#s=v1.<checksum>.<deflated JSON as base64url>`; the version is that of the packing, not of the scenario. */
const PREFIX = '#s=v1.';
const ANY_VERSION_PATTERN = /^#s=/;
const LINK_PATTERN = /^#s=v1\.([0-9a-z]{1,7})\.([A-Za-z0-9_-]+)$/;

/** Longer fragments are cut by too many programs on their way. */
export const MAX_LINK_CHARS = 64_000;

/** UTF-8 takes at most three bytes a character of JSON text. */
const MAX_INFLATED_BYTES = 3 * MAX_SCENARIO_CHARS;
/** Deflate packs at most about 1,000 to 1: a piece this small cannot unpack to more than a few MB before it is noticed. */
const INFLATED_AT_ONCE_BYTES = 2048;
const BASE64_CHUNK_BYTES = 8190;
const CHECKSUM_RADIX = 36;

export type LinkResult =
  | { readonly ok: true; readonly fragment: string }
  /** `chars` is how long the link would be. */
  | { readonly ok: false; readonly reason: string; readonly chars: number };

/** The fragment, `#` included. Refused when it would be too long to travel: then a file is the way. */
export function scenarioToLink(scenario: Scenario): LinkResult {
  const text = JSON.stringify(scenario);
  const data = bytesToBase64Url(deflateSync(strToU8(text), { level: 9 }));
  const fragment = `${PREFIX}${checksumOf(data)}.${data}`;
  const chars = fragment.length;
  if (text.length <= MAX_SCENARIO_CHARS && chars <= MAX_LINK_CHARS) return { ok: true, fragment };
  const reason = `The link would have ${chars} characters; more than ${MAX_LINK_CHARS} do not travel well. Save a file instead.`;
  return { ok: false, reason, chars };
}

/** Undefined when the fragment holds no scenario at all. Never throws. */
export function linkToScenario(fragment: string): ScenarioResult | undefined {
  if (!ANY_VERSION_PATTERN.test(fragment)) return undefined;
  if (fragment.length > MAX_LINK_CHARS)
    return refused(`The link is longer than ${MAX_LINK_CHARS} characters and was not opened.`);
  if (!fragment.startsWith(PREFIX)) return refused('The link was made by a newer version of this page.');
  const [, checksum, data] = LINK_PATTERN.exec(fragment) ?? [];
  if (checksum === undefined || data === undefined || checksum !== checksumOf(data))
    return refused('The link is damaged: a part of it is missing or was changed on its way.');
  const unpacked = inflate(base64UrlToBytes(data));
  return unpacked.ok ? textToScenario(unpacked.text) : refused(unpacked.reason);
}

type Unpacked =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** In small pieces, so that a few bytes that would unpack to gigabytes are noticed after megabytes. */
function inflate(packed: Uint8Array): Unpacked {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const stream = new Inflate((chunk) => {
    chunks.push(chunk);
    bytes += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length; at += INFLATED_AT_ONCE_BYTES) {
      stream.push(
        packed.subarray(at, at + INFLATED_AT_ONCE_BYTES),
        at + INFLATED_AT_ONCE_BYTES >= packed.length,
      );
      if (bytes > MAX_INFLATED_BYTES)
        return {
          ok: false,
          reason: `The link unpacks to more than ${MAX_INFLATED_BYTES / 1_000_000} MB and was not opened.`,
        };
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: `The link cannot be unpacked: ${why}.` };
  }
  return { ok: true, text: strFromU8(joined(chunks, bytes)) };
}

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function checksumOf(data: string): string {
  return hash32(data).toString(CHECKSUM_RADIX);
}

function bytesToBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += BASE64_CHUNK_BYTES)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + BASE64_CHUNK_BYTES)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The text was matched before: only letters of base64url. A last letter that stands alone says nothing and is dropped. */
function base64UrlToBytes(text: string): Uint8Array {
  const whole = text.length % 4 === 1 ? text.slice(0, -1) : text;
  const binary = atob(whole.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

function refused(reason: string): ScenarioResult {
  return { ok: false, reason };
}
