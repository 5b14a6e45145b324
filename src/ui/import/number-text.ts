/** DynamoDB's numbers as texts: which ones are, and when two are the same. */
import { MAX_NUMBER_DIGITS, MAX_NUMBER_EXPONENT, MIN_NUMBER_EXPONENT } from '../../model/limits.ts';

const NUMBER = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,4}))?$/;
/** What a number looks like that nobody meant as a code: no leading zeros, no plus, digits on both sides of a point. */
const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/** True for a number of at most 38 digits, written or not, and within DynamoDB's magnitudes. */
export function isNumberText(text: string): boolean {
  return canonicalNumber(text) !== undefined;
}

/** True where nobody would miss anything after reading the text as a number: a code such as `007` stays a text. */
export function isPlainNumberText(text: string): boolean {
  return (
    PLAIN.test(text) &&
    text.replace(/[eE].*/, '').replace(/[-.]/g, '').length <= MAX_NUMBER_DIGITS &&
    isNumberText(text)
  );
}

/** The same text for the same number (`1.0`, `1`, `10e-1`); undefined where DynamoDB would refuse it. */
export function canonicalNumber(text: string): string | undefined {
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '') return undefined;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  // Decimal exponent of the first significant digit.
  const magnitude = digits.length - fraction.length - 1 + Number(exponent);
  const fits = magnitude <= MAX_NUMBER_EXPONENT && magnitude >= MIN_NUMBER_EXPONENT;
  if (!fits || significant.length > MAX_NUMBER_DIGITS) return undefined;
  return `${sign === '-' ? '-' : ''}${significant}e${magnitude}`;
}
