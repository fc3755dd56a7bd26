import {
  makeStatement,
  nextPeriodToIssue,
  periodOf,
  type Statement,
  statementBytes,
  statementDigest,
} from '@tallystick/engine';
import { invariant, TallyError } from '@tallystick/errors';
import { type AssertedBy, factIdOf, type JsonObject, newFact, parseStrictJson } from '@tallystick/facts';
import type { LedgerHead } from '@tallystick/ledger';
import { formatInstant, parseInstant } from '@tallystick/quantities';
import { type AgreementKnowledge, readVerifiedKnowledge } from '../knowledge/read-knowledge.js';
import { resolveKnownAt } from '../knowledge/known-at.js';
import { optionsOf, type Recorded, type RequestFields, summaryOf } from '../commands/command.js';
import { saidBy } from '../commands/said-by.js';
import { decideAndAppend, type Deciding } from '../ledger/decide-and-append.js';
import { keyedFactId } from '../ledger/idempotency-key.js';
import { type CheckpointOfIssue, checkpointAfterSeal } from '../evidence/checkpoints/make-checkpoint.js';
import { requireNotSetBack } from '../evidence/checkpoints/only-grown.js';
import type { Services } from '../services.js';

export interface IssueCommand extends RequestFields {
  readonly agreement: string;
  /** The period to state; the next one that is due where absent. */
  readonly period?: string | undefined;
  /** Who issues it: a party, or one with who speaks for it. Default: the client, whose record this is. */
  readonly assertedBy?: AssertedBy | string | undefined;
}

export interface StatementSealed extends Recorded {
  readonly statement: Statement;
  readonly digest: string;
  /** The ledger after the seal. */
  readonly head: LedgerHead;
  /** The checkpoint that covers the seal, recorded after it; where it could not be signed, why. */
  readonly checkpoint: CheckpointOfIssue;
}

/**
 * Seals the statement of a period: computes it from everything recorded, and records it with its digest, expecting
 * that nothing was recorded in between. From then on the period is never restated.
 *
 * Then the ledger's checkpoint is signed, where keys are set up here. A ledger that was set back behind what was signed is
 * refused before.
 *
 * @throws TallyError `statement-exists`, `statement-out-of-order`, `period-not-finished`, `period-invalid`,
 * `checkpoint-refused`.
 */
export async function issueStatement(services: Services, command: IssueCommand): Promise<StatementSealed> {
  await resolveKnownAt(services, command.agreement, undefined);
  await requireNotSetBack(services, command.agreement);
  let sealed: { statement: Statement; digest: string } | undefined;
  const assertedBy: AssertedBy =
    typeof command.assertedBy === 'object'
      ? saidBy(command.assertedBy)
      : { party: command.assertedBy ?? 'client' };
  const options = optionsOf('issueStatement', assertedBy, command);
  const decide = async (now: LedgerHead | undefined, { now: clock }: Deciding) => {
    const knowledge = await readVerifiedKnowledge(services, command.agreement, String(now!.position));
    const period = periodToIssue(knowledge, command.period, clock);
    const statement = makeStatement({ ...knowledge, period });
    const digest = statementDigest(statement);
    sealed = { statement, digest };
    const effectiveAt = Math.max(clock, knowledge.knownAt.recordedAt);
    return [
      newFact('StatementIssued', {
        id:
          options.key === undefined
            ? factIdOf([command.agreement, 'StatementIssued', period], effectiveAt)
            : keyedFactId(command.agreement, options.key, 0),
        effectiveAt: formatInstant(effectiveAt),
        assertedBy,
        period,
        statement: parseStrictJson(statementBytes(statement), `the statement of ${period}`) as JsonObject,
        digest,
        knownAtPosition: knowledge.knownAt.position,
        valuedAt: statement.valuedAt,
        statementFormat: statement.format,
      }),
    ];
  };
  const decided = await decideAndAppend(services, command.agreement, decide, options);
  const { head } = decided;
  invariant(sealed !== undefined && head !== undefined, 'a statement that was appended was computed');
  const checkpoint = await checkpointAfterSeal(services, command.agreement, assertedBy, head.position);
  return { ...summaryOf(command.agreement, decided), ...sealed, head, checkpoint };
}

/** Statements are issued once, in order, and of finished periods only. */
function periodToIssue(knowledge: AgreementKnowledge, asked: string | undefined, now: number): string {
  const issued = knowledge.timeline.issuedStatements.map(({ fact }) => fact.period);
  const next = nextPeriodToIssue(knowledge);
  if (asked !== undefined) {
    // Refuses what is no period of the agreement before anything is said about its order.
    const { label } = periodOf(knowledge, asked);
    if (issued.includes(label)) {
      throw new TallyError('statement-exists', `The statement of ${label} has been issued.`);
    }
    if (next !== undefined && next.label !== label) {
      throw new TallyError('statement-out-of-order', `${label} cannot be stated before ${next.label}.`, [
        { place: 'period', problem: `${next.label} comes first.`, mend: `Issue ${next.label}, then go on.` },
      ]);
    }
  }
  if (next === undefined) {
    throw new TallyError('statement-exists', 'Every period of the agreement has been stated.');
  }
  if (now < parseInstant(next.endsAt)) {
    throw new TallyError('period-not-finished', `${next.label} ends at ${next.endsAt}.`, [
      {
        place: 'period',
        problem: `It is now ${formatInstant(now)}.`,
        mend: 'Wait until then, or print a provisional one with `tally statement`.',
      },
    ]);
  }
  return next.label;
}
