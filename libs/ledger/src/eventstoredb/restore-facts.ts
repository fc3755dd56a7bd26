import { NO_STREAM } from '@eventstore/db-client';
import { TallyError } from '@tallystick/errors';
import { chainBefore, extendChain, type HashText } from '../chain.js';
import type { LedgerHead } from '../port.js';
import { type Appending, checkAppendBytes } from './append-batch.js';
import { appendEvents } from './append-events.js';
import { readEvents } from './read-events.js';
import { outgoingEvent, type OutgoingEvent } from './stored-event.js';
import { type SpooledFacts, spoolFacts } from './spooled-facts.js';

/** Events in one append of a restore, beside what their bytes allow. */
const eventsAtOnce = 1_000;

/**
 * Takes an export in as the whole ledger of an agreement (port.ts, `restore`). The server takes only so much in one
 * append, so that many are needed, and each event says at which position the restore is whole: until that event is
 * there, everybody takes the agreement for one that does not exist. The last append makes all of it count at once. A
 * restore that was broken off goes on where it was, by the same export.
 */
export async function restoreFacts(
  appending: Appending,
  pages: AsyncIterable<readonly string[]>,
): Promise<LedgerHead> {
  const spooled = await spoolFacts(appending.agreement, pages);
  try {
    // Once without writing: a fact that is too large for the server is known before the first is written.
    for await (const part of parts(appending, spooled)) checkAppendBytes(appending.connection, part);
    return await writeParts(appending, spooled);
  } finally {
    await spooled.remove();
  }
}

async function writeParts(appending: Appending, spooled: SpooledFacts): Promise<LedgerHead> {
  const { agreement, stream, register, log } = appending;
  const end = await log.end();
  if (end.kind === 'head') throw notEmpty(agreement, 'The ledger holds the agreement already.');
  await register.ensure(agreement);
  let next = 0;
  let there = end.kind === 'restoring' ? end.position + 1 : 0;
  for await (const part of parts(appending, spooled)) {
    const isThere = next + part.length <= there;
    if (isThere || (await appendPart(appending, next, there, part)) === 'conflict') {
      await checkSame(appending, next, part);
    }
    next += part.length;
    there = Math.max(there, next);
  }
  const head = await log.head();
  if (head?.position !== spooled.count - 1) {
    throw new TallyError(
      'ledger-broken',
      `The restore of "${agreement}" to ${stream} did not come out whole.`,
    );
  }
  return head;
}

async function appendPart(
  { connection, stream }: Appending,
  next: number,
  there: number,
  part: readonly OutgoingEvent[],
): Promise<'recorded' | 'conflict'> {
  // Where a restore was broken off by a program that cut its parts otherwise, a part may be there by half.
  const rest = part.slice(Math.max(0, there - next));
  const first = Math.max(next, there);
  return appendEvents(connection, stream, first === 0 ? NO_STREAM : BigInt(first - 1), rest);
}

/** What is there already must be what this restore would write; ids stand for the bytes and all before them. */
async function checkSame(
  { agreement, connection, stream }: Appending,
  first: number,
  part: readonly OutgoingEvent[],
): Promise<void> {
  let index = 0;
  for await (const { eventId, position } of readEvents(connection, stream, first, part.length)) {
    if (position !== first + index || eventId !== part[index]!.id) break;
    index += 1;
  }
  if (index < part.length) {
    throw notEmpty(agreement, 'Others write to it, or another export was begun to be restored.');
  }
}

/** The events of a restore in parts that the server takes in one append. */
async function* parts(
  { agreement, connection }: Appending,
  spooled: SpooledFacts,
): AsyncGenerator<readonly OutgoingEvent[], void, undefined> {
  let chain: HashText = chainBefore(agreement);
  let part: OutgoingEvent[] = [];
  let bytes = 0;
  for await (const text of spooled.lines()) {
    chain = extendChain(chain, text);
    const { type } = JSON.parse(text) as { readonly type?: unknown };
    const event = outgoingEvent(typeof type === 'string' ? type : 'Fact', text, chain, spooled.count - 1);
    if (part.length > 0 && (part.length === eventsAtOnce || bytes + event.bytes > connection.appendBytes)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(event);
    bytes += event.bytes;
  }
  if (part.length > 0) yield part;
}

function notEmpty(agreement: string, problem: string): TallyError {
  return new TallyError('restore-not-empty', `"${agreement}" cannot be restored: ${problem}`, [
    {
      place: agreement,
      problem,
      mend: 'Restore into another ledger of the server: esdb://HOST/another_name names one.',
    },
  ]);
}
