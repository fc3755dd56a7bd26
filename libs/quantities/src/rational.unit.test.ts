import { expect, test } from 'vitest';
import { Rational, type RoundingMode } from './index.js';

test.each([
  ['99.9', '999/10'],
  ['18500.00', '18500'],
  ['-0.50', '-1/2'],
  ['+3', '3'],
  ['0', '0'],
])('%s is read exactly', (text, exact) => {
  expect(Rational.parse(text).toString()).toBe(exact);
});

test.each(['', '1e3', '1,000', '.5', '5.', '0x10', 'NaN', '١', '1 ', '--1'])(
  '"%s" is not a decimal',
  (text) => {
    expect(() => Rational.parse(text)).toThrowError(/not a decimal number/);
    expect(Rational.isDecimal(text)).toBe(false);
  },
);

test.each<[string, number, RoundingMode, string]>([
  ['0.125', 2, 'half-up', '0.13'],
  ['0.125', 2, 'half-even', '0.12'],
  ['0.135', 2, 'half-even', '0.14'],
  ['-0.125', 2, 'half-up', '-0.13'],
  ['-0.125', 2, 'floor', '-0.13'],
  ['-0.125', 2, 'ceil', '-0.12'],
  ['0.129', 2, 'truncate', '0.12'],
  ['0.121', 2, 'ceil', '0.13'],
  ['250.00125', 2, 'half-up', '250.00'],
  ['-0.004', 2, 'half-up', '0.00'],
  ['7', 0, 'half-up', '7'],
])('%s to %i places, %s, is %s', (text, places, mode, expected) => {
  expect(Rational.parse(text).toFixed(places, mode)).toBe(expected);
});

test('a third stays a third until it is printed', () => {
  const third = Rational.of(1, 3);
  expect(third.times(Rational.of(3)).equals(Rational.one)).toBe(true);
  expect(third.toDecimal(4)).toBe('0.3333');
  expect(Rational.parse('72.50').toDecimal()).toBe('72.5');
  expect(Rational.of(1000).toDecimal()).toBe('1000');
});

test('rounding to a multiple counts whole steps', () => {
  expect(Rational.of(11_040).roundedToMultiple(Rational.of(3600), 'floor').toString()).toBe('10800');
  expect(Rational.of(11_040).roundedToMultiple(Rational.of(3600), 'ceil').toString()).toBe('14400');
});

test('a zero denominator is refused', () => {
  expect(() => Rational.of(1, 0)).toThrowError(/denominator 0/);
  expect(() => Rational.one.dividedBy(Rational.zero)).toThrowError(/denominator 0/);
});
