/** The server's command line as settings, or as what is wrong with it. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { KeyPair } from './key-pair.ts';
import { INSTANT, LIFELIKE, type Physics } from '../model/physics.ts';

export interface Flags {
  readonly host: string;
  readonly port: number;
  readonly physics: Physics;
  readonly seed: number;
  /** The origin whose pages may call, `*` for all; undefined for none. */
  readonly cors: string | undefined;
  /** One database for all regions and access keys. */
  readonly shared: boolean;
  /** The folder that databases are kept in; undefined for none. */
  readonly data: string | undefined;
  /** Whose signatures are let in; any if undefined. */
  readonly keyPair: KeyPair | undefined;
}

export type ReadFlags =
  | { readonly kind: 'flags'; readonly flags: Flags }
  | { readonly kind: 'help' }
  | { readonly kind: 'error'; readonly message: string };

export const USAGE = `Usage: hashrange [options]
   or: npm run serve -- [options]

  --port N         port to listen on, 0 for any free one (8000)
  --host HOST      address to listen on (127.0.0.1)
  --data DIR       keep everything in this folder, made if need be (in memory)
  --physics WHAT   instant, lifelike, or a JSON file: an object whose members throughput,
                   controlPlaneDelays, ttlDelay, splits, indexLag and latency are true or false (instant)
  --seed N         where chance starts, 0 to 4294967295 (1)
  --cors ORIGIN    let pages of this origin call, * for all of them (none)
  --shared         one database for all regions and access keys (one for each)
  --require-signature ACCESS_KEY:SECRET
                   let in only requests that are signed with this key pair (any credentials)
  --help           this text
`;

const OPTIONS = {
  port: { type: 'string', default: '8000' },
  host: { type: 'string', default: '127.0.0.1' },
  physics: { type: 'string', default: 'instant' },
  seed: { type: 'string', default: '1' },
  cors: { type: 'string' },
  shared: { type: 'boolean', default: false },
  data: { type: 'string' },
  'require-signature': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const MAX_PORT = 65_535;
const MAX_SEED = 2 ** 32 - 1;

/** Complaints are thrown as this and caught in `readFlags` alone. */
class FlagError extends Error {}

/** Reads what follows the program's name. A file that `--physics` names is read too. */
export function readFlags(args: readonly string[]): ReadFlags {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
    if (values.help) return { kind: 'help' };
    const flags: Flags = {
      host: values.host,
      port: wholeNumber('--port', values.port, MAX_PORT),
      physics: readPhysics(values.physics),
      seed: wholeNumber('--seed', values.seed, MAX_SEED),
      cors: values.cors === undefined ? undefined : originOf(values.cors),
      shared: values.shared,
      data: values.data,
      keyPair: keyPairOf(values['require-signature']),
    };
    if (flags.host === '') throw new FlagError('--host needs an address');
    if (flags.data === '') throw new FlagError('--data needs a folder');
    return { kind: 'flags', flags };
  } catch (error) {
    if (error instanceof FlagError || isParseArgsError(error))
      return { kind: 'error', message: error.message };
    throw error;
  }
}

function isParseArgsError(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function wholeNumber(flag: string, text: string, max: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : max + 1;
  if (value > max) throw new FlagError(`${flag} takes a whole number from 0 to ${max}, not '${text}'`);
  return value;
}

function originOf(text: string): string {
  if (text === '*') return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.origin === 'null') {
    throw new FlagError(`--cors takes an origin like http://localhost:3000, or *, not '${text}'`);
  }
  return url.origin;
}

/** A secret may hold colons. */
function keyPairOf(text: string | undefined): KeyPair | undefined {
  if (text === undefined) return undefined;
  const colon = text.indexOf(':');
  if (colon <= 0 || colon === text.length - 1) {
    throw new FlagError('--require-signature takes an access key and a secret, ACCESS_KEY:SECRET');
  }
  return { accessKey: text.slice(0, colon), secretKey: text.slice(colon + 1) };
}

function readPhysics(text: string): Physics {
  if (text === 'instant') return INSTANT;
  if (text === 'lifelike') return LIFELIKE;
  return physicsOf(parseFile(text), text);
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FlagError(`--physics takes instant, lifelike or a JSON file; '${path}' is none: ${reason}`, {
      cause: error,
    });
  }
}

/** What the file leaves out is off. */
function physicsOf(value: unknown, path: string): Physics {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FlagError(`--physics: '${path}' holds no JSON object`);
  }
  for (const [name, content] of Object.entries(value)) {
    if (!Object.hasOwn(INSTANT, name))
      throw new FlagError(`--physics: '${path}' has an unknown member '${name}'`);
    if (typeof content !== 'boolean') {
      throw new FlagError(`--physics: '${name}' in '${path}' is neither true nor false`);
    }
  }
  return { ...INSTANT, ...value };
}
