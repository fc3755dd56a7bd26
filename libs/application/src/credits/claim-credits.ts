import { type ClaimPortion, type CreditLine, makeStatement, type Statement } from '@tallystick/engine';
import { TallyError } from '@tallystick/errors';
import { type CommandFields, draft, type Recorded, recordCommand } from '../commands/command.js';
import { type AgreementKnowledge, readKnowledge } from '../knowledge/read-knowledge.js';
import { currencyOf, moneyText } from '../invoices/invoice-views.js';
import { amountOf } from '../invoices/invoice-rules.js';
import type { Services } from '../services.js';

export interface ClaimCreditsCommand extends CommandFields {
  readonly period: string;
  /** Default: all credits of the period. */
  readonly serviceLevel?: string | undefined;
  /** Default: what the statement says. */
  readonly amount?: string | undefined;
}

/** One credit of the period and how it stands with regard to being claimed. */
export interface ClaimedCredit {
  readonly of: CreditLine['of'];
  readonly id: string;
  /** What combining leaves of it, what of it was claimed where a claim names less, and what is owed. */
  readonly amount: string;
  readonly claimed: string | null;
  readonly owed: string;
  readonly status: CreditLine['claim']['status'];
  /** The last instant at which a claim is in time. */
  readonly claimBy: string | null;
  /** Where the limit runs from events: what is claimed together, and by when. */
  readonly portions: readonly ClaimPortion[];
}

export interface CreditsClaimed extends Recorded {
  readonly period: string;
  readonly currency: string;
  /** Whether the claim does anything: it is in time for at least one credit. */
  readonly counts: boolean;
  /** Why not: `too-late`, `too-early`; null where it counts. */
  readonly reason: string | null;
  readonly credits: readonly ClaimedCredit[];
}

/**
 * Claims the credits of a period where the terms give them on claim only. One that comes too late is recorded as what it
 * is, and the answer says that it does nothing.
 * @throws TallyError `period-invalid`, `credit-claim-refused`, `quantity-invalid`.
 */
export async function claimCredits(
  services: Services,
  command: ClaimCreditsCommand,
): Promise<CreditsClaimed> {
  const { agreement, period, serviceLevel } = command;
  const recorded = await recordCommand(services, 'claimCredits', command, async ({ knowledge }) => {
    const known = await knowledge();
    requireClaimable(statementAsKnown(known, period), command);
    const amount = amountOf(command.amount);
    const text = amount === undefined ? undefined : moneyText(amount, currencyOf(known).decimalPlaces);
    return [draft('CreditClaimed', { period, serviceLevel, amount: text })];
  });
  const known = await readKnowledge(services, agreement, String(recorded.revision));
  const statement = statementAsKnown(known, period);
  const lines = claimedLines(statement, serviceLevel);
  const [fact] = recorded.facts;
  const isIn = (list: readonly string[]) => fact !== undefined && list.includes(fact.id);
  const counts = lines.some(
    ({ claim }) => isIn(claim.facts) || (claim.portions ?? []).some((portion) => isIn(portion.facts)),
  );
  const isEarly = lines.some(({ claim }) =>
    (claim.portions ?? []).some((portion) => isIn(portion.earlyFacts)),
  );
  return {
    ...recorded,
    period: statement.period.label,
    currency: statement.currency.code,
    counts,
    reason: counts ? null : isEarly ? 'too-early' : 'too-late',
    credits: lines.map((line) => claimedCredit(line)),
  };
}

export interface ClaimableQuery {
  readonly agreement: string;
  readonly period: string;
  readonly knownAt?: string | undefined;
}

/** The credits of a period, and until when each may be claimed. */
export async function claimableCredits(
  services: Services,
  query: ClaimableQuery,
): Promise<readonly ClaimedCredit[]> {
  const known = await readKnowledge(services, query.agreement, query.knownAt);
  return claimedLines(statementAsKnown(known, query.period), undefined).map((line) => claimedCredit(line));
}

/** Valued when the last fact known was recorded, so that no deadline passes before its time. */
function statementAsKnown(known: AgreementKnowledge, period: string): Statement {
  return makeStatement({ ...known, period });
}

function claimedLines(statement: Statement, serviceLevel: string | undefined): readonly CreditLine[] {
  return statement.credits.lines.filter(
    (line) => serviceLevel === undefined || (line.of === 'service-level' && line.id === serviceLevel),
  );
}

function claimedCredit(line: CreditLine): ClaimedCredit {
  return {
    of: line.of,
    id: line.id,
    amount: line.kept.amount,
    claimed: line.claim.amount,
    owed: line.owed,
    status: line.claim.status,
    claimBy: line.claim.claimBy,
    portions: line.claim.portions ?? [],
  };
}

function requireClaimable(statement: Statement, { period, serviceLevel }: ClaimCreditsCommand): void {
  const lines = claimedLines(statement, serviceLevel);
  if (lines.some(({ claim }) => claim.status !== 'not-needed')) return;
  const what = serviceLevel === undefined ? `of ${period}` : `for ${serviceLevel} in ${period}`;
  const problem =
    lines.length === 0
      ? `There is no credit ${what}.`
      : `The credits ${what} are owed without a claim, or come to nothing.`;
  throw new TallyError('credit-claim-refused', `Nothing is to be claimed. ${problem}`, [
    {
      place: serviceLevel === undefined ? 'period' : 'serviceLevel',
      problem,
      mend: 'See the credits of the statement of that period.',
    },
  ]);
}
