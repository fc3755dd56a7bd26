import { formatLocalDate, localDateParts } from '@tallystick/quantities';
import type { Terms } from '../model/terms.js';
import { ordinal } from './words.js';

/** What stands beside the lists of clauses, in whole sentences. */
export function describeFrame(terms: Terms): readonly string[] {
  const { client, provider, others } = terms.parties;
  const third = [...others].map(([name, full]) => `${full} (${name})`);
  const until = terms.term.to === undefined ? 'until it is ended' : `until ${formatLocalDate(terms.term.to)}`;
  const change = {
    start: 'those at its start hold',
    end: 'those at its end hold',
    segment: 'each part stands under its own',
  }[terms.midPeriod];
  return [
    `${provider} serves ${client}${third.length === 0 ? '' : `; also concerned: ${third.join(', ')}`}.`,
    `It runs from ${formatLocalDate(terms.term.from)} ${until}, in the time zone ${terms.timezone}.`,
    `Statements are made by ${describePeriod(terms.period)}, in ${terms.currency.code}, money rounded ${terms.rounding}.`,
    `Where terms change within a period, ${change}.`,
    `Priorities from highest to lowest: ${terms.priorities.join(', ')}.`,
  ];
}

function describePeriod({ every, anchor }: Terms['period']): string {
  if (anchor === undefined) return every;
  const from = every === 'month' ? `the ${ordinal(localDateParts(anchor).day)}` : formatLocalDate(anchor);
  return `${every}, counted from ${from}`;
}
