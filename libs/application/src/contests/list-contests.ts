import { netsAsKnown, type NetsAsKnown, withFacts } from '@tallystick/engine';
import { factIdOf, type FactType, newFact } from '@tallystick/facts';
import { formatInstant } from '@tallystick/quantities';
import type { KnownAtText } from '../knowledge/known-at.js';
import { type AgreementKnowledge, readKnowledge } from '../knowledge/read-knowledge.js';
import type { Services } from '../services.js';
import { changeOfNets, type MoneyAtStake } from '../what-if/change-of-nets.js';
import { factById } from './contested-fact.js';

/** How many open contests are worked out in money; those raised first come first. */
const mostWorkedOut = 20;

export interface ContestsQuery {
  readonly agreement: string;
  readonly knownAt?: KnownAtText;
  /** Only those that stand so. */
  readonly status?: ContestView['status'] | undefined;
  /** Also work out what hangs on those that are open; each costs about as much as a statement. */
  readonly withMoney?: boolean | undefined;
}

/** One dispute over one fact. */
export interface ContestView {
  /** The contested fact, its type, its place, who asserted it, and the ticket that it is about. */
  readonly fact: string;
  readonly factType: FactType;
  readonly position: number;
  readonly assertedBy: string;
  readonly ticket: string | null;
  readonly status: 'open' | 'upheld' | 'rejected';
  readonly contestedBy: string;
  readonly reason: string;
  readonly contestedAt: string;
  readonly settledAt: string | null;
  /** The facts of the contest itself. */
  readonly facts: readonly string[];
  /** What every period would change by were it upheld; null where it is settled, or was not worked out. */
  readonly atStake: MoneyAtStake | null;
}

/** The contests of an agreement, in the order in which they were raised. @throws TallyError `agreement-unknown`. */
export async function listContests(
  services: Services,
  query: ContestsQuery,
): Promise<readonly ContestView[]> {
  const { agreement, status, withMoney = false } = query;
  const knowledge = await readKnowledge(services, agreement, query.knownAt);
  const contests = knowledge.timeline.contests.filter((one) => status === undefined || one.status === status);
  const views: ContestView[] = [];
  let workedOut = 0;
  let nets: NetsAsKnown | undefined;
  for (const contest of contests) {
    // A contest of nothing that is recorded is refused when it is made; an import may still hold one.
    if (contest.subject === undefined) continue;
    const { fact, position } = await factById(
      services,
      agreement,
      contest.factId,
      knowledge.knownAt.position,
    );
    const isWorkedOut =
      withMoney && contest.status === 'open' && !isFoundation(fact.type) && workedOut < mostWorkedOut;
    if (isWorkedOut) workedOut += 1;
    views.push({
      fact: contest.factId,
      factType: fact.type,
      position,
      assertedBy: fact.assertedBy.party,
      ticket: contest.subject.ticket ?? null,
      status: contest.status,
      contestedBy: contest.contestedBy,
      reason: contest.reason,
      contestedAt: formatInstant(contest.contestedAt),
      settledAt: contest.settledAt === undefined ? null : formatInstant(contest.settledAt),
      facts: contest.factIds,
      atStake: isWorkedOut
        ? changeOfNets((nets ??= netsAsKnown(knowledge)), netsAsKnown(ifUpheld(knowledge, contest)))
        : null,
    });
  }
  return views;
}

type Contest = AgreementKnowledge['timeline']['contests'][number];

function ifUpheld(knowledge: AgreementKnowledge, contest: Contest): AgreementKnowledge {
  const at = Math.max(knowledge.knownAt.recordedAt, contest.contestedAt);
  return withFacts(knowledge, [
    newFact('ContestSettled', {
      id: factIdOf(['as if upheld', ...contest.factIds], at),
      effectiveAt: formatInstant(at),
      assertedBy: { party: contest.contestedBy },
      fact: contest.factId,
      outcome: 'upheld',
    }),
  ]);
}

/** Without such a fact there would be other terms, or other statements. */
function isFoundation(type: FactType): boolean {
  return ['AgreementSigned', 'TermsAmended', 'TermsRescinded', 'StatementIssued'].includes(type);
}
