import { type EpochSeconds, formatLocalDate, Rational } from '@tallystick/quantities';
import type { CountMeasure } from '@tallystick/terms';
import type { CountEvidence, OperandValue } from '../statement/statement.js';
import type { Change } from '../timeline/index.js';
import type { EventDay } from '../windows/day-windows.js';
import {
  daysMeasured,
  daysOfPeriod,
  eventDaysOf,
  overDays,
  type WindowCount,
  windowCountOf,
} from '../windows/window-count.js';
import type { MeasureContext, MeasureOf } from './measure-context.js';
import { outagesBegunWithin } from './outage-list.js';
import { listExcluded, listTickets } from './ticket-evidence.js';

interface Counted {
  readonly count: number;
  /** Each counted thing, except tickets, which are many; breaches are listed as tickets. */
  readonly counted: readonly CountedThing[];
}
type CountedThing = CountEvidence['counted'][number] & { readonly at: EpochSeconds };

/**
 * How many tickets, breaches, outages or changes. None is a count of 0, not nothing to measure, except where the
 * window that an event opened still runs.
 */
export const measureCount: MeasureOf<'count'> = (measure, context) => {
  const all = countOf(measure, context);
  const inWindow = windowCountOf(context, () => eventDays(measure, context, all));
  const { window } = inWindow ?? {};
  const listed = inWindow === undefined ? context : overDays(context, window ?? daysOfPeriod(context));
  const count = inWindow === undefined ? all.count : (window?.count ?? 0);
  const value = inWindow?.open === true ? undefined : Rational.of(count);
  return {
    unit: 'number',
    value,
    numerator: value,
    denominator: value === undefined ? undefined : Rational.one,
    volume: count,
    misses: count,
    events: count,
    time: undefined,
    unreported: undefined,
    operands: {
      of: measure.of.kind,
      count,
      ...(inWindow === undefined ? {} : windowOperands(inWindow)),
    },
    evidence: () => ({
      kind: 'count',
      count,
      counted: all.counted
        .filter(({ at }) => at >= listed.startsAt && at < listed.endsAt)
        .map(({ key, facts }) => ({ key, facts })),
      breached: measure.of.kind === 'breaches' ? listTickets(listed, 'missed') : [],
      undecided: measure.of.kind === 'breaches' ? listTickets(listed, 'undecided') : [],
      excluded: ofTickets(measure) ? listExcluded(listed) : [],
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
      const counted = outages.map(({ outage, at }) => ({ key: outage.outage, facts: outage.factIds, at }));
      return { count: counted.length, counted };
    }
    case 'changes': {
      const counted = context.timeline.changes.flatMap((change) => {
        const at = changeCountsAt(change, of.outcomes, measure, context);
        return at === undefined ? [] : [{ key: change.change ?? '', facts: change.factIds, at }];
      });
      return { count: counted.length, counted };
    }
  }
}

/** A finished change counts when it finished; an unauthorised one when it was found; one that is both counts once. */
function changeCountsAt(
  change: Change,
  outcomes: readonly string[],
  measure: CountMeasure,
  { startsAt, endsAt }: MeasureContext,
): EpochSeconds | undefined {
  const { service } = measure.where;
  if (service !== undefined && !service.includes(change.service ?? '')) return undefined;
  const finished = change.outcome !== undefined && outcomes.includes(change.outcome);
  const instants = [
    finished ? change.finishedAt : undefined,
    outcomes.includes('unauthorised') ? change.unauthorisedAt : undefined,
  ].filter((at) => at !== undefined && at >= startsAt && at < endsAt);
  return instants.length === 0 ? undefined : Math.min(...(instants as number[]));
}

/** On which local days of what is measured something counted happened. */
function eventDays(measure: CountMeasure, context: MeasureContext, { counted }: Counted): EventDay[] {
  if (!ofTickets(measure)) return eventDaysOf(context, counted);
  const { from, to } = daysMeasured(context);
  const days: EventDay[] = [];
  for (let day = from; day <= to; day += 1) {
    const { count } = countOf(measure, overDays(context, { from: day, to: day }));
    if (count > 0) days.push({ day, count });
  }
  return days;
}

function windowOperands({ window, open }: WindowCount): Readonly<Record<string, OperandValue>> {
  return {
    countedFrom: window === undefined ? null : formatLocalDate(window.from),
    countedTo: window === undefined ? null : formatLocalDate(window.to),
    windowOpen: open,
  };
}
