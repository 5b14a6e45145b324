/** Readers of hostile JSON: each checks one shape and gives it typed, or throws with the place and the reason. */

/** What is wrong and where, for the person who opened the scenario. */
export class ScenarioError extends Error {
  constructor(path: string, why: string) {
    super(`${path === '' ? 'The scenario' : path} ${why}`);
    this.name = 'ScenarioError';
  }
}

/** `path` names the place: `setup.tables[0].create`. */
export type Reader<T> = (value: unknown, path: string) => T;

/** Marks a member that may be absent. */
export interface Optional<T> {
  readonly optional: Reader<T>;
}

type Members = Readonly<Record<string, Reader<unknown> | Optional<unknown>>>;

type RequiredOf<M extends Members> = {
  [Name in keyof M]: M[Name] extends Reader<unknown> ? Name : never;
}[keyof M];
type OptionalOf<M extends Members> = Exclude<keyof M, RequiredOf<M>>;

/** The plain object that the members' readers give; absent members stay absent. */
export type ReadObject<M extends Members> = {
  readonly [Name in RequiredOf<M>]: M[Name] extends Reader<infer T> ? T : never;
} & {
  readonly [Name in OptionalOf<M>]?: M[Name] extends Optional<infer T> ? T : never;
};

export function optional<T>(reader: Reader<T>): Optional<T> {
  return { optional: reader };
}

/** Exactly these members, no others. */
export function readObject<const M extends Members>(members: M): Reader<ReadObject<M>> {
  return (value, path) => {
    const given = ownMembers(value, path);
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(members, name))
        throw new ScenarioError(path, `has a member that is not known: ${shown(name)}`);
    }
    const read: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(members)) {
      const at = path === '' ? name : `${path}.${name}`;
      if (typeof member === 'function') read[name] = member(given[name], at);
      else if (Object.hasOwn(given, name)) read[name] = member.optional(given[name], at);
    }
    return read as ReadObject<M>;
  };
}

/** Any names up to `most` of them; `__proto__`, which code might take for something else, is refused. */
export function readRecord<T>(
  reader: Reader<T>,
  { most, nameChars }: { readonly most: number; readonly nameChars: number },
): Reader<Readonly<Record<string, T>>> {
  return (value, path) => {
    const entries = Object.entries(ownMembers(value, path));
    if (entries.length > most) throw new ScenarioError(path, `has more than ${most} members`);
    return Object.fromEntries(
      entries.map(([name, member]) => {
        if (name.length === 0 || name.length > nameChars)
          throw new ScenarioError(path, `has a name that is not 1 to ${nameChars} characters long`);
        return [name, reader(member, `${path}.${shown(name)}`)];
      }),
    );
  };
}

export function readList<T>(
  reader: Reader<T>,
  { least = 0, most }: { readonly least?: number; readonly most: number },
): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new ScenarioError(path, 'is not a list');
    if (value.length < least) throw new ScenarioError(path, `has fewer than ${least} entries`);
    if (value.length > most) throw new ScenarioError(path, `has more than ${most} entries`);
    return value.map((entry: unknown, number) => reader(entry, `${path}[${number}]`));
  };
}

export function readText({
  least = 0,
  most,
}: {
  readonly least?: number;
  readonly most: number;
}): Reader<string> {
  return (value, path) => {
    if (typeof value !== 'string') throw new ScenarioError(path, 'is not text');
    if (value.length < least || value.length > most)
      throw new ScenarioError(path, `is not ${least} to ${most} characters long`);
    return value;
  };
}

interface NumberBounds {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

export function readNumber({ least, most, whole = false }: NumberBounds): Reader<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new ScenarioError(path, 'is not a number');
    if (whole && !Number.isInteger(value)) throw new ScenarioError(path, 'is not a whole number');
    if (value < least || value > most) throw new ScenarioError(path, `is not between ${least} and ${most}`);
    return value;
  };
}

export function readBoolean(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') throw new ScenarioError(path, 'is neither true nor false');
  return value;
}

export function readOneOf<const T extends string>(choices: readonly T[]): Reader<T> {
  return (value, path) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new ScenarioError(path, `is none of ${choices.join(', ')}`);
    return found;
  };
}

/** A union told apart by the text of one member. */
export function readUnion<T>(member: string, readers: Readonly<Record<string, Reader<T>>>): Reader<T> {
  return (value, path) => {
    const kind = ownMembers(value, path)[member];
    const reader = typeof kind === 'string' && Object.hasOwn(readers, kind) ? readers[kind] : undefined;
    if (reader === undefined)
      throw new ScenarioError(`${path}.${member}`, `is none of ${Object.keys(readers).join(', ')}`);
    return reader(value, path);
  };
}

/** The members of a JSON object. */
export function ownMembers(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ScenarioError(path, 'is not an object');
  if (Object.hasOwn(value, '__proto__')) throw new ScenarioError(path, 'has a member named __proto__');
  return value as Readonly<Record<string, unknown>>;
}

const SHOWN_CHARS = 40;

function shown(name: string): string {
  return name.length > SHOWN_CHARS ? `${name.slice(0, SHOWN_CHARS)}…` : name;
}
