/** Whether a number's text can be stored, and DynamoDB's words when it cannot. */
import { MAX_NUMBER_EXPONENT, MIN_NUMBER_EXPONENT } from '../../model/limits.ts';
import { numberProblem } from '../values/number.ts';

const NOT_NUMERIC = 'The parameter cannot be converted to a numeric value';
const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const UNDERFLOW =
  'Number underflow. Attempting to store a number with magnitude smaller than supported range';

const WITH_EXPONENT = /^[+-]?(\d+\.?\d*|\.\d+)[eE]([+-]?\d+)$/;
const MAX_LONG = 2n ** 63n;
const MAX_INT = 2n ** 31n;

/** Undefined when the number can be stored. `older` words it as the operations do that lack the new layer. */
export function numberRefusal(text: string, older: boolean): string | undefined {
  return exponentRefusal(text, older) ?? storeRefusal(text, older);
}

function storeRefusal(text: string, older: boolean): string | undefined {
  if (text === '') return older ? NOT_NUMERIC : `${NOT_NUMERIC}: `;
  return numberProblem(text);
}

/**
 * Zero is held to the range by the exponent it is written with. The new layer reads exponents of 64 bits, the older
 * one reads 32 and wraps around just below them. [seen in eu-west-2, October 2026]
 */
function exponentRefusal(text: string, older: boolean): string | undefined {
  const match = WITH_EXPONENT.exec(text);
  if (match === null) return undefined;
  const coefficient = match[1] ?? '';
  const exponent = BigInt((match[2] ?? '0').replace('+', ''));
  const bound = older ? MAX_INT : MAX_LONG;
  // The older one keeps the exponent with its sign turned, so that the lowest of 32 bits is one too low.
  const lowest = older ? 1n - bound : -bound;
  if (exponent >= bound || exponent < lowest) return `${NOT_NUMERIC}: ${text}`;
  const digits = BigInt(coefficient.replace('.', '').length);
  if (older && exponent + digits > MAX_INT - 1n) return UNDERFLOW;
  const isZero = !/[1-9]/.test(coefficient);
  const isFar = exponent > 1_000_000n || exponent < -1_000_000n;
  if (!isZero && !isFar) return undefined;
  if (exponent > BigInt(MAX_NUMBER_EXPONENT)) return OVERFLOW;
  if (exponent < BigInt(MIN_NUMBER_EXPONENT)) return UNDERFLOW;
  return undefined;
}
