import {
  errorCatalogue,
  type ErrorDefinition,
  exitCodes,
  isTallyError,
  TallyError,
} from '@tallystick/errors';
import type { CommandSession } from './command.js';

/** Prints an error on standard error, every place with its problem and mend, and says which exit code it comes to. */
export function printError({ note, json }: CommandSession, error: unknown): number {
  const tallyError = asTallyError(error);
  const { exitCode, mend }: ErrorDefinition = errorCatalogue[tallyError.code];
  if (json) {
    note(`${JSON.stringify({ error: tallyError })}\n`);
    return exitCodes[exitCode];
  }
  note(`tally-server: ${tallyError.message} [${tallyError.code}]\n`);
  for (const detail of tallyError.details) {
    note(`  ${detail.place}: ${detail.problem}\n`);
    if (detail.mend !== undefined) note(`    → ${detail.mend}\n`);
  }
  if (tallyError.details.length === 0) note(`  → ${mend}\n`);
  if (tallyError.code === 'internal-invariant' && tallyError.cause instanceof Error) {
    note(`${tallyError.cause.stack ?? tallyError.cause.message}\n`);
  }
  return exitCodes[exitCode];
}

/** Gives errors of the operating system and of our own making a code of the catalogue. */
function asTallyError(error: unknown): TallyError {
  if (isTallyError(error)) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'EADDRINUSE' || code === 'EADDRNOTAVAIL') {
    return new TallyError('configuration', `The server cannot listen there: ${message}.`, [], error);
  }
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES') {
    return new TallyError('file-not-found', `The file ${path ?? ''} cannot be read (${code}).`, [], error);
  }
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) {
    return new TallyError('input-output', `Reading or writing failed: ${message}.`, [], error);
  }
  return new TallyError('internal-invariant', `Unexpected: ${message}`, [], error);
}
