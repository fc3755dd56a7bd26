import { formatLocalDate, localDateParts } from '@tallystick/quantities';
import type { Terms } from '../model/terms.js';
import { ordinal } from './words.js';

/** What stands beside the lists of clauses, in whole sentences. */
export function describeFrame(terms: Terms): readonly string[] {
  const { client, provider, others } = terms.parties;
  const third = [...others].map(([name, full]) => `${full} (${name})`);
  const until = terms.term.to === undefined ? 'until it is ended' : `until ${formatLocalDate(terms.term.to)}`;
  const change = {
    start: 'those at its start hold for all of it',
    end: 'those at its end hold for all of it',
    segment: 'each part of it stands under its own',
  }[terms.midPeriod];
  return [
    `${provider} serves ${client}${third.length === 0 ? '' : `; also concerned: ${third.join(', ')}`}.`,
    `It runs from ${formatLocalDate(terms.term.from)} ${until}, in the time zone ${terms.timezone}.`,
    `A statement is made for each ${describePeriod(terms.period)}, in ${terms.currency.code}; ${describeRounding(terms)}.`,
    `Where terms change within a period, ${change}.`,
    `Priorities from highest to lowest: ${terms.priorities.join(', ')}.`,
  ];
}

function describeRounding({ rounding, currency }: Terms): string {
  const halves = rounding === 'half-up' ? 'halves away from zero' : 'halves to the even digit';
  const places =
    currency.decimalPlaces === 1 ? '1 decimal place' : `${currency.decimalPlaces} decimal places`;
  return `amounts are rounded once, to ${places}, ${halves}`;
}

function describePeriod({ every, anchor }: Terms['period']): string {
  if (anchor === undefined) return every;
  const from = every === 'month' ? `the ${ordinal(localDateParts(anchor).day)}` : formatLocalDate(anchor);
  return `${every}, counted from ${from}`;
}
