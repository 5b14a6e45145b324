/** A request's body text as a JSON value, in time and depth that the text's length bounds. */
import type { JsonValue } from '../base/json.ts';
import { DynamoError } from '../model/errors.ts';

/**
 * Levels of braces and brackets. Attribute values need 64 and the API's own structures fewer than ten; whoever walks
 * the parsed value by recursion is safe below this.
 */
const MAX_JSON_LEVELS = 1000;

const QUOTE = 0x22;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Of two members with one name the later counts. Throws a SerializationException for text that is not JSON. */
export function parseBody(text: string): JsonValue {
  if (isTooDeep(text)) throw new DynamoError('SerializationException', '');
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    // V8 says what it expected where; the service says nothing.
    if (error instanceof SyntaxError) throw new DynamoError('SerializationException', '');
    throw error;
  }
}

/** Looks at the structure only; malformed text gets some answer, and is refused by the parser. */
function isTooDeep(text: string): boolean {
  // Each level needs its opening and its closing character.
  if (text.length <= 2 * MAX_JSON_LEVELS) return false;
  // Searching for single characters is some ten times as fast as looking at each.
  const braces = countUpTo(text, '{', MAX_JSON_LEVELS + 1);
  if (braces + countUpTo(text, '[', MAX_JSON_LEVELS + 1 - braces) <= MAX_JSON_LEVELS) return false;
  let levels = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = endOfString(text, at);
    } else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) {
      levels++;
      if (levels > MAX_JSON_LEVELS) return true;
    } else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) {
      levels--;
    }
  }
  return false;
}

function countUpTo(text: string, char: string, most: number): number {
  let count = 0;
  for (let at = text.indexOf(char); at !== -1 && count < most; at = text.indexOf(char, at + 1)) count++;
  return count;
}

/** The closing quote's place, or the text's end. */
function endOfString(text: string, openingQuote: number): number {
  let at = openingQuote;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at === -1) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
}
