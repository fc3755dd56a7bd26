import { expect, test } from 'vitest';
import { secondsOf } from './length-binding.js';

test.each([
  ['90', 'seconds', 90],
  ['90.9', 'seconds', 90],
  ['1.5', 'minutes', 90],
  ['0.1', 'hours', 360],
  ['2', 'days', 172_800],
  ['1999', 'milliseconds', 1],
  ['26:15:01', 'clock', 94_501],
  ['1:30', 'clock', 5400],
  ['1970-01-02 09:46:18', 'date-from-1970', 121_578],
  ['1970-01-01 00:00:00', 'date-from-1970', 0],
] as const)('%s in %s', (text, unit, seconds) => {
  expect(secondsOf(text, unit)).toBe(seconds);
});

test.each([
  ['-5', 'seconds'],
  ['1e3', 'seconds'],
  ['1:75', 'clock'],
  ['2 days', 'days'],
  ['soon', 'date-from-1970'],
] as const)('%s is no length in %s', (text, unit) => {
  expect(secondsOf(text, unit)).toBeUndefined();
});
