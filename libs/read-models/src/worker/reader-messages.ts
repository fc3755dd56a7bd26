import { type ErrorCode, type ErrorDetail, isTallyError, TallyError } from '@tallystick/errors';
import type { Answered, Question } from '../answers/question.js';

/** What a thread that reads is started with. */
export interface ReaderStart {
  readonly folder: string;
  /** One number: that of the question for which nobody waits any more. */
  readonly givenUp: SharedArrayBuffer;
}

/** What it is asked; one question at a time. */
export interface ReaderRequest {
  readonly number: number;
  readonly question: Question;
}

export type ReaderReport =
  | { readonly kind: 'answered'; readonly number: number; readonly answered: Answered | undefined }
  | { readonly kind: 'failed'; readonly number: number; readonly error: CarriedError }
  | { readonly kind: 'damaged' };

/** An error on its way between threads, which carry no classes. */
interface CarriedError {
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
  readonly stack: string | undefined;
}

export function carriedError(error: unknown): CarriedError {
  const known = isTallyError(error) ? error : undefined;
  return {
    code: known?.code,
    message: error instanceof Error ? error.message : String(error),
    details: known?.details ?? [],
    stack: error instanceof Error ? error.stack : undefined,
  };
}

export function errorOfCarried({ code, message, details, stack }: CarriedError): Error {
  const error = code === undefined ? new Error(message) : new TallyError(code, message, details);
  if (stack !== undefined) error.stack = stack;
  return error;
}
