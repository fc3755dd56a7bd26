import { isTallyError, TallyError } from '@tallystick/errors';

/** The driver's errors become the catalogue's; the rest passes through. */
export function typed<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isTallyError(error) || !(error instanceof Error)) throw error;
    if (error.name !== 'SqliteError' && !('syscall' in error)) throw error;
    throw new TallyError(
      'access-store-unavailable',
      `The file ${path} cannot be used: ${error.message}.`,
      [],
      error,
    );
  }
}
