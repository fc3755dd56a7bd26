import { reliefsAsKnown, termsAsKnown } from '@tallystick/engine';
import { type FactType, isUuid } from '@tallystick/facts';
import { factAt } from '../knowledge/fact-at.js';
import { readKnowledge } from '../knowledge/read-knowledge.js';
import type { Services } from '../services.js';

/** What a command is about; one of them. */
export interface SpokenOfQuery {
  readonly agreement: string;
  readonly fact?: string | undefined;
  readonly obligation?: string | undefined;
  readonly relief?: string | undefined;
}

/** Whose it is, for whoever checks who may say something of it. What is not known is undefined; the command says why. */
export interface SpokenOf {
  /** Of a fact: its type and the party that asserted it. */
  readonly subject: { readonly type: FactType; readonly party: string } | undefined;
  /** Of a fact that is or was contested: the party that contested it last. */
  readonly contestedBy: string | undefined;
  /** Of an obligation: the party that owes it, under the last version of the terms that has it. */
  readonly owedBy: string | undefined;
  /** Of relief: whose decision counts. */
  readonly reliefDecidedBy: 'client' | 'provider' | 'both' | undefined;
}

/** @throws TallyError `agreement-unknown`. */
export async function spokenOf(services: Services, query: SpokenOfQuery): Promise<SpokenOf> {
  const { agreement, fact, obligation, relief } = query;
  const knowledge = await readKnowledge(services, agreement, undefined);
  const { timeline, zones } = knowledge;
  const at =
    fact === undefined || !isUuid(fact)
      ? undefined
      : (await services.ledger.positionsOf(agreement, [fact])).get(fact);
  const recorded = at === undefined ? undefined : await factAt(services, agreement, at);
  const { versions } = termsAsKnown(timeline, zones);
  const clause =
    obligation === undefined
      ? undefined
      : versions
          .findLast(({ terms }) => terms.obligations.has(obligation))
          ?.terms.obligations.get(obligation);
  const decided =
    relief === undefined ? undefined : reliefsAsKnown(knowledge).find(({ key }) => key === relief)?.decidedBy;
  return {
    subject: recorded && { type: recorded.type, party: recorded.assertedBy.party },
    contestedBy: timeline.contests.findLast(({ factId }) => factId === fact)?.contestedBy,
    owedBy: clause?.owedBy,
    reliefDecidedBy: decided ?? undefined,
  };
}
