import type { LedgerPlace } from '@tallystick/application';
import { type ErrorCode, type ErrorDetail, isTallyError, TallyError } from '@tallystick/errors';
import type { RecordedWork } from './record-work.js';

/** What a calculator is started with. */
export interface CalculatorSettings {
  readonly ledger: LedgerPlace;
  readonly zones: string | undefined;
  /** The folder of private keys; absent: nothing is signed. */
  readonly keysFolder?: string | undefined;
  /** How many facts to keep folded. */
  readonly warmFacts: number;
}

/** A request to work out, and its answer; one at a time. */
export interface WorkMessage {
  readonly name: string;
  readonly fields: object;
}

/** What a thread says: its answer, and what it did for it. */
export type WorkReport = WorkAnswer & { readonly recorded?: RecordedWork };

export type WorkAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'value'; readonly value: unknown }
  /** What comes one at a time, all at once. */
  | { readonly kind: 'items'; readonly items: readonly unknown[] }
  | { readonly kind: 'error'; readonly error: CarriedError };

/** An error on its way between threads, which carry no classes. */
export interface CarriedError {
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
  readonly actualRevision?: number;
  readonly stack: string | undefined;
}

export function carriedError(error: unknown): CarriedError {
  const { message, stack, actualRevision } = (
    error instanceof Error ? error : new Error(String(error))
  ) as Error & {
    readonly actualRevision?: number;
  };
  const known = isTallyError(error) ? error : undefined;
  return {
    code: known?.code,
    message,
    details: known?.details ?? [],
    ...(actualRevision !== undefined && { actualRevision }),
    stack,
  };
}

export function errorOfCarried({ code, message, details, actualRevision, stack }: CarriedError): Error {
  const error = code === undefined ? new Error(message) : new TallyError(code, message, details);
  if (stack !== undefined) error.stack = stack;
  return actualRevision === undefined ? error : Object.assign(error, { actualRevision });
}
