import { netsAsKnown, reliefsAsKnown, type ReliefStatement, withFacts } from '@tallystick/engine';
import { factIdOf, newFact, type NewFact } from '@tallystick/facts';
import { formatInstant } from '@tallystick/quantities';
import type { KnownAtText } from '../knowledge/known-at.js';
import { type AgreementKnowledge, readKnowledge } from '../knowledge/read-knowledge.js';
import type { Services } from '../services.js';
import { changeOfNets, type MoneyAtStake } from '../what-if/change-of-nets.js';
import { unknownRelief } from './relief-errors.js';
import type { Recorded } from '../commands/command.js';

/** A relief as statements show it, and what hangs on it where that was asked for. */
export interface ReliefView extends ReliefStatement {
  readonly money: ReliefMoney | null;
}

/**
 * What relief comes to in money: by how much every period that has begun would come out otherwise. While it is open,
 * `ifGranted` is what hangs on it; once it is granted, `ifWithout` is what it has changed, the other way round.
 */
export interface ReliefMoney {
  /** Were it granted, whole, by whoever decides. */
  readonly ifGranted: MoneyAtStake;
  /** Had it never been claimed. */
  readonly ifWithout: MoneyAtStake;
}

export interface ReliefRecorded extends Recorded {
  /** The relief as it stands after the command. */
  readonly relief: ReliefView;
}

export interface ReliefsQuery {
  readonly agreement: string;
  readonly knownAt?: KnownAtText;
  readonly state?: ReliefStatement['state'] | undefined;
  /** Only this one. */
  readonly relief?: string | undefined;
  /** Also work out what hangs on each claim; it costs about as much as two statements. */
  readonly withMoney?: boolean | undefined;
}

/**
 * The reliefs of an agreement: claims by their keys, then what the terms give for lateness.
 * @throws TallyError `agreement-unknown`, `relief-unknown` where one is asked for that is none.
 */
export async function listReliefs(services: Services, query: ReliefsQuery): Promise<readonly ReliefView[]> {
  const { relief, state, withMoney = false } = query;
  const knowledge = await readKnowledge(services, query.agreement, query.knownAt);
  const reliefs = reliefsOf(knowledge).filter(
    (one) => (relief === undefined || one.key === relief) && (state === undefined || one.state === state),
  );
  if (relief !== undefined && reliefs.length === 0) throw unknownRelief(relief);
  if (!withMoney) return reliefs;
  const nets = netsAsKnown(knowledge);
  return reliefs.map((one) =>
    one.obligation === null
      ? {
          ...one,
          money: {
            ifGranted: changeOfNets(nets, netsAsKnown(ifGranted(knowledge, one))),
            ifWithout: changeOfNets(nets, netsAsKnown(ifWithout(knowledge, one))),
          },
        }
      : one,
  );
}

/** Every relief as known, without money. */
export function reliefsOf(knowledge: AgreementKnowledge): readonly ReliefView[] {
  return reliefsAsKnown(knowledge).map((one) => ({ ...one, money: null }));
}

/** One relief as known at a revision. @throws TallyError `relief-unknown`. */
export async function reliefAt(
  services: Services,
  agreement: string,
  relief: string,
  revision: number,
): Promise<ReliefView> {
  const knowledge = await readKnowledge(services, agreement, String(revision));
  const found = reliefsOf(knowledge).find(({ key }) => key === relief);
  if (found === undefined) throw unknownRelief(relief);
  return found;
}

function ifGranted(knowledge: AgreementKnowledge, { key, decidedBy }: ReliefView): AgreementKnowledge {
  const parties = decidedBy === 'both' ? ['client', 'provider'] : [decidedBy ?? 'client'];
  const at = knowledge.knownAt.recordedAt;
  const grants = parties.map((party) =>
    newFact('ReliefGranted', {
      id: factIdOf(['as if granted', key, party], at),
      effectiveAt: formatInstant(at),
      assertedBy: { party },
      relief: key,
    }),
  );
  return withFacts(knowledge, grants);
}

function ifWithout(knowledge: AgreementKnowledge, { key, because }: ReliefView): AgreementKnowledge {
  const at = knowledge.knownAt.recordedAt;
  const retractions = because.facts.map((fact): NewFact =>
    newFact('FactRetracted', {
      id: factIdOf(['as if never claimed', key, fact], at),
      effectiveAt: formatInstant(at),
      assertedBy: { party: 'provider' },
      fact,
      reason: 'As if it had never been claimed.',
    }),
  );
  return withFacts(knowledge, retractions);
}
