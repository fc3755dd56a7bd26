import { TallyError } from '@tallystick/errors';

/**
 * The value of an option that this use of the command cannot do without.
 * @throws TallyError `usage`.
 */
export function needed(value: string | undefined, option: string): string {
  if (value !== undefined) return value;
  throw new TallyError('usage', `The option ${option} is missing.`, [
    { place: option, problem: 'It is needed here.', mend: 'See the --help of the command.' },
  ]);
}
