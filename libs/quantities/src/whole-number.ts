import { TallyError } from '@tallystick/errors';

const wholePattern = /^-?\d+$/;

/**
 * The only way from text or a bigint to a `number` where figures are made: it is whole and safe, or it is refused.
 * @throws TallyError `quantity-invalid` for `2.5`, an empty text, or anything beyond 2^53.
 */
export function toWholeNumber(value: string | bigint): number {
  if (typeof value === 'bigint' || wholePattern.test(value)) return ofDigits(value);
  throw refusal(value);
}

/**
 * The same for text that a pattern has found to be digits and nothing else: instants are read a million at a time.
 * @throws TallyError `quantity-invalid`.
 */
export function ofDigits(digits: string | bigint): number {
  // eslint-disable-next-line figures/no-floats -- This is the place where what comes out is held against the rule.
  const number = Number(digits);
  if (!Number.isSafeInteger(number)) throw refusal(digits);
  // `-0` is 0.
  return number + 0;
}

function refusal(value: string | bigint): TallyError {
  return new TallyError('quantity-invalid', `"${value}" is no whole number that can be counted with.`);
}

/**
 * The quotient of two whole numbers of which one divides the other.
 * @throws TallyError `quantity-invalid` where something is left over.
 */
export function wholeQuotient(dividend: number, divisor: number): number {
  if (divisor === 0 || dividend % divisor !== 0) {
    throw new TallyError('quantity-invalid', `${divisor} does not divide ${dividend}.`);
  }
  return Math.trunc(dividend / divisor) + 0;
}
