import type { EpochSeconds } from '@tallystick/quantities';
import { Rational } from '@tallystick/quantities';
import { startOfLocalDate } from '@tallystick/calendar';
import { gateOf } from '../credits/gate.js';
import { creditKinds, pricePart } from '../credits/price-level.js';
import { runLength } from '../exits/level-standing.js';
import { againstBaseline } from '../measures/baseline.js';
import { judge } from '../measures/compare.js';
import { measureLevel } from '../measures/measures.js';
import type { LevelPart } from '../parts/level-parts.js';
import { qualify } from '../relief/qualify.js';
import type { Verdict } from '../statement/statement.js';
import { measuredSpan } from '../windows/measured-span.js';
import { startsAfresh } from '../windows/starts-afresh.js';
import type { LevelOutcome, PartOutcome, PricedPart } from './outcomes.js';
import type { PeriodContext } from './period-context.js';

/** One service level of a period, in parts where its clause changes inside it. */
export function evaluateLevel(context: PeriodContext, id: string, parts: readonly LevelPart[]): LevelOutcome {
  const outcomes = parts.map((part) => evaluatePart(context, part));
  const verdict = verdictOf(outcomes);
  const belowMinimum = outcomes.some(({ judgement }) => judgement.belowMinimum);
  const afresh = startsAfresh(context, id);
  const missesInARow =
    verdict === 'missed' ? (afresh ? 0 : runLength(context.earlier, id, { kind: 'expected' })) + 1 : 0;
  const standing = { id, verdict, belowMinimum, startsAfresh: afresh, missesInARow };
  const gate = verdict === 'missed' ? gateOf(context, standing, parts.at(-1)!.clause) : undefined;
  const isDefault = verdict === 'missed' && gate?.open !== false;
  const pricedParts = isDefault
    ? outcomes.flatMap((outcome) => {
        const priced = pricePart(context, standing, outcome);
        return priced === undefined ? [] : [priced];
      })
    : [];
  return { ...standing, parts: outcomes, gate, isDefault, pricedParts, ...totalsOf(parts, pricedParts) };
}

function evaluatePart(context: PeriodContext, part: LevelPart): PartOutcome {
  const { world, period } = context;
  const { environment, timeline, zone } = world;
  const wholePeriod = part.from === period.from && part.to === period.to;
  const own: { readonly startsAt: EpochSeconds; readonly endsAt: EpochSeconds } = {
    startsAt: wholePeriod ? period.startsAt : startOfLocalDate(zone, part.from),
    endsAt: wholePeriod ? period.endsAt : startOfLocalDate(zone, part.to + 1),
  };
  const span = measuredSpan(context, part, own);
  const measured = measureLevel({
    timeline,
    environment,
    period,
    context,
    level: part.clause,
    version: part.version,
    versionIndex: environment.terms.versions.indexOf(part.version),
    startsAt: span.startsAt,
    endsAt: span.endsAt,
    wholePeriod,
    population: () => world.population(part.clause.id),
  });
  const compared = againstBaseline(context, part.clause, measured);
  const judgement = span.open
    ? ({
        verdict: 'not-measured',
        decidedBy: 'window-open',
        belowMinimum: false,
        compared: undefined,
      } as const)
    : qualify(context, part.clause, compared, judge(part.clause, compared));
  return { part, startsAt: span.startsAt, endsAt: span.endsAt, measured: compared, judgement };
}

/** Missed if any part is; not measured only if none is. */
function verdictOf(outcomes: readonly PartOutcome[]): Verdict {
  const verdicts = outcomes.map(({ judgement }) => judgement.verdict);
  if (verdicts.includes('missed')) return 'missed';
  return verdicts.includes('met') ? 'met' : 'not-measured';
}

/** The level's money and points: 0 where it has such a credit and nothing is due, absent where it has none. */
function totalsOf(
  parts: readonly LevelPart[],
  priced: readonly PricedPart[],
): Pick<LevelOutcome, 'money' | 'points'> {
  const kinds = parts.flatMap(({ clause }) =>
    clause.credit === undefined ? [] : [creditKinds(clause.credit)],
  );
  const sum = (points: boolean): Rational =>
    Rational.sum(priced.filter((part) => (part.kind === 'points') === points).map((part) => part.exact));
  return {
    money: kinds.some((kind) => kind.money) ? sum(false) : undefined,
    points: kinds.some((kind) => kind.points) ? sum(true) : undefined,
  };
}
