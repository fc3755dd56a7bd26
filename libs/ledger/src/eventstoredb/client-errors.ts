import {
  AccessDeniedError,
  InvalidArgumentError,
  isCommandError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { isTallyError, TallyError } from '@tallystick/errors';

/** A stream of the server that said nothing for too long. */
export class SilentStream extends Error {
  constructor(milliseconds: number) {
    super(`nothing came for ${milliseconds} milliseconds`);
  }
}

/** A read that ended before it can have said everything. */
export class ShortRead extends Error {
  constructor(stream: string) {
    super(`a read of ${stream} ended too early`);
  }
}

/** What a failed call says about what was done. */
export type Failure =
  /** The stream is at another revision; nothing was done. */
  | 'conflict'
  /** The server will not do it, now or later. */
  | 'refused'
  /** It may have been done or not; the same call may be made again. */
  | 'unknown';

const clientMessages =
  /^(?:Failed to discover|Channel has been shut ?down|Channel has been closed|write after end|Stream is not readable)/i;

/**
 * Whether an error comes from the client or the wire. The client throws bare errors for a cluster that it cannot find
 * and for a channel that it closed itself under a call's feet.
 */
function isOfTheWire(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (isCommandError(error) || error instanceof SilentStream || error instanceof ShortRead) return true;
  const { code } = error as { code?: unknown };
  return (
    typeof code === 'number' || clientMessages.test(error.message) || code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}

/** @throws the error itself where it does not come from the client or the wire. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WrongExpectedVersionError) return 'conflict';
  const isRefusal =
    error instanceof AccessDeniedError ||
    error instanceof MaxAppendSizeExceededError ||
    error instanceof StreamDeletedError ||
    error instanceof InvalidArgumentError ||
    isTallyError(error);
  if (isRefusal) return 'refused';
  if (!isOfTheWire(error)) throw error;
  return 'unknown';
}

export function isStreamNotFound(error: unknown): boolean {
  return error instanceof StreamNotFoundError;
}

/** What an error of the client is to those who use the ledger; whatever does not come from it stays what it is. */
export function typedError(address: string, error: unknown): unknown {
  if (isTallyError(error) || !isOfTheWire(error)) return error;
  if (error instanceof AccessDeniedError) {
    const problem = 'the server does not take the user and password, or the user may not do this';
    return unavailable(
      address,
      problem,
      'Check TALLY_LEDGER_USER, TALLY_LEDGER_PASSWORD and the rights of the user.',
      error,
    );
  }
  if (error instanceof StreamDeletedError) {
    return new TallyError(
      'ledger-broken',
      `The server says that a stream of the ledger was deleted: ${error.message}.`,
      [{ place: address, problem: 'A ledger is append-only.', mend: 'Restore the server from a backup.' }],
      error,
    );
  }
  if (error instanceof MaxAppendSizeExceededError) {
    return new TallyError(
      'ledger-batch-refused',
      `Nothing was recorded: the server takes at most ${error.maxAppendSize} bytes in one append.`,
      [
        {
          place: 'the batch',
          problem: 'The server is set to take less at once than this program is told.',
          mend: `Set TALLY_LEDGER_APPEND_BYTES to ${error.maxAppendSize}, or raise MaxAppendSize of the server.`,
        },
      ],
      error,
    );
  }
  const problem =
    error instanceof NotLeaderError ? 'the node is not the leader of its cluster' : error.message;
  return unavailable(
    address,
    problem,
    'Check that the server runs and can be reached, and that TLS is on or off on both sides.',
    error,
  );
}

function unavailable(address: string, problem: string, mend: string, cause: Error): TallyError {
  return new TallyError(
    'ledger-unavailable',
    `The ledger at ${address} cannot be reached: ${problem.replace(/\.$/, '')}.`,
    [{ place: address, problem, mend }],
    cause,
  );
}
