import { expect, test } from 'vitest';
import { errorCatalogue, exitCodes, invariant, isTallyError, TallyError } from './index.js';

test('an error carries code, places and the status of its catalogue entry', () => {
  const error = new TallyError('terms-invalid', 'The terms have 1 error.', [
    { place: 'term.to', problem: 'is before term.from', mend: 'swap them' },
  ]);
  expect(error.httpStatus).toBe(422);
  expect(exitCodes[error.exitCodeName]).toBe(65);
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    code: 'terms-invalid',
    message: 'The terms have 1 error.',
    details: [{ place: 'term.to', problem: 'is before term.from', mend: 'swap them' }],
  });
});

test('a broken invariant is an error of its own and names what was broken', () => {
  expect(() => invariant(1 > 2, 'one is more than two')).toThrowError(/one is more than two/);
  try {
    invariant(false, 'x');
  } catch (error) {
    expect(isTallyError(error) && error.code).toBe('internal-invariant');
  }
});

test('every entry of the catalogue says what happened and what to do, in sentences', () => {
  for (const [code, { meaning, mend }] of Object.entries(errorCatalogue)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(meaning, code).toMatch(/\.$/);
    expect(mend, code).toMatch(/\.$/);
  }
});
