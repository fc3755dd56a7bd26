import { Rational } from '@tallystick/quantities';
import { levelHistory } from '../credits/level-history.js';
import type { LevelOutcome, PartOutcome, PeriodOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import { daysOf } from '../periods/period.js';
import { startsAfresh } from '../windows/starts-afresh.js';

/** One part's figures, as a level's value is made of them. */
type Figures = Pick<PartOutcome['measured'], 'unit' | 'value' | 'numerator' | 'denominator'>;

/** Kinds whose figure for two stretches of time is the sum of both. */
const additive: ReadonlySet<string> = new Set(['count', 'recurrence', 'obligation']);

/**
 * The one value of a level in a period, exact and before it is brought to a number of places, or undefined where
 * nothing was measured. Of a level in several parts: percentages pool what was counted; counts add up; other values
 * are weighed by the days of their parts.
 */
export function valueOf(level: LevelOutcome): Rational | undefined {
  return together(level, ({ measured }) => measured);
}

/** The same in the measure's own unit, where the level is held against a baseline. */
export function ownValueOf(level: LevelOutcome): Rational | undefined {
  return together(level, ({ measured }) => measured.own ?? measured);
}

/** The value where the period counts as measured: one below the volume that is measured, say, has a value all the same. */
export function measuredValueOf(level: LevelOutcome): Rational | undefined {
  return level.verdict === 'not-measured' ? undefined : valueOf(level);
}

function together(level: LevelOutcome, figuresOf: (part: PartOutcome) => Figures): Rational | undefined {
  const parts = level.parts.flatMap((outcome) => {
    const figures = figuresOf(outcome);
    return figures.value === undefined ? [] : [{ outcome, figures, value: figures.value }];
  });
  if (parts.length <= 1) return parts[0]?.value;
  const numerator = Rational.sum(parts.map(({ figures }) => figures.numerator ?? Rational.zero));
  const denominator = Rational.sum(parts.map(({ figures }) => figures.denominator ?? Rational.zero));
  if (parts.every(({ figures }) => figures.unit === 'percent') && !denominator.isZero) {
    return numerator.times(Rational.hundred).dividedBy(denominator);
  }
  if (parts.every(({ outcome, figures }) => addsUp(outcome, figures))) return numerator;
  const days = Rational.of(parts.reduce((sum, { outcome }) => sum + daysOf(outcome.part), 0));
  const weighed = parts.map(({ outcome, value }) => value.times(Rational.of(daysOf(outcome.part))));
  return Rational.sum(weighed).dividedBy(days);
}

/** A percentage of a baseline is no count any more. */
function addsUp({ part, measured }: PartOutcome, figures: Figures): boolean {
  return additive.has(part.clause.measure.kind) && (measured.own === undefined || figures === measured.own);
}

/** The earlier periods of a level's present history, oldest first: none where it starts afresh with this period. */
export function historyBefore(context: PeriodContext, serviceLevel: string): readonly PeriodOutcome[] {
  return levelHistory(context.earlier, {
    id: serviceLevel,
    startsAfresh: startsAfresh(context, serviceLevel),
  });
}
