import { localOfInstant, type ZoneTable } from '@tallystick/calendar';
import { localDateParts, parseInstant, wholeSecond } from '@tallystick/quantities';
import type { TermsInForce } from '@tallystick/application';
import type { Ticket } from './ticket.types.js';

/**
 * The labels of the periods in which a breach of a ticket may count: from its opening to its last stop, due instant or
 * the instant of valuation, whichever the terms count it in. Labels that are no periods are told apart by whoever asks
 * for their statements.
 */
export function periodsTouched(
  { openedAt, valuedAt, clocks }: Pick<Ticket, 'openedAt' | 'valuedAt' | 'clocks'>,
  { versions }: TermsInForce,
  zones: ZoneTable,
): readonly string[] {
  const { terms } = versions[0]!;
  const zone = zones.transitionsOf(terms.timezone);
  const missed = clocks.filter(({ met }) => met === false);
  const instants = [
    openedAt,
    valuedAt,
    ...missed.flatMap(({ startedAt, stoppedAt, due }) => [startedAt, stoppedAt, due]),
  ];
  const running = missed.some(({ stoppedAt }) => stoppedAt === null);
  const labels = instants.flatMap((instant) => {
    if (instant === null || (instant === valuedAt && !running)) return [];
    const { year, month } = localDateParts(localOfInstant(zone, wholeSecond(parseInstant(instant))).date);
    // An anchored period is called by the month that it begins in, which may be the one before.
    const before =
      month === 1 ? labelOf(terms.period.every, year - 1, 12) : labelOf(terms.period.every, year, month - 1);
    return terms.period.anchor === undefined
      ? [labelOf(terms.period.every, year, month)]
      : [before, labelOf(terms.period.every, year, month)];
  });
  return [...new Set(labels)].sort();
}

function labelOf(every: 'month' | 'quarter' | 'year', year: number, month: number): string {
  switch (every) {
    case 'month':
      return `${year}-${String(month).padStart(2, '0')}`;
    case 'quarter':
      return `${year}-Q${Math.ceil(month / 3)}`;
    case 'year':
      return String(year);
  }
}
