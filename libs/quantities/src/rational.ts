import { TallyError } from '@tallystick/errors';

/**
 * How a figure is brought to a number of decimal places. `half-up` moves a half away from zero, as invoices do.
 */
export const roundingModes = ['half-up', 'half-even', 'truncate', 'floor', 'ceil'] as const;
export type RoundingMode = (typeof roundingModes)[number];

const decimalPattern = /^([+-]?)(\d+)(?:\.(\d+))?$/;

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b;
  while (y !== 0n) {
    [x, y] = [y, x % y];
  }
  return x;
}

/**
 * An exact number: a reduced fraction of two whole numbers. Every figure of a statement is one of these until it is
 * printed; no floating point stands in between (design 3, "order of arithmetic").
 */
export class Rational {
  static readonly zero = new Rational(0n, 1n);
  static readonly one = new Rational(1n, 1n);
  static readonly hundred = new Rational(100n, 1n);

  readonly numerator: bigint;
  /** Always positive, and without a common divisor with the numerator. */
  readonly denominator: bigint;

  private constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
    Object.freeze(this);
  }

  /** @throws TallyError `quantity-invalid` for a zero denominator. */
  static of(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
    let n = BigInt(numerator);
    let d = BigInt(denominator);
    if (d === 0n) {
      throw new TallyError('quantity-invalid', 'A fraction cannot have the denominator 0.');
    }
    if (d < 0n) {
      n = -n;
      d = -d;
    }
    const divisor = greatestCommonDivisor(n, d);
    return divisor === 1n ? new Rational(n, d) : new Rational(n / divisor, d / divisor);
  }

  /**
   * Reads a plain decimal such as `99.9`, `-3` or `18500.00`; no exponent, no grouping.
   * @throws TallyError `quantity-invalid`.
   */
  static parse(text: string): Rational {
    const match = decimalPattern.exec(text);
    if (match === null) {
      throw new TallyError(
        'quantity-invalid',
        `"${text}" is not a decimal number. Write it plainly, e.g. 99.9 or 18500.00.`,
      );
    }
    const [, sign, whole, fraction = ''] = match;
    const digits = BigInt(`${whole!}${fraction}`);
    return Rational.of(sign === '-' ? -digits : digits, 10n ** BigInt(fraction.length));
  }

  static isDecimal(text: string): boolean {
    return decimalPattern.test(text);
  }

  static sum(values: Iterable<Rational>): Rational {
    let total = Rational.zero;
    for (const value of values) total = total.plus(value);
    return total;
  }

  static max(a: Rational, b: Rational): Rational {
    return a.compare(b) >= 0 ? a : b;
  }

  static min(a: Rational, b: Rational): Rational {
    return a.compare(b) <= 0 ? a : b;
  }

  plus(other: Rational): Rational {
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Rational): Rational {
    return this.plus(other.negated());
  }

  times(other: Rational): Rational {
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** @throws TallyError `quantity-invalid` for a division by zero. */
  dividedBy(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  negated(): Rational {
    return new Rational(-this.numerator, this.denominator);
  }

  absolute(): Rational {
    return this.numerator < 0n ? this.negated() : this;
  }

  /** Negative, zero or positive, as for a sort. */
  compare(other: Rational): number {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: Rational): boolean {
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  get isZero(): boolean {
    return this.numerator === 0n;
  }

  get isNegative(): boolean {
    return this.numerator < 0n;
  }

  get isPositive(): boolean {
    return this.numerator > 0n;
  }

  get isWhole(): boolean {
    return this.denominator === 1n;
  }

  /** The number of `10^-places` that this is, rounded to a whole one. */
  private scaled(places: number, mode: RoundingMode): bigint {
    const numerator = this.numerator * 10n ** BigInt(places);
    const quotient = numerator / this.denominator;
    const remainder = numerator % this.denominator;
    if (remainder === 0n) return quotient;
    const away = numerator < 0n ? -1n : 1n;
    const twice = 2n * (remainder < 0n ? -remainder : remainder);
    switch (mode) {
      case 'truncate':
        return quotient;
      case 'floor':
        return away < 0n ? quotient - 1n : quotient;
      case 'ceil':
        return away > 0n ? quotient + 1n : quotient;
      case 'half-up':
        return twice >= this.denominator ? quotient + away : quotient;
      case 'half-even':
        if (twice === this.denominator) return quotient % 2n === 0n ? quotient : quotient + away;
        return twice > this.denominator ? quotient + away : quotient;
    }
  }

  /** Rounded to so many decimal places. */
  rounded(places: number, mode: RoundingMode): Rational {
    return Rational.of(this.scaled(places, mode), 10n ** BigInt(places));
  }

  /** Rounded to a whole multiple of `step`, e.g. of 0.1 or of 3600. `step` is positive. */
  roundedToMultiple(step: Rational, mode: RoundingMode): Rational {
    return this.dividedBy(step).rounded(0, mode).times(step);
  }

  /** Text with exactly so many decimal places, e.g. `-12.50`. */
  toFixed(places: number, mode: RoundingMode): string {
    const scaled = this.scaled(places, mode);
    const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
    const sign = scaled < 0n ? '-' : '';
    return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }

  /** Shortest decimal text where the number has one within `places`; otherwise rounded `half-up` to `places`. */
  toDecimal(places = 12): string {
    const text = this.toFixed(places, 'half-up');
    return places === 0 ? text : text.replace(/\.?0+$/, '').replace(/^-0$/, '0');
  }

  /** `n/d`, or `n` for a whole number: the exact form that canonical bytes hold. */
  toString(): string {
    return this.isWhole ? this.numerator.toString() : `${this.numerator}/${this.denominator}`;
  }
}
