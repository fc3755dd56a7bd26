import { TallyError } from '@tallystick/errors';
import {
  type FactInput,
  type FactType,
  type JsonObject,
  type NewFact,
  newFactFromInput,
  readFactInput,
} from '@tallystick/facts';
import { ledgerLimits } from '@tallystick/ledger';
import { type CommandFields, optionsOf, type Recorded, summaryOf } from '../commands/command.js';
import { saidBy } from '../commands/said-by.js';
import { resolveKnownAt } from '../knowledge/known-at.js';
import { decideAndAppend } from '../ledger/decide-and-append.js';
import { keyedFactId } from '../ledger/idempotency-key.js';
import type { Services } from '../services.js';
import { idOf, newOnes, requireAgreement } from './record-facts.js';

export interface RecordBatchCommand extends Omit<CommandFields, 'effectiveAt'> {
  /** Facts as docs/reference/facts.md shows them; `assertedBy` is the asker's, whatever they say. */
  readonly facts: readonly JsonObject[];
}

export interface BatchRecorded extends Recorded {
  /** How many of them had been recorded before, with the same content. */
  readonly unchanged: number;
}

/** Types with a command of their own, which checks what a bare fact cannot. */
export const commandsOfTypes: Partial<Record<FactType, string>> = {
  AgreementSigned: 'signAgreement',
  TermsAmended: 'amendTerms',
  TermsRescinded: 'rescindAmendment',
  StatementIssued: 'issueStatement',
  FactRetracted: 'retractFact',
  FactContested: 'contestFact',
  ContestSettled: 'settleContest',
  ReliefClaimed: 'claimRelief',
  ReliefGranted: 'decideRelief',
  ReliefRefused: 'decideRelief',
  CreditClaimed: 'claimCredits',
  InvoiceReceived: 'receiveInvoice',
  InvoiceDisputed: 'disputeInvoice',
  InvoiceSettled: 'settleInvoice',
  CreditApplied: 'applyCredit',
  ExitNoticeServed: 'serveExitNotice',
  CurePlanSubmitted: 'submitCurePlan',
  CureAccepted: 'decideCure',
  CureRefused: 'decideCure',
  ExitRightExercised: 'exerciseExitRight',
  ExitRightWaived: 'waiveExitRight',
  ObligationFulfilled: 'fulfilObligation',
  ObligationAccepted: 'acceptObligation',
  ObligationRefused: 'refuseObligation',
  ObligationWaived: 'waiveObligation',
  SubjectErased: '`tally erase`',
  SigningKeyAnnounced: '`tally key create`',
  CosigningKeyAnnounced: 'announceCosigningKey',
  CheckpointSigned: 'signCheckpoint',
  CheckpointCosigned: 'recordCosignature',
};

/**
 * Records facts of the types that have no command of their own, all or none. A fact without an id gets one that follows
 * from what it says, so that the same fact is recorded once; with an idempotency key, from the key.
 *
 * @throws TallyError `fact-invalid` (the place is `facts[3]: …`), `usage`, `ledger-partial-repeat` (an id is recorded with
 * other content), and what every command throws.
 */
export async function recordBatch(services: Services, command: RecordBatchCommand): Promise<BatchRecorded> {
  const { agreement, facts } = command;
  const assertedBy = saidBy(command.assertedBy);
  await resolveKnownAt(services, agreement, undefined);
  if (facts.length === 0 || facts.length > ledgerLimits.batchFacts) {
    throw new TallyError('ledger-batch-refused', `A batch of ${facts.length} facts is none.`, [
      {
        place: 'facts',
        problem: `There are ${facts.length}.`,
        mend: `Send 1 to ${ledgerLimits.batchFacts} facts.`,
      },
    ]);
  }
  const options = optionsOf('recordFacts', assertedBy, command);
  const batch = facts.map((fact, index): NewFact => {
    const place = `facts[${index}]`;
    const input = readFactInput(fact, place, { agreement, assertedBy });
    requireAgreement(input, agreement, place);
    requireNoCommand(input, place);
    requireAsker(input, assertedBy.party, place);
    if (options.key !== undefined && input.id !== undefined) throw hasOwnId(place);
    const said = { ...input, assertedBy };
    const id =
      options.key === undefined ? idOf(said, services.subjects) : keyedFactId(agreement, options.key, index);
    return newFactFromInput(said, { id, assertedBy });
  });
  const decided = await decideAndAppend(
    services,
    agreement,
    (head) => newOnes(services, agreement, batch, head!.position),
    options,
  );
  const unchanged = batch.length - decided.recorded.length;
  const repeated = decided.repeated || decided.recorded.length === 0;
  return { ...summaryOf(agreement, decided), repeated, unchanged };
}

function requireNoCommand({ type }: FactInput, place: string): void {
  const own = commandsOfTypes[type];
  if (own === undefined) return;
  throw new TallyError('fact-invalid', `${place}: ${type} is recorded by ${own}.`, [
    { place: `${place}: type`, problem: `${type} needs checks of its own.`, mend: `Use ${own}.` },
  ]);
}

function requireAsker({ assertedBy }: FactInput, party: string, place: string): void {
  if (assertedBy === undefined || assertedBy.party === party) return;
  throw new TallyError('fact-invalid', `${place} is asserted by another party.`, [
    {
      place: `${place}: assertedBy`,
      problem: `It says "${assertedBy.party}", and "${party}" asks.`,
      mend: 'Leave it out: whoever asks asserts it.',
    },
  ]);
}

function hasOwnId(place: string): TallyError {
  return new TallyError('usage', `${place} has an id of its own, and the request has an idempotency key.`, [
    {
      place: `${place}: id`,
      problem: 'Under a key, the ids follow from the key.',
      mend: 'Leave out the ids, or the key: facts with ids of their own are recorded once anyway.',
    },
  ]);
}
