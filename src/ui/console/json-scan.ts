/** Walks JSON that may be unfinished or wrong, telling every string and where it stands: for completion, hover and checks. */

/** Names of members, or `*` for an element of an array. */
export type JsonPath = readonly string[];

export interface ScannedString {
  readonly role: 'name' | 'value';
  /** Of the object's member for a name, of the value itself for a value. */
  readonly path: JsonPath;
  readonly text: string;
  /** Where its opening quote stands, and its length with both quotes. */
  readonly offset: number;
  readonly length: number;
  readonly closed: boolean;
}

export interface ScanEnd {
  /** What stands next where the scan ended. */
  readonly expects: 'name' | 'value' | 'other';
  /** Of the value that is expected, or of the object whose name is. */
  readonly path: JsonPath;
  /** The string that the scan ended in. */
  readonly inside: ScannedString | undefined;
  /** Names already used in the object around the end. */
  readonly siblings: readonly string[];
}

export interface Scan {
  readonly strings: readonly ScannedString[];
  readonly end: ScanEnd;
}

interface Level {
  readonly array: boolean;
  readonly path: JsonPath;
  readonly names: string[];
  expects: 'name' | 'colon' | 'value' | 'comma';
  name: string;
}

const TOKEN = /[{}[\]:,]|"(?:[^"\\\n]|\\.)*"?|[^\s{}[\]:,"]+/g;

/** Scans `text` from `from` up to `to`; what is before the first brace is passed over. */
export function scanJson(text: string, from: number, to: number): Scan {
  const strings: ScannedString[] = [];
  const stack: Level[] = [];
  let inside: ScannedString | undefined;
  for (const match of text.slice(from, to).matchAll(TOKEN)) {
    const [token] = match;
    const level = stack.at(-1);
    if (token.startsWith('"')) {
      const string = stringAt(token, from + match.index, level);
      strings.push(string);
      if (!string.closed && string.offset + string.length === to) inside = string;
      else passString(level, string);
    } else {
      passSymbol(stack, token);
    }
  }
  return { strings, end: { ...expectation(stack.at(-1)), inside, siblings: stack.at(-1)?.names ?? [] } };
}

function stringAt(token: string, offset: number, level: Level | undefined): ScannedString {
  const closed = token.length > 1 && token.endsWith('"') && !/[^\\](?:\\\\)*\\"$/.test(token);
  const text = token.slice(1, closed ? -1 : undefined);
  const role = level !== undefined && !level.array && level.expects === 'name' ? 'name' : 'value';
  const path = role === 'name' ? [...(level?.path ?? []), text] : valuePath(level);
  return { role, path, text, offset, length: token.length, closed };
}

function passString(level: Level | undefined, { role, text }: ScannedString): void {
  if (level === undefined) return;
  if (role === 'name') {
    level.name = text;
    level.names.push(text);
    level.expects = 'colon';
  } else {
    level.expects = 'comma';
  }
}

function passSymbol(stack: Level[], token: string): void {
  const level = stack.at(-1);
  switch (token) {
    case '{':
      stack.push({ array: false, path: valuePath(level), names: [], expects: 'name', name: '' });
      return;
    case '[':
      stack.push({ array: true, path: valuePath(level), names: [], expects: 'value', name: '' });
      return;
    case '}':
    case ']': {
      stack.pop();
      const outer = stack.at(-1);
      if (outer !== undefined) outer.expects = 'comma';
      return;
    }
    case ':':
      if (level !== undefined && !level.array) level.expects = 'value';
      return;
    case ',':
      if (level !== undefined) level.expects = level.array ? 'value' : 'name';
      return;
    default:
      // A number or a word; a bare word where a name is due may be one being typed without its quotes.
      if (level !== undefined && level.expects === 'value') level.expects = 'comma';
  }
}

function valuePath(level: Level | undefined): JsonPath {
  if (level === undefined) return [];
  return [...level.path, level.array ? '*' : level.name];
}

function expectation(level: Level | undefined): Pick<ScanEnd, 'expects' | 'path'> {
  if (level === undefined) return { expects: 'other', path: [] };
  if (level.expects === 'name') return { expects: 'name', path: level.path };
  if (level.expects === 'value') return { expects: 'value', path: valuePath(level) };
  return { expects: 'other', path: level.path };
}
