import { errorCatalogue, type ExitCodeName, exitCodes, isTallyError, TallyError } from '@tallystick/errors';
import type { Terminal } from './terminal.js';

/**
 * Prints an error the one way all commands do, and says which exit code it comes to: one line, then each place with
 * its problem and mend; or `{"error":{code,message,details}}` where `--json` was asked for. Always on standard error.
 */
export function printError(terminal: Terminal, error: unknown, json: boolean): number {
  const tallyError = asTallyError(error);
  const { exitCode, mend } = errorCatalogue[tallyError.code] as { exitCode: ExitCodeName; mend: string };
  if (json) {
    terminal.note(`${JSON.stringify({ error: tallyError })}\n`);
    return exitCodes[exitCode];
  }
  terminal.note(`tally: ${tallyError.message} [${tallyError.code}]\n`);
  const [only, ...more] = tallyError.details;
  // An error of one place often says it all in its message.
  const said = more.length === 0 && only !== undefined && tallyError.message.includes(only.problem);
  for (const detail of said ? [] : tallyError.details) {
    terminal.note(`  ${detail.place}: ${detail.problem}\n`);
    if (detail.mend !== undefined) terminal.note(`    → ${detail.mend}\n`);
  }
  if (only === undefined) terminal.note(`  → ${mend}\n`);
  else if (said && only.mend !== undefined && !tallyError.message.includes(only.mend)) {
    terminal.note(`  → ${only.mend}\n`);
  }
  if (tallyError.code === 'internal-invariant' && tallyError.cause instanceof Error) {
    terminal.note(`${tallyError.cause.stack ?? tallyError.cause.message}\n`);
  }
  return exitCodes[exitCode];
}

/** Gives errors of the operating system and of our own making a code of the catalogue. */
function asTallyError(error: unknown): TallyError {
  if (isTallyError(error)) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES') {
    return new TallyError('file-not-found', `The file ${path ?? ''} cannot be read (${code}).`, [], error);
  }
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) {
    return new TallyError(
      'input-output',
      `Reading or writing failed: ${(error as Error).message}.`,
      [],
      error,
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  return new TallyError('internal-invariant', `Unexpected: ${message}`, [], error);
}
