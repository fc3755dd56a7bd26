import { invariant } from '@tallystick/errors';

/**
 * States that every number in a statement is a whole one that a `number` holds exactly: everything that was worked out
 * is text (`n/d`, a decimal, money), and what is counted is whole. Half of a float check; the other half keeps floats
 * from coming into being at all (scripts/no-floats.mjs).
 *
 * @throws TallyError `internal-invariant` with the path of the first number that is not.
 */
export function assertWholeNumbers(value: unknown, path = ''): void {
  if (typeof value === 'number') {
    // `-0` is whole, and no count.
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) return;
    invariant(false, `a statement holds whole numbers only, and ${path || 'it'} is ${String(value)}`);
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1)
      assertWholeNumbers(value[index], `${path}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      assertWholeNumbers(member, path === '' ? key : `${path}.${key}`);
    }
  }
}
