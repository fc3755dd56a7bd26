import type { ErrorCode, ErrorDetail } from '@tallystick/errors';

/** What keeps the room for dead letters finite. What is waiting is never dropped to make room. */
export interface DeadLetterLimits {
  /** Letters that wait, and the bytes of their bodies. */
  readonly letters: number;
  readonly bytes: number;
}

/** A delivery that could not be understood, or not wholly, kept until somebody settles it. */
export interface DeadLetter {
  readonly id: number;
  readonly source: string;
  readonly agreement: string;
  /** What the sender calls the delivery; where it has no name, the digest of its body. */
  readonly delivery: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly bytes: number;
  /** What was wrong at the last attempt, with place and mend. */
  readonly code: ErrorCode;
  readonly problems: readonly ErrorDetail[];
  readonly attempts: number;
  readonly lastAttemptAt: number;
  /** `waiting`; `replayed`: it was understood later; `discarded`: somebody decided that it says nothing. */
  readonly state: 'waiting' | 'replayed' | 'discarded';
  readonly settledAt: number | undefined;
  readonly settledBy: string | undefined;
  readonly reason: string | undefined;
}

/** A letter with what was sent. Of a settled one neither body nor headers are kept. */
export interface DeadLetterContent extends DeadLetter {
  readonly body: Uint8Array | undefined;
  /** Headers that hold no secret. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface DeadLetterQuery {
  /** Only of these agreements. */
  readonly agreements: readonly string[];
  readonly source?: string | undefined;
  readonly state?: DeadLetter['state'] | undefined;
  readonly first: number;
  /** Only letters after this id. */
  readonly after?: number | undefined;
}
