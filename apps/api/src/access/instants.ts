import { isTallyError, TallyError } from '@tallystick/errors';
import { formatInstant, parseInstant } from '@tallystick/quantities';

export function isoOf(milliseconds: number): string {
  return formatInstant(milliseconds);
}

export function isoOrNull(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : formatInstant(milliseconds);
}

/** @throws TallyError `usage` that names the place. */
export function millisecondsOf(text: string, place: string): number {
  try {
    return parseInstant(text);
  } catch (error) {
    if (!isTallyError(error)) throw error;
    throw new TallyError('usage', `${place} takes an instant such as 2026-12-31T00:00:00Z.`, [
      { place, problem: error.message, mend: 'Write it with its offset.' },
    ]);
  }
}
