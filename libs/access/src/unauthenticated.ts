import { TallyError } from '@tallystick/errors';

/** A token that is not taken. The problem says nothing of the token's own text. */
export function unauthenticated(problem: string, cause?: unknown): TallyError {
  return new TallyError(
    'unauthenticated',
    'The token is not taken.',
    [{ place: 'authorization', problem, mend: 'Send `Authorization: Bearer …` with a token that stands.' }],
    cause,
  );
}
