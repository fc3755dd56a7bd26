import { TallyError } from '@tallystick/errors';
import { parseInstant } from '@tallystick/quantities';
import { hashTextOfHex } from '../chain.js';
import type { LedgerHead } from '../port.js';
import { AgreementVerification, FaultList } from '../verification.js';
import type { VerificationProgress, VerificationReport, VerifiedAgreement } from '../verification-report.js';
import type { StreamEnd } from './agreement-log.js';
import type { Connection } from './connection.js';
import { readEvents } from './read-events.js';
import { envelopeOf, eventIdOf, type StoredEvent } from './stored-event.js';

/** Facts between two reports of progress. */
const progressFacts = 1_000;

const alwaysNotChecked = [
  'Whether newest facts were cut off together with the head, or the whole ledger was rewritten: only a head or a signed checkpoint kept elsewhere shows that.',
  'Whether each fact is valid for its type and true in the world: the ledger keeps what was asserted, and by whom.',
  'Whether the server holds streams of agreements that its register does not name, and what its other nodes hold: the leader was read.',
];

/** An agreement as verifying begins with it. */
export interface StreamToVerify {
  readonly agreement: string;
  readonly stream: string;
  readonly end: StreamEnd;
}

/** Verifies agreements from their bytes, each up to the head that it had at the beginning (port.ts, `verify`). */
export async function verifyStreams(
  connection: Connection,
  streams: readonly StreamToVerify[],
  chosen: string | undefined,
  onProgress: ((progress: VerificationProgress) => void) | undefined,
): Promise<VerificationReport> {
  if (chosen !== undefined && streams.length === 0) {
    throw new TallyError('agreement-unknown', `The ledger holds no agreement "${chosen}".`);
  }
  const faults = new FaultList();
  const notChecked = [...alwaysNotChecked];
  if (chosen !== undefined) notChecked.push('The other agreements of the ledger.');
  const heads = streams.flatMap(({ end }) => (end.kind === 'head' ? [end.head] : []));
  const totalFacts = heads.reduce((sum, { position }) => sum + position + 1, 0);
  const verified: VerifiedAgreement[] = [];
  let verifiedFacts = 0;
  for (const { agreement, stream, end } of streams) {
    if (end.kind === 'restoring') {
      const problem = `A restore of it was broken off at position ${end.position} of ${end.wholeAt}.`;
      faults.add({ kind: 'head', agreement, position: end.position, problem });
      notChecked.push(`The facts of "${agreement}", whose restore is not whole.`);
    }
    if (end.kind !== 'head') continue;
    const verification = new AgreementVerification(agreement, faults);
    const ids = new Set<string>();
    for await (const event of readEvents(connection, stream, 0, end.head.position + 1)) {
      verification.take(storedFact(event));
      addIdentityFaults(faults, agreement, event, ids);
      verifiedFacts += 1;
      if (verifiedFacts % progressFacts === 0) onProgress?.({ verifiedFacts, totalFacts });
    }
    verified.push(verification.finish(storedHead(end.head)));
  }
  onProgress?.({ verifiedFacts, totalFacts });
  return {
    whole: faults.count === 0,
    facts: verifiedFacts,
    agreements: verified,
    faults: faults.listed,
    faultsNotListed: faults.count - faults.listed.length,
    notChecked,
  };
}

function storedFact(event: StoredEvent) {
  // The server keeps no second copy of id and instant beside the bytes, as a table would.
  const envelope = envelopeOf(event);
  return {
    position: event.position,
    id: envelope?.id,
    recordedAt: envelope?.recordedAt,
    chain: event.chain,
    content: event.content,
  };
}

function storedHead({ position, chainHash, recordedAt }: LedgerHead) {
  return { position, recordedAt: parseInstant(recordedAt), chain: chainHash };
}

function addIdentityFaults(faults: FaultList, agreement: string, event: StoredEvent, ids: Set<string>): void {
  const { position, chain, eventId } = event;
  if (chain !== undefined && eventIdOf(hashTextOfHex(chain)) !== eventId) {
    faults.add({
      kind: 'identity',
      agreement,
      position,
      problem: 'The event has not the id that follows from its chain hash.',
    });
  }
  const id = envelopeOf(event)?.id;
  if (id === undefined) return;
  if (ids.has(id))
    faults.add({ kind: 'identity', agreement, position, problem: `The id ${id} stands twice.` });
  ids.add(id);
}
