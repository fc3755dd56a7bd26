import type { LedgerPlace } from '@tallystick/application';
import type { LedgerHead } from '@tallystick/ledger';

/** What the worker is started with. */
export interface WorkerStart {
  readonly ledger: LedgerPlace;
  readonly folder: string;
  /** The file of time zones that takes the place of the table that the program brings. */
  readonly zonesFile: string | undefined;
  /** How many facts to keep folded in memory. */
  readonly warmFacts: number | undefined;
}

/** What the worker is asked; those with a number are answered. */
export type WorkerRequest =
  | { readonly kind: 'look'; readonly agreement: string; readonly position: number }
  | { readonly kind: 'project-at'; readonly number: number; readonly head: LedgerHead }
  | { readonly kind: 'rebuild'; readonly number: number }
  | { readonly kind: 'close'; readonly number: number };

/** What an error comes to on its way between threads. */
export interface SentError {
  readonly code: string | undefined;
  readonly message: string;
  readonly stack: string | undefined;
}

export type WorkerReport =
  | { readonly kind: 'started' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'fault'; readonly agreement: string; readonly error: SentError }
  | { readonly kind: 'done'; readonly number: number; readonly file?: string }
  | { readonly kind: 'failed'; readonly number: number; readonly error: SentError };
