import { formatHours } from '@tallystick/calendar';
import {
  type DayNumber,
  formatDuration,
  formatLocalDate,
  type Weekday,
  weekdays,
} from '@tallystick/quantities';
import { describeExitCondition } from '../exits/registry.js';
import type { ExitTrigger } from '../model/exit-trigger.js';
import type { CalendarTerms, Terms } from '../model/terms.js';
import { describeClock } from './describe-clock.js';
import { describeCharge, describeCredits, describeEarnBack } from './describe-money.js';
import { describeServiceLevel } from './describe-service-level.js';

/** One clause in words. */
export interface ClauseInWords {
  readonly id: string;
  /** Where it stands on paper. */
  readonly clause: string | undefined;
  /** Whole sentences. */
  readonly lines: readonly string[];
}

export interface TermsInWords {
  readonly heading: string;
  readonly clauses: readonly ClauseInWords[];
}

/** The terms in words, for people: what is promised, what a miss costs, when there is a right to leave. */
export function describeTerms(terms: Terms): readonly TermsInWords[] {
  const sections: TermsInWords[] = [
    {
      heading: terms.title,
      clauses: [{ id: terms.agreement, clause: undefined, lines: describeFrame(terms) }],
    },
    section('Charges', terms.charges, (charge) => describeCharge(charge, terms)),
    section('Calendars', terms.calendars, describeCalendar),
    section('Clocks', terms.clocks, describeClock),
    section('Service levels', terms.serviceLevels, (level) => describeServiceLevel(level, terms)),
    {
      heading: 'Credits',
      clauses: [{ id: 'credits', clause: terms.credits.clause, lines: describeCredits(terms.credits) }],
    },
    section('Earn-back', terms.earnBacks, (earnBack) => describeEarnBack(earnBack, terms)),
    section('Exit', terms.exits, describeExit),
  ];
  return sections.filter(({ clauses }) => clauses.length > 0);
}

function section<Clause extends { readonly id: string; readonly clause: string | undefined }>(
  heading: string,
  clauses: ReadonlyMap<string, Clause>,
  describe: (clause: Clause) => readonly string[],
): TermsInWords {
  const inWords = [...clauses.values()].map((clause) => ({
    id: clause.id,
    clause: clause.clause,
    lines: describe(clause),
  }));
  return { heading, clauses: inWords };
}

function dates(list: Iterable<DayNumber>): string {
  return [...list]
    .sort((a, b) => a - b)
    .map(formatLocalDate)
    .join(', ');
}

function describeFrame(terms: Terms): readonly string[] {
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
    `Statements are made by ${terms.period.every}, in ${terms.currency.code}, money rounded ${terms.rounding}.`,
    `Where terms change within a period, ${change}.`,
    `Priorities from highest to lowest: ${terms.priorities.join(', ')}.`,
  ];
}

function describeCalendar(calendar: CalendarTerms): readonly string[] {
  const { weekly, holidays, overrides, breaks } = calendar.hours;
  const lines = [`Open ${describeWeek(weekly)} (${calendar.timezone}).`];
  if (calendar.nominalDaySeconds !== undefined) {
    lines.push(`A day of a limit is ${formatDuration(calendar.nominalDaySeconds)}.`);
  }
  if (holidays.size > 0) lines.push(`Closed on ${dates(holidays)}.`);
  for (const [date, hours] of overrides) {
    const open = hours.length === 0 ? 'closed' : `open ${formatHours(hours)}`;
    lines.push(`On ${formatLocalDate(date)} ${open}.`);
  }
  for (const [date, hours] of breaks) lines.push(`On ${formatLocalDate(date)} not ${formatHours(hours)}.`);
  return lines;
}

/** Neighbouring weekdays with the same hours are said together. */
function describeWeek(weekly: CalendarTerms['hours']['weekly']): string {
  const runs: { first: Weekday; last: Weekday; hours: string }[] = [];
  for (const day of weekdays) {
    const hours = formatHours(weekly[day]);
    const run = runs.at(-1);
    if (run?.hours === hours) run.last = day;
    else runs.push({ first: day, last: day, hours });
  }
  if (runs.length === 1 && runs[0]!.hours === '00:00-24:00') return 'around the clock';
  const open = runs
    .filter(({ hours }) => hours !== '')
    .map(({ first, last, hours }) => `${first === last ? first : `${first}-${last}`} ${hours}`);
  return open.length === 0 ? 'on the dates below only' : open.join('; ');
}

function describeExit(exit: ExitTrigger): readonly string[] {
  const what = exit.scope === 'whole' ? 'the agreement' : exit.scope.join(' and ');
  return [
    `There is a right to leave ${what} where ${describeExitCondition(exit.when)}.`,
    ...(exit.exerciseWithinDays === undefined
      ? []
      : [
          `It lasts ${days(exit.exerciseWithinDays)} from the end of the last period at whose end that held.`,
        ]),
    ...(exit.cureDays === undefined
      ? []
      : [`After a notice the provider has ${days(exit.cureDays)} to cure.`]),
    ...(exit.noticeDays === undefined ? [] : [`Leaving takes ${days(exit.noticeDays)} of notice.`]),
    ...(exit.text === undefined ? [] : [exit.text]),
  ];
}

function days(count: number): string {
  return `${count} calendar ${count === 1 ? 'day' : 'days'}`;
}
