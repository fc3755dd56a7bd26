import { TallyError } from '@tallystick/errors';

const decimalText = /^(-?)0*(\d*?)(?:\.(\d*?)0*)?$/;
const lengthDigits = 4;

/**
 * A text that sorts as the number does: of two decimals the greater one has the greater key, byte by byte, and equal
 * numbers (`12.5`, `12.50`) have the same. So SQL compares amounts exactly, whatever their size.
 *
 *     0 or more   P  number of whole digits (4)  whole digits  fraction
 *     below 0     N  the same digits, each taken from 9, and ~ as the end
 *
 * @throws TallyError `quantity-invalid`.
 */
export function orderKeyOf(decimal: string): string {
  const match = decimalText.exec(decimal);
  if (match === null || !/\d/.test(decimal)) {
    throw new TallyError('quantity-invalid', `"${decimal}" is not a decimal number.`);
  }
  const [, sign, whole = '', fraction = ''] = match;
  const body = `${String(whole.length).padStart(lengthDigits, '0')}${whole}${fraction}`;
  if (whole.length >= 10 ** lengthDigits) {
    throw new TallyError(
      'quantity-invalid',
      `A decimal number of ${whole.length} digits cannot be compared.`,
    );
  }
  if (sign === '' || /^0*$/.test(body)) return `P${body}`;
  return `N${body.replace(/\d/g, (digit) => String(9 - Number(digit)))}~`;
}
