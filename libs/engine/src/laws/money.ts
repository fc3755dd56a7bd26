import { Rational } from '@tallystick/quantities';

/** `n` or `n/d`, as statements write exact figures. */
export function exactly(text: string): Rational {
  const [numerator, denominator = '1'] = text.split('/');
  return Rational.parse(numerator!).dividedBy(Rational.parse(denominator));
}
