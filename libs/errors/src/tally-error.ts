import { errorCatalogue, type ErrorCode } from './catalogue.js';

/** One place where something is wrong, and how to mend it. */
export interface ErrorDetail {
  /** Where: a path in a document (`serviceLevels[2].credit`), a line (`line 14`), a column, an option. */
  readonly place: string;
  /** What is wrong there, in one sentence. */
  readonly problem: string;
  /** What to do about it, in one sentence. */
  readonly mend?: string;
}

/**
 * The one error type of the house. `code` names an entry of the error catalogue, which fixes the HTTP status and
 * the exit code; `details` list every place, so that a person mends all of them in one round.
 */
export class TallyError extends Error {
  override readonly name = 'TallyError';
  readonly code: ErrorCode;
  readonly details: readonly ErrorDetail[];

  constructor(code: ErrorCode, message: string, details: readonly ErrorDetail[] = [], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }

  get exitCodeName() {
    return errorCatalogue[this.code].exitCode;
  }

  get httpStatus(): number {
    return errorCatalogue[this.code].httpStatus;
  }

  /** The stable machine shape: `{ code, message, details }`. */
  toJSON(): { code: ErrorCode; message: string; details: readonly ErrorDetail[] } {
    return { code: this.code, message: this.message, details: this.details };
  }
}

export function isTallyError(error: unknown): error is TallyError {
  return error instanceof TallyError;
}
