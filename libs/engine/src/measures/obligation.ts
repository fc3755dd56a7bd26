import { formatInstantSeconds, Rational } from '@tallystick/quantities';
import type { ObligationMeasure } from '@tallystick/terms';
import type { Occurrence } from '../obligations/occurrence.js';
import type { OccurrencesEvidence } from '../statement/statement.js';
import type { MeasureContext, MeasureOf } from './measure-context.js';
import { periodsWithin } from './periods-within.js';

/** How an occurrence counts: done in time, not done in time, or not at all. */
type Counting = 'met' | 'not-met' | 'not-decided' | 'waived' | 'excused';

/**
 * Whether an occurrence was done in time, as valued. One that is overdue was not, whatever becomes of it; one that is
 * not due yet or waits for acceptance is not decided; one that was waived or excused leaves the count and is listed.
 */
function countingOf({ state }: Occurrence): Counting {
  switch (state) {
    case 'met':
      return 'met';
    case 'overdue':
    case 'late':
    case 'missed':
      return 'not-met';
    case 'open':
    case 'delivered':
      return 'not-decided';
    case 'waived':
    case 'excused':
      return state;
  }
}

/** The occurrences of an obligation, a review or an escalation step that were due in the time measured over. */
function occurrencesDue({ context, period, startsAt, endsAt }: MeasureContext, id: string): Occurrence[] {
  const { grid, obligations } = context.world;
  return periodsWithin(grid, period, startsAt).flatMap((one) =>
    obligations
      .dueIn(one)
      .filter(
        (occurrence) =>
          occurrence.id === id && obligations.isCountedIn({ startsAt, endsAt }, occurrence.dueAt),
      ),
  );
}

/**
 * Occurrences of an obligation that were due: the share done in time, all days late together, or how many were not
 * done in time. None due is a count of 0, but no share.
 */
export const measureObligation: MeasureOf<'obligation'> = (measure, context) => {
  const occurrences = occurrencesDue(context, measure.obligation);
  const counted = occurrences.filter((one) => ['met', 'not-met'].includes(countingOf(one)));
  const met = counted.filter((one) => countingOf(one) === 'met').length;
  const notMet = counted.length - met;
  const daysLate = counted.reduce((days, one) => days + one.daysLate, 0);
  const figure = figureOf(measure, { counted: counted.length, met, daysLate });
  return {
    ...figure,
    volume: counted.length,
    misses: notMet,
    events: notMet,
    time: undefined,
    unreported: undefined,
    operands: {
      obligation: measure.obligation,
      figure: measure.figure,
      met,
      notMet,
      daysLate,
      undecided: occurrences.filter((one) => countingOf(one) === 'not-decided').length,
      leftOut: occurrences.filter((one) => ['waived', 'excused'].includes(countingOf(one))).length,
    },
    evidence: (): OccurrencesEvidence => ({
      kind: 'occurrences',
      obligation: measure.obligation,
      counted: counted.length,
      met,
      occurrences: occurrences.map((one) => {
        const counting = countingOf(one);
        const counts = counting === 'met' || counting === 'not-met';
        return {
          key: one.key,
          owedBy: one.owedBy,
          dueAt: formatInstantSeconds(one.dueAt),
          doneAt: one.doneAt === undefined ? null : formatInstantSeconds(one.doneAt),
          state: one.state,
          daysLate: one.daysLate,
          counted: counts,
          reason: counts ? null : counting,
          facts: one.factIds,
        };
      }),
    }),
  };
};

function figureOf(
  { figure }: ObligationMeasure,
  found: { readonly counted: number; readonly met: number; readonly daysLate: number },
) {
  if (figure === 'share-met') {
    const { counted, met } = found;
    if (counted === 0) {
      return { unit: 'percent', value: undefined, numerator: undefined, denominator: undefined } as const;
    }
    return {
      unit: 'percent',
      value: Rational.of(100 * met, counted),
      numerator: Rational.of(met),
      denominator: Rational.of(counted),
    } as const;
  }
  const count = Rational.of(figure === 'days-late' ? found.daysLate : found.counted - found.met);
  return { unit: 'number', value: count, numerator: count, denominator: Rational.one } as const;
}
