import { Choice, Field, LocalDate, Nested, shape } from '@tallystick/documents';
import { localDateParts, parseLocalDate, toWholeNumber } from '@tallystick/quantities';
import { readScope, ScopeTerms } from '../measures/population.js';
import { type EventKind, eventKinds, type Schedule } from '../model/schedule.js';
import { checkCalendarUsed, readOffset } from '../resolution/offset.js';
import type { Resolution } from '../resolution/resolution.js';
import { words } from '../resolution/words.js';

const spanPattern = /^(?:(?:([1-9]\d{0,2}) )?(period|month)s?|quarter|year)$/;
const each = shape.text({
  pattern: spanPattern,
  called: 'how often',
  example: 'period, 3 periods, month or 3 months',
  maxLength: 20,
});

const calendarMeaning = 'The id of the calendar that business days and working time are of.';
const calendarDefault = 'the calendar listed first';

/** The keys of everything that is owed again and again. */
export const eachKeys = {
  each: [
    each,
    {
      meaning:
        'After the end of each `period`, or of every third with `3 periods`; of each `month`, `quarter`, `year` or of ' +
        'every `3 months`, counted from the first day of the term.',
    },
  ],
  within: [
    words.offsetAfterEnd,
    {
      optional: true,
      meaning: 'Until when after that end. Exactly one of `within` and `on` is written; they mean the same.',
    },
  ],
  on: [
    words.offsetAfterEnd,
    { optional: true, meaning: 'As `within`, for contracts that name a day: `10th business day after end`.' },
  ],
  calendar: [words.id, { optional: true, default: calendarDefault, meaning: calendarMeaning }],
} as const;

export class EachTerms {
  @Field(...eachKeys.each)
  each!: string;

  @Field(...eachKeys.within)
  within?: string;

  @Field(...eachKeys.on)
  on?: string;

  @Field(...eachKeys.calendar)
  calendar?: string;
}

export class AfterEventTerms {
  @Field(words.offset, { meaning: 'How long after the event.' })
  within!: string;

  @Choice(eventKinds, {
    meaning:
      'The event; each has an occurrence of its own. `request`: the provider waits for the client on a ticket, until it ' +
      'waits no more.',
  })
  of!: EventKind;

  @Nested(() => ScopeTerms, {
    optional: true,
    default: 'all',
    meaning: 'Of which tickets, or for outages and changes of which `service`.',
  })
  where?: ScopeTerms;

  @Field(words.id, { optional: true, default: calendarDefault, meaning: calendarMeaning })
  calendar?: string;
}

export class BeforeDateTerms {
  @LocalDate({ meaning: 'Once, before the first instant of this local day.' })
  before!: string;
}

export class MilestonesTerms {
  @Field(words.name, {
    meaning: 'Each milestone that is planned for a project, by its day: the name of the project, or `all`.',
  })
  milestones!: string;
}

export type ScheduleTerms = EachTerms | AfterEventTerms | BeforeDateTerms | MilestonesTerms;

export const scheduleDocuments = {
  each: () => EachTerms,
  of: () => AfterEventTerms,
  before: () => BeforeDateTerms,
  milestones: () => MilestonesTerms,
};

/** The id of the calendar that a schedule names itself. */
export function calendarOfSchedule(authored: ScheduleTerms): string | undefined {
  return 'calendar' in authored ? authored.calendar : undefined;
}

export function resolveSchedule(
  authored: ScheduleTerms,
  path: string,
  resolution: Resolution,
): Schedule | undefined {
  if (authored instanceof EachTerms) return resolveEach(authored, path, resolution);
  if (authored instanceof AfterEventTerms) return resolveAfterEvent(authored, path, resolution);
  if (authored instanceof BeforeDateTerms) {
    return Object.freeze({ kind: 'before-date', date: parseLocalDate(authored.before) });
  }
  const project = authored.milestones === 'all' ? undefined : authored.milestones;
  return Object.freeze({ kind: 'milestones', project });
}

/**
 * @param path of the object that holds the keys.
 * @param others further times that look at its calendar.
 */
export function resolveEach(
  authored: Pick<EachTerms, keyof typeof eachKeys>,
  path: string,
  resolution: Resolution,
  others: readonly (string | undefined)[] = [],
): Extract<Schedule, { kind: 'each-period' | 'each-months' }> | undefined {
  const { within, on } = authored;
  if ((within === undefined) === (on === undefined)) {
    return resolution.problem(
      path,
      within === undefined ? 'It does not say until when.' : '`within` and `on` exclude each other.',
      'Write exactly one of `within` and `on`, e.g. `within: 10 business days after end`.',
    );
  }
  const key = within === undefined ? 'on' : 'within';
  const after = readOffset((within ?? on)!, authored.calendar, `${path}.${key}`, resolution);
  checkCalendarUsed(authored.calendar, [within, on, ...others], `${path}.calendar`, resolution);
  const [, count = '1', unit] = spanPattern.exec(authored.each)!;
  if (unit === 'period')
    return after && Object.freeze({ kind: 'each-period', every: toWholeNumber(count), after });
  const months = unit === 'month' ? toWholeNumber(count) : authored.each === 'quarter' ? 3 : 12;
  checkMonths(`${path}.each`, resolution);
  return after && Object.freeze({ kind: 'each-months', months, after });
}

/** Months from the 31st on have no day to end on in every month. */
function checkMonths(path: string, resolution: Resolution): void {
  if (resolution.termFrom === undefined || localDateParts(resolution.termFrom).day <= 28) return;
  resolution.problem(
    path,
    'Months are counted from the first day of the term, and not every month has that day.',
    'Count in periods, e.g. `each: 3 periods`.',
  );
}

function resolveAfterEvent(
  authored: AfterEventTerms,
  path: string,
  resolution: Resolution,
): Extract<Schedule, { kind: 'after-event' }> | undefined {
  const where = readScope(authored.where, `${path}.where`, resolution);
  checkEventScope(authored, `${path}.where`, resolution);
  const within = readOffset(authored.within, authored.calendar, `${path}.within`, resolution);
  checkCalendarUsed(authored.calendar, [authored.within], `${path}.calendar`, resolution);
  return within && Object.freeze({ kind: 'after-event', event: authored.of, where, within });
}

/** Outages and changes are of a service; they have nothing else that a ticket has. */
function checkEventScope({ of, where }: AfterEventTerms, path: string, resolution: Resolution): void {
  const what = of.startsWith('outage') ? 'outages' : of.startsWith('change') ? 'changes' : undefined;
  if (what === undefined || where === undefined) return;
  for (const key of ['type', 'priority', 'category', 'site', 'configurationItem'] as const) {
    if (where[key] === undefined) continue;
    resolution.problem(`${path}.${key}`, `It has no effect on ${what}.`, 'Leave it out, or name `service`.');
  }
}
