import { isTallyError, TallyError, type ErrorCode } from '@tallystick/errors';

/** The primary code of an error of SQLite, e.g. SQLITE_BUSY for SQLITE_BUSY_SNAPSHOT; undefined for other errors. */
function primaryCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'SqliteError') {
    return undefined;
  }
  const code = (error as Error & { readonly code?: unknown }).code;
  return typeof code === 'string' ? code.split('_').slice(0, 2).join('_') : undefined;
}

export function isConstraintError(error: unknown): boolean {
  return primaryCode(error) === 'SQLITE_CONSTRAINT';
}

export function isBusyError(error: unknown): boolean {
  const code = primaryCode(error);
  return code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED';
}

const meanings: Readonly<Record<string, readonly [code: ErrorCode, meaning: string]>> = {
  SQLITE_BUSY: ['ledger-unavailable', 'another process held the ledger too long'],
  SQLITE_LOCKED: ['ledger-unavailable', 'another process held the ledger too long'],
  SQLITE_CANTOPEN: ['ledger-unavailable', 'the file cannot be opened'],
  SQLITE_PERM: ['ledger-unavailable', 'the file may not be used'],
  SQLITE_AUTH: ['ledger-unavailable', 'the file may not be used'],
  SQLITE_READONLY: ['ledger-unavailable', 'the file may only be read'],
  SQLITE_PROTOCOL: ['ledger-unavailable', 'the file could not be locked'],
  SQLITE_FULL: ['input-output', 'the disk is full'],
  SQLITE_IOERR: ['input-output', 'the disk failed'],
  SQLITE_NOMEM: ['input-output', 'the memory is used up'],
  SQLITE_TOOBIG: ['input-output', 'a value is too large for the file'],
  SQLITE_NOTADB: ['ledger-file-refused', 'the file is no SQLite database, or its beginning is damaged'],
  SQLITE_CORRUPT: ['ledger-broken', 'the file is damaged'],
  SQLITE_CONSTRAINT: ['ledger-broken', 'the file refuses what its own tables say should be possible'],
  SQLITE_SCHEMA: ['ledger-broken', 'the tables changed while they were in use'],
  // "SQL logic error": our statements are fixed, so only tables that are not as we made them give it.
  SQLITE_ERROR: ['ledger-broken', 'the tables are not as this program made them'],
  SQLITE_MISMATCH: ['ledger-broken', 'a value has the wrong type'],
};

/** The typed error for whatever the driver threw; what is typed already, or is no error of SQLite, stays. */
export function typedError(path: string, error: unknown): unknown {
  const code = primaryCode(error);
  if (isTallyError(error) || code === undefined) {
    return error;
  }
  const known = meanings[code];
  const sqliteMessage = (error as Error).message;
  return known === undefined
    ? new TallyError('input-output', `The ledger ${path} failed: ${sqliteMessage}.`, [], error)
    : new TallyError(known[0], `The ledger ${path}: ${known[1]} (${sqliteMessage}).`, [], error);
}
