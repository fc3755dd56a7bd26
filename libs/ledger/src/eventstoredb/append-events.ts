import { NO_STREAM } from '@eventstore/db-client';
import { TallyError } from '@tallystick/errors';
import { failureOf } from './client-errors.js';
import type { Connection } from './connection.js';
import { readEvents } from './read-events.js';
import type { OutgoingEvent } from './stored-event.js';

/**
 * Appends events in one call, all or none, behind exactly the revision given. Where it is not known whether that was done,
 * the very same events are sent again, which the server takes for the same append, and in the end the stream is
 * looked at.
 *
 * @returns `conflict` where the stream is at another revision, and these events are not what follows.
 * @throws TallyError `ledger-unavailable`, also where the outcome cannot be found out; `ledger-batch-refused`.
 */
export async function appendEvents(
  connection: Connection,
  stream: string,
  revision: bigint | typeof NO_STREAM,
  events: readonly OutgoingEvent[],
): Promise<'recorded' | 'conflict'> {
  const first = revision === NO_STREAM ? 0 : Number(revision) + 1;
  const last = BigInt(first + events.length - 1);
  const backOff = connection.backOff();
  let doubt: Error | undefined;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { nextExpectedRevision } = await connection.client.appendToStream(
        stream,
        events.map(({ event }) => event),
        { ...connection.callOptions, expectedRevision: revision },
      );
      if (nextExpectedRevision === last) return 'recorded';
      break;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'refused') throw connection.typed(error);
      if (failure === 'conflict' && attempt === 0) return 'conflict';
      if (failure === 'conflict') break;
      doubt = error as Error;
      // Once more at least, however long the first attempt took.
      if (!(await backOff()) && attempt > 0) break;
    }
  }
  const found = await whatFollows(connection, stream, first, events, doubt);
  if (found === 'nothing') throw unknownOutcome(connection, stream, doubt);
  return found;
}

/** Whether the events stand where they were to be written, others do, or none. */
async function whatFollows(
  connection: Connection,
  stream: string,
  first: number,
  events: readonly OutgoingEvent[],
  doubt: Error | undefined,
): Promise<'recorded' | 'conflict' | 'nothing'> {
  let index = 0;
  try {
    for await (const { eventId, position } of readEvents(connection, stream, first, events.length)) {
      if (position !== first + index || eventId !== events[index]!.id) return 'conflict';
      index += 1;
    }
  } catch (error) {
    throw doubt === undefined ? error : unknownOutcome(connection, stream, doubt);
  }
  // An append is all or none: fewer of them would not be this append.
  return index === events.length ? 'recorded' : index === 0 ? 'nothing' : 'conflict';
}

function unknownOutcome({ address }: Connection, stream: string, doubt: Error | undefined): unknown {
  if (doubt === undefined) {
    return new TallyError(
      'ledger-broken',
      `The server says that it wrote to ${stream}, and nothing is there.`,
    );
  }
  return new TallyError(
    'ledger-unavailable',
    `It is not known whether the batch was recorded: ${address.text} did not answer (${doubt.message}).`,
    [
      {
        place: stream,
        problem: 'The server may have recorded it, or may do so yet.',
        mend: 'Send the very same batch again once the server answers: it is recorded once.',
      },
    ],
    doubt,
  );
}
