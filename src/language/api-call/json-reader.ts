/** A strict JSON reader (RFC 8259) that says where a text goes wrong and why, and where each value ends. */
import type { JsonValue } from '../../base/json.ts';
import type { Span } from '../expressions/tree.ts';

export interface JsonError extends Span {
  readonly message: string;
}

export type ReadJson =
  | { readonly kind: 'value'; readonly value: JsonValue; readonly end: number }
  | { readonly kind: 'error'; readonly error: JsonError };

const MAX_DEPTH = 500;
const BLANK = /[ \t\n\r]*/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NUMBER_LIKE = /[-+.\w]+/y;
const FIRST_PRINTABLE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const WORDS: Readonly<Record<string, JsonValue>> = { true: true, false: false, null: null };

/** Reads one value from `offset` on; what follows it is the caller's. */
export function readJson(text: string, offset: number): ReadJson {
  const reader = new JsonReader(text, offset);
  try {
    const value = reader.value(0);
    return { kind: 'value', value, end: reader.at };
  } catch (error) {
    if (error instanceof JsonFault) return { kind: 'error', error: error.fault };
    throw error;
  }
}

/** The first place at or behind `offset` that is not blank. */
export function skipBlanks(text: string, offset: number): number {
  BLANK.lastIndex = offset;
  BLANK.exec(text);
  return BLANK.lastIndex;
}

class JsonFault extends Error {
  readonly fault: JsonError;

  constructor(message: string, offset: number, length: number) {
    super(message);
    this.fault = { message, offset, length };
  }
}

class JsonReader {
  readonly #text: string;
  at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  value(depth: number): JsonValue {
    this.#skip();
    const start = this.at;
    if (depth > MAX_DEPTH) throw new JsonFault('Nested too deeply', start, 1);
    const char = this.#text[start];
    if (char === '{') return this.#object(depth);
    if (char === '[') return this.#array(depth);
    if (char === '"') return this.#string();
    if (char === undefined) throw this.#ended('a value');
    if (char === '-' || (char >= '0' && char <= '9')) return this.#number();
    const word = this.#match(WORD);
    if (Object.hasOwn(WORDS, word)) return WORDS[word] ?? null;
    if (word !== '') throw new JsonFault(`Expected a value, found ${word}`, start, word.length);
    if (char === "'") throw new JsonFault('Strings take double quotes', start, 1);
    throw this.#unexpected('a value');
  }

  #object(depth: number): JsonValue {
    const entries: [string, JsonValue][] = [];
    this.at += 1;
    if (this.#take('}')) return {};
    do {
      this.#skip();
      const char = this.#text[this.at];
      if (char === undefined) throw this.#ended('a name or }');
      if (char === '}') throw new JsonFault('A comma may not stand before }', this.at, 1);
      if (char !== '"') throw this.#unexpected('a name in double quotes');
      const name = this.#string();
      if (!this.#take(':')) throw this.#unexpected('a colon');
      entries.push([name, this.value(depth + 1)]);
    } while (this.#take(','));
    if (!this.#take('}')) throw this.#unexpected('a comma or }');
    return Object.fromEntries(entries);
  }

  #array(depth: number): JsonValue {
    const items: JsonValue[] = [];
    this.at += 1;
    if (this.#take(']')) return items;
    do {
      this.#skip();
      if (this.#text[this.at] === ']') throw new JsonFault('A comma may not stand before ]', this.at, 1);
      items.push(this.value(depth + 1));
    } while (this.#take(','));
    if (!this.#take(']')) throw this.#unexpected('a comma or ]');
    return items;
  }

  #string(): string {
    const start = this.at;
    this.at += 1;
    let value = this.#plain();
    for (;;) {
      const char = this.#text[this.at];
      if (char === '"') {
        this.at += 1;
        return value;
      }
      if (char === undefined || char === '\n' || char === '\r') {
        throw new JsonFault('This string is not closed', start, this.at - start);
      }
      if (char !== '\\') {
        throw new JsonFault('Control characters in a string must be escaped', this.at, 1);
      }
      value += this.#escape() + this.#plain();
    }
  }

  /** The characters of a string up to its end, an escape or a control character. */
  #plain(): string {
    const start = this.at;
    for (;;) {
      const code = this.#text.charCodeAt(this.at);
      if (!(code >= FIRST_PRINTABLE) || code === QUOTE || code === BACKSLASH) break;
      this.at += 1;
    }
    return this.#text.slice(start, this.at);
  }

  #escape(): string {
    const letter = this.#text[this.at + 1] ?? '';
    if (letter === 'u') {
      const digits = this.#text.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        throw new JsonFault('\\u takes four hexadecimal digits', this.at, 2);
      }
      this.at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const char = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (char === undefined) throw new JsonFault(`Unknown escape \\${letter}`, this.at, 2);
    this.at += 2;
    return char;
  }

  #number(): number {
    const start = this.at;
    const written = this.#match(NUMBER);
    this.at = start;
    const whole = this.#match(NUMBER_LIKE);
    if (written === '' || written !== whole) {
      throw new JsonFault(`${whole} is not a JSON number`, start, whole.length);
    }
    return Number(written);
  }

  #skip(): void {
    this.at = skipBlanks(this.#text, this.at);
  }

  /** Steps over blanks and, if it comes next, `char`. */
  #take(char: string): boolean {
    this.#skip();
    if (this.#text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  #unexpected(wanted: string): JsonFault {
    this.#skip();
    const code = this.#text.codePointAt(this.at);
    if (code === undefined) return this.#ended(wanted);
    const char = String.fromCodePoint(code);
    return new JsonFault(`Expected ${wanted}, found ${char}`, this.at, char.length);
  }

  #ended(wanted: string): JsonFault {
    return new JsonFault(`Expected ${wanted}, but the text ends here`, this.at, 0);
  }
}
