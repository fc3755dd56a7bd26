import { NO_STREAM } from '@eventstore/db-client';
import { TallyError } from '@tallystick/errors';
import { canonicalFactText, type NewFact } from '@tallystick/facts';
import { type EpochMilliseconds, formatInstant, parseInstant } from '@tallystick/quantities';
import {
  checkBatch,
  checkExpectedRevision,
  checkFactSize,
  otherContent,
  placeOfRepeat,
  type RecordedId,
} from '../batch.js';
import { chainBefore, extendChain, type HashText, hashTextOfHex, hashTextToHex } from '../chain.js';
import type { AppendResult, ExpectedRevision, LedgerHead } from '../port.js';
import { recordingInstant } from '../recording-instant.js';
import { type AgreementLog, restoreUnderWay } from './agreement-log.js';
import { appendEvents } from './append-events.js';
import type { Connection } from './connection.js';
import type { Register } from './register.js';
import { outgoingEvent, type OutgoingEvent } from './stored-event.js';

/** How often a batch for any revision is written anew because others wrote first. */
const mostAttempts = 50;

/** What appending to one agreement stands on. */
export interface Appending {
  readonly connection: Connection;
  readonly register: Register;
  readonly clock: () => EpochMilliseconds;
  readonly agreement: string;
  readonly stream: string;
  readonly log: AgreementLog;
}

/**
 * Records a batch, or finds that it is recorded (port.ts, `append`). It is always written behind exactly the fact that
 * was looked at; `any` looks again and writes anew where others wrote first.
 *
 * @param known the head as this process saw it last. It may be old: the server then says so, and it is read again.
 */
export async function appendBatch(
  appending: Appending,
  known: LedgerHead | undefined,
  expected: ExpectedRevision,
  facts: readonly NewFact[],
): Promise<AppendResult> {
  const { agreement, log } = appending;
  checkBatch(agreement, facts);
  let head = known;
  let isFresh = false;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    if (head === undefined || attempt > 0) {
      const end = await log.end();
      if (end.kind === 'restoring') throw restoreUnderWay(agreement, end);
      head = end.kind === 'head' ? end.head : undefined;
      isFresh = true;
    }
    const recorded = await recordedOf(log, head, facts);
    // What contradicts the batch must be so now, and not when this process looked last.
    if (recorded.length > 0) {
      if (!isFresh) continue;
      return repeatOf(appending, facts, recorded);
    }
    if (!isFresh && expected !== 'any' && expected !== head?.position) continue;
    checkExpectedRevision(agreement, expected, head?.position);
    const result = await write(appending, head, facts);
    if (result !== undefined) return result;
  }
  throw new TallyError(
    'ledger-unavailable',
    `Nothing was recorded: others kept writing to "${agreement}" for ${mostAttempts} attempts.`,
  );
}

async function recordedOf(
  log: AgreementLog,
  head: LedgerHead | undefined,
  facts: readonly NewFact[],
): Promise<readonly RecordedId[]> {
  if (head === undefined) return [];
  const ids = facts.map(({ id }) => id);
  const positions = await log.indexed(head, (index) => index.positionsOf(head.agreement, ids, head.position));
  return ids.flatMap((id) => {
    const position = positions.get(id);
    return position === undefined ? [] : [{ id, position }];
  });
}

/** The result that the batch had when it was recorded. @throws TallyError `ledger-partial-repeat`. */
async function repeatOf(
  { agreement, log }: Appending,
  facts: readonly NewFact[],
  recorded: readonly RecordedId[],
): Promise<AppendResult> {
  const firstPosition = placeOfRepeat(agreement, facts, recorded);
  const lastPosition = firstPosition + facts.length - 1;
  for await (const { position, text } of log.facts(firstPosition, lastPosition)) {
    const fact = facts[position - firstPosition]!;
    const { recordedAt } = JSON.parse(text) as { recordedAt: string };
    if (canonicalFactText(agreement, fact, recordedAt) !== text) {
      throw otherContent(agreement, { id: fact.id, position });
    }
  }
  return { firstPosition, lastPosition, head: await log.headAt(lastPosition), repeated: true };
}

/** @returns undefined where somebody else wrote first. */
async function write(
  { connection, register, clock, agreement, stream, log }: Appending,
  head: LedgerHead | undefined,
  facts: readonly NewFact[],
): Promise<AppendResult | undefined> {
  const recordedAt = recordingInstant(
    clock(),
    head === undefined ? undefined : parseInstant(head.recordedAt),
  );
  const recordedAtText = formatInstant(recordedAt);
  const firstPosition = (head?.position ?? -1) + 1;
  let chain: HashText = head === undefined ? chainBefore(agreement) : hashTextOfHex(head.chainHash);
  const events = facts.map((fact, index): OutgoingEvent => {
    const text = canonicalFactText(agreement, fact, recordedAtText);
    checkFactSize(text, `facts[${index}]`);
    chain = extendChain(chain, text);
    return outgoingEvent(fact.type, text, chain);
  });
  checkAppendBytes(connection, events);
  if (head === undefined) await register.ensure(agreement);
  const revision = head === undefined ? NO_STREAM : BigInt(head.position);
  if ((await appendEvents(connection, stream, revision, events)) === 'conflict') return undefined;
  const lastPosition = firstPosition + facts.length - 1;
  log.noteRecorded(
    head,
    facts.map(({ id }, index) => ({ id, position: firstPosition + index, recordedAt })),
    chain,
  );
  return {
    firstPosition,
    lastPosition,
    head: { agreement, position: lastPosition, chainHash: hashTextToHex(chain), recordedAt: recordedAtText },
    repeated: false,
  };
}

/** @throws TallyError `ledger-batch-refused` where the server would not take so much in one append. */
export function checkAppendBytes({ appendBytes }: Connection, events: readonly OutgoingEvent[]): void {
  const bytes = events.reduce((sum, event) => sum + event.bytes, 0);
  if (bytes <= appendBytes) return;
  const place = events.length === 1 ? 'the fact' : 'the batch';
  const problem = `${place} comes to ${bytes} bytes, and the server takes ${appendBytes} in one append`;
  throw new TallyError('ledger-batch-refused', `Nothing was recorded: ${problem}.`, [
    {
      place,
      problem,
      mend:
        (events.length === 1 ? '' : 'Send it in parts, or ') +
        'raise MaxAppendSize of the server and TALLY_LEDGER_APPEND_BYTES with it.',
    },
  ]);
}
