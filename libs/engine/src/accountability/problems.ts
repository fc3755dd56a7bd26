import { type DayNumber, wholeSecond } from '@tallystick/quantities';
import { type FactRecord, inEffectiveOrder } from '../timeline/index.js';
import { type Listed, listed, listLimit } from './foremost.js';
import { dayOf, hasHappened, type PeriodView } from './period-view.js';

/** What a problem record must have for somebody to answer for it. */
type ProblemLack = 'owner' | 'root-cause';

/** One problem as it stands at the end of the period. */
export interface Problem {
  readonly problem: string;
  readonly service: string | undefined;
  readonly category: string | undefined;
  readonly configurationItem: string | undefined;
  readonly owner: string | undefined;
  /** Whether a fact states the root cause; its words stand in that fact. */
  readonly rootCauseKnown: boolean;
  readonly tickets: ReadonlySet<string>;
  readonly identifiedOn: DayNumber;
  /** When it was settled, for as long as it has not been identified again. */
  readonly settledOn: DayNumber | undefined;
  readonly lacks: readonly ProblemLack[];
  readonly factIds: readonly string[];
}

export interface Problems {
  readonly open: number;
  readonly withoutOwner: number;
  readonly withoutRootCause: number;
  /** The open ones without an owner or a root cause, oldest first. */
  readonly lacking: Listed<Problem>;
}

/**
 * The problems known by the end of the period, in the order in which the first of their facts happened. A later fact about a
 * problem restates what it says and leaves the rest; identified again after it was settled, a problem is open again.
 */
export function problemsOf(view: PeriodView): Problem[] {
  const { timeline } = view.world;
  const records: FactRecord<'ProblemIdentified' | 'ProblemSettled'>[] = [
    ...timeline.facts('ProblemIdentified'),
    ...timeline.facts('ProblemSettled'),
  ];
  const known = records.filter((record) => hasHappened(view, record));
  const byKey = Map.groupBy(known.sort(inEffectiveOrder), ({ fact }) => fact.problem);
  return [...byKey].flatMap(([problem, own]) => {
    const said = own.filter((record) => record.fact.type === 'ProblemIdentified');
    return said.length === 0
      ? []
      : [problemOf(view, problem, own, said as FactRecord<'ProblemIdentified'>[])];
  });
}

function problemOf(
  view: PeriodView,
  problem: string,
  all: readonly FactRecord<'ProblemIdentified' | 'ProblemSettled'>[],
  said: readonly FactRecord<'ProblemIdentified'>[],
): Problem {
  const last = all.at(-1)!;
  const owner = view.parties.ofOptional(said.findLast(({ fact }) => fact.owner !== undefined)?.fact.owner);
  const rootCauseKnown = said.some(({ fact }) => fact.rootCause !== undefined);
  return {
    problem,
    service: said.findLast(({ fact }) => fact.service !== undefined)?.fact.service,
    category: said.findLast(({ fact }) => fact.category !== undefined)?.fact.category,
    configurationItem: said.findLast(({ fact }) => fact.configurationItem !== undefined)?.fact
      .configurationItem,
    owner,
    rootCauseKnown,
    tickets: new Set(said.flatMap(({ fact }) => fact.tickets ?? [])),
    identifiedOn: dayOf(view, wholeSecond(said[0]!.effectiveAt)),
    settledOn: last.fact.type === 'ProblemSettled' ? dayOf(view, wholeSecond(last.effectiveAt)) : undefined,
    lacks: [
      ...(owner === undefined ? (['owner'] as const) : []),
      ...(rootCauseKnown ? [] : (['root-cause'] as const)),
    ],
    factIds: all.map(({ fact }) => fact.id),
  };
}

/** What is open and lacks an owner or a root cause. */
export function problemsLacking(problems: readonly Problem[]): Problems {
  const open = problems.filter(({ settledOn }) => settledOn === undefined);
  return {
    open: open.length,
    withoutOwner: open.filter(({ lacks }) => lacks.includes('owner')).length,
    withoutRootCause: open.filter(({ lacks }) => lacks.includes('root-cause')).length,
    lacking: listed(
      open.filter(({ lacks }) => lacks.length > 0),
      listLimit,
    ),
  };
}
