import { Rational } from '@tallystick/quantities';
import type { CountMeasure } from '@tallystick/terms';
import type { CountEvidence } from '../statement/statement.js';
import type { Change } from '../timeline/index.js';
import type { MeasureContext, MeasureOf } from './measure-context.js';
import { outagesBegunWithin } from './outage-list.js';
import { listExcluded, listTickets } from './ticket-evidence.js';

interface Counted {
  readonly count: number;
  /** Each counted thing, except tickets, which are many; breaches are listed as tickets. */
  readonly counted: CountEvidence['counted'];
}

/** How many tickets, breaches, outages or changes. None is a count of 0, not nothing to measure. */
export const measureCount: MeasureOf<'count'> = (measure, context) => {
  const { count, counted } = countOf(measure, context);
  return {
    unit: 'number',
    value: Rational.of(count),
    numerator: Rational.of(count),
    denominator: Rational.one,
    volume: count,
    misses: count,
    events: count,
    time: undefined,
    unreported: undefined,
    operands: { of: measure.of.kind, count },
    evidence: () => ({
      kind: 'count',
      count,
      counted,
      breached: measure.of.kind === 'breaches' ? listTickets(context, 'missed') : [],
      undecided: measure.of.kind === 'breaches' ? listTickets(context, 'undecided') : [],
      excluded: ofTickets(measure) ? listExcluded(context) : [],
    }),
  };
};

function ofTickets(measure: CountMeasure): boolean {
  return measure.of.kind === 'tickets' || measure.of.kind === 'breaches';
}

function countOf(measure: CountMeasure, context: MeasureContext): Counted {
  const { of, countIn } = measure;
  switch (of.kind) {
    case 'tickets':
    case 'breaches': {
      const tally = context.population().tallyWithin(context.startsAt, context.endsAt);
      return { count: of.kind === 'tickets' ? tally.read : tally.missed, counted: [] };
    }
    case 'outages': {
      const outages = outagesBegunWithin(context, of.services, countIn).filter(
        ({ seconds }) => seconds > of.longerThanSeconds,
      );
      const counted = outages.map(({ outage }) => ({ key: outage.outage, facts: outage.factIds }));
      return { count: counted.length, counted };
    }
    case 'changes': {
      const counted = context.timeline.changes
        .filter((change) => changeCounts(change, of.outcomes, measure, context))
        .map((change) => ({ key: change.change ?? '', facts: change.factIds }));
      return { count: counted.length, counted };
    }
  }
}

/** A finished change counts when it finished; an unauthorised one when it was found. */
function changeCounts(
  change: Change,
  outcomes: readonly string[],
  measure: CountMeasure,
  { startsAt, endsAt }: MeasureContext,
): boolean {
  const { service } = measure.where;
  if (service !== undefined && !service.includes(change.service ?? '')) return false;
  const inPart = (at: number | undefined): boolean => at !== undefined && at >= startsAt && at < endsAt;
  const finished =
    change.outcome !== undefined && outcomes.includes(change.outcome) && inPart(change.finishedAt);
  return finished || (outcomes.includes('unauthorised') && inPart(change.unauthorisedAt));
}
