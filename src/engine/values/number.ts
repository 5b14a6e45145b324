/** DynamoDB's numbers: 38 significant digits, magnitudes 1E-130 to 9.99…E+125, exact arithmetic. */
import { DynamoError } from '../../model/errors.ts';

const MAX_DIGITS = 38;
const MAX_MAGNITUDE = 125;
const MIN_MAGNITUDE = -130;
/** Decimal texts of up to this length keep their order and their difference as doubles. */
const EXACT_DOUBLE_LENGTH = 15;

/** `digits` × 10^`exponent`; `digits` has neither leading nor trailing zeros and is empty for zero. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const ZERO: Decimal = { negative: false, digits: '', exponent: 0 };
const NUMBER = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d{1,9}))?$/;

function parse(text: string): Decimal | undefined {
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const fraction = match[3] ?? match[4] ?? '';
  const all = (match[2] ?? '') + fraction;
  let start = 0;
  while (all.charCodeAt(start) === 48) start++;
  if (start === all.length) return ZERO;
  let end = all.length;
  while (all.charCodeAt(end - 1) === 48) end--;
  const exponent = Number(match[5] ?? 0) - fraction.length + (all.length - end);
  return { negative: match[1] === '-', digits: all.slice(start, end), exponent };
}

/** The power of ten of the leading digit. */
function magnitude(decimal: Decimal): number {
  return decimal.exponent + decimal.digits.length - 1;
}

function rangeProblem(decimal: Decimal): string | undefined {
  if (decimal.digits === '') return undefined;
  if (magnitude(decimal) > MAX_MAGNITUDE) {
    return 'Number overflow. Attempting to store a number with magnitude larger than supported range';
  }
  if (magnitude(decimal) < MIN_MAGNITUDE) {
    return 'Number underflow. Attempting to store a number with magnitude smaller than supported range';
  }
  if (decimal.digits.length > MAX_DIGITS)
    return 'Attempting to store more than 38 significant digits in a Number';
  return undefined;
}

/** DynamoDB's words for what is wrong with a number's text; undefined for a number that can be stored. */
export function numberProblem(text: string): string | undefined {
  if (isPlainInteger(text)) return undefined;
  const decimal = parse(text);
  if (decimal !== undefined) return rangeProblem(decimal);
  if (text === '') return 'The parameter cannot be converted to a numeric value';
  return `The parameter cannot be converted to a numeric value: ${text}`;
}

function read(text: string): Decimal {
  const decimal = parse(text);
  if (decimal === undefined || rangeProblem(decimal) !== undefined) {
    throw new DynamoError('ValidationException', numberProblem(text) ?? '');
  }
  return decimal;
}

/** An integer that is its own canonical text, by far the most numbers: no parsing needed. */
function isPlainInteger(text: string): boolean {
  const length = text.length;
  if (length === 0 || length > EXACT_DOUBLE_LENGTH) return false;
  const first = text.charCodeAt(0);
  if (length === 1) return first >= 48 && first <= 57;
  let at = 0;
  if (first === 45) at = 1;
  const leading = text.charCodeAt(at);
  if (leading < 49 || leading > 57) return false;
  for (at++; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** The number as DynamoDB gives it back: `0042.1200` → `42.12`, `1E3` → `1000`. Throws for what cannot be stored. */
export function canonicalNumber(text: string): string {
  return isPlainInteger(text) ? text : decimalText(read(text));
}

function decimalText({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  const whole = digits.length + exponent;
  if (whole > 0) return `${sign}${digits.slice(0, whole)}.${digits.slice(whole)}`;
  return `${sign}0.${'0'.repeat(-whole)}${digits}`;
}

/**
 * Bytes of a number as DynamoDB counts them, measured against the service: one, and one for each two significant
 * digits on either side of the point, and one for a minus.
 */
export function numberSizeBytes(text: string): number {
  if (isPlainInteger(text)) return plainIntegerBytes(text);
  const { negative, digits, exponent } = read(text);
  if (digits === '') return 1;
  const whole = exponent >= 0 ? digits.length : Math.max(0, digits.length + exponent);
  return 1 + ((whole + 1) >> 1) + ((digits.length - whole + 1) >> 1) + (negative ? 1 : 0);
}

function plainIntegerBytes(text: string): number {
  const isNegative = text.charCodeAt(0) === 45;
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 48) end--;
  const digits = end - (isNegative ? 1 : 0);
  return 1 + ((digits + 1) >> 1) + (isNegative ? 1 : 0);
}

/** Negative when `left` is the smaller number. */
export function compareNumbers(left: string, right: string): number {
  if (left === right) return 0;
  if (left.length <= EXACT_DOUBLE_LENGTH && right.length <= EXACT_DOUBLE_LENGTH)
    return Number(left) - Number(right);
  const a = read(left);
  const b = read(right);
  if (a.digits === '' || b.digits === '' || a.negative !== b.negative) return signOf(a) - signOf(b);
  const byMagnitude = magnitude(a) - magnitude(b);
  const bySize = byMagnitude !== 0 ? byMagnitude : compareText(a.digits, b.digits);
  return a.negative ? -bySize : bySize;
}

function signOf(decimal: Decimal): number {
  if (decimal.digits === '') return 0;
  return decimal.negative ? -1 : 1;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** `left` + `right`, canonical. Throws as storing the sum would. */
export function addNumbers(left: string, right: string): string {
  if (isPlainInteger(left) && isPlainInteger(right)) return String(Number(left) + Number(right));
  return sum(read(left), read(right));
}

/** `left` − `right`, canonical. Throws as storing the difference would. */
export function subtractNumbers(left: string, right: string): string {
  if (isPlainInteger(left) && isPlainInteger(right)) return String(Number(left) - Number(right));
  const subtrahend = read(right);
  return sum(read(left), { ...subtrahend, negative: !subtrahend.negative });
}

function sum(a: Decimal, b: Decimal): string {
  const exponent = Math.min(a.exponent, b.exponent);
  const total = scaled(a, exponent) + scaled(b, exponent);
  return canonicalNumber(`${total}E${exponent}`);
}

function scaled({ negative, digits, exponent }: Decimal, to: number): bigint {
  const coefficient = BigInt(digits + '0'.repeat(exponent - to));
  return negative ? -coefficient : coefficient;
}

/**
 * Text whose `<` order is the order of numbers: a sign, the magnitude in two characters, then the digits. For
 * negative numbers all are complemented and closed by a character above every digit.
 */
export function numberSortText(text: string): string {
  const decimal = read(text);
  if (decimal.digits === '') return '1';
  const place = magnitude(decimal) - MIN_MAGNITUDE;
  if (!decimal.negative) return `2${twoCharacters(place)}${decimal.digits}`;
  let complement = `0${twoCharacters(MAX_MAGNITUDE - MIN_MAGNITUDE - place)}`;
  for (let i = 0; i < decimal.digits.length; i++) {
    complement += String.fromCharCode(48 + 57 - decimal.digits.charCodeAt(i));
  }
  return `${complement}~`;
}

/** 0 … 255 as two characters in order. */
function twoCharacters(value: number): string {
  return String.fromCharCode(65 + (value >> 4), 65 + (value & 15));
}
