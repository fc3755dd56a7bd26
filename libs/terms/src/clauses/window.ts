import { Choice, Field } from '@tallystick/documents';
import type { MeasureKindOf, WindowKind } from '../measures/measure-kind.js';
import type { MeasureKind as KindName } from '../model/measure.js';
import type { Window } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { calendarDayCount, periodCount } from '../resolution/values.js';
import { words } from '../resolution/words.js';

export class LastWindow {
  @Field(words.periodsOrDays, {
    meaning:
      'Rolling: the last so many periods, the current one among them, or the last so many local days that end with the ' +
      'period. What lies before the term is not there.',
  })
  last!: string;
}

export class AnyWindow {
  @Field(words.calendarDays, {
    meaning:
      'Sliding: of all windows of so many local days in a row that end with an event of the period, the one with the ' +
      'most. For a `count` only.',
  })
  any!: string;
}

export class FromFirstWindow {
  @Field(words.calendarDays, {
    meaning:
      'So many local days from the day of the first event on; the next window opens with the first event after it. The ' +
      'windows that end in the period count, the one with the most of them. For a `count` only.',
  })
  fromFirst!: string;
}

export class EveryWindow {
  @Choice(['quarter', 'year'], {
    meaning:
      'Measured in the last period of each quarter or year only, over all of it; between them it is not measured.',
  })
  every!: 'quarter' | 'year';
}

export type WindowTerms = LastWindow | AnyWindow | FromFirstWindow | EveryWindow;

export const windowDocuments = {
  last: () => LastWindow,
  any: () => AnyWindow,
  fromFirst: () => FromFirstWindow,
  every: () => EveryWindow,
};

/** The measurement period itself. */
export const wholePeriod: Window = Object.freeze({ kind: 'period' });

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

/** Over which time a level is measured, if its measure can be measured over it. */
export function resolveWindow(
  authored: WindowTerms,
  measure: object,
  kind: MeasureKindOf<KindName>,
  path: string,
  resolution: Resolution,
): Window | undefined {
  const window = readWindow(authored, path, resolution);
  if (window === undefined || window.kind === 'period') return undefined;
  const allowed = kind.windows(measure);
  if (allowed.includes(window.kind)) return window;
  return resolution.problem(
    path,
    `A measure of the kind ${kind.kind}${qualifierOf(measure)} cannot be measured over ${windowNouns[window.kind]}.`,
    allowed.length === 0
      ? 'Take `window` out.'
      : `Write ${allowed.map((each) => windowForms[each]).join(' or ')}.`,
  );
}

/** Why one measure of a kind takes fewer windows than another. */
function qualifierOf(measure: object): string {
  return 'countIn' in measure && measure.countIn === 'each-period-overdue'
    ? ' that counts tickets in each period in which they are overdue'
    : '';
}

const windowNouns: { readonly [Kind in WindowKind]: string } = {
  'last-periods': 'several periods',
  'last-days': 'rolling days',
  'any-days': 'sliding days',
  'days-from-first': 'days from the first event on',
  every: 'a quarter or a year',
};

const windowForms: { readonly [Kind in WindowKind]: string } = {
  'last-periods': '`{ last: 3 periods }`',
  'last-days': '`{ last: 30 calendar days }`',
  'any-days': '`{ any: 30 calendar days }`',
  'days-from-first': '`{ fromFirst: 30 calendar days }`',
  every: '`{ every: quarter }`',
};

function readWindow(authored: WindowTerms, path: string, resolution: Resolution): Window | undefined {
  if ('last' in authored) return readLast(authored.last, `${path}.last`, resolution);
  if ('any' in authored) {
    const days = calendarDayCount(authored.any, `${path}.any`, resolution);
    return days === undefined ? undefined : Object.freeze({ kind: 'any-days', days });
  }
  if ('fromFirst' in authored) {
    const days = calendarDayCount(authored.fromFirst, `${path}.fromFirst`, resolution);
    return days === undefined ? undefined : Object.freeze({ kind: 'days-from-first', days });
  }
  const { every: span } = authored;
  const { period } = resolution;
  if (period === undefined || monthsOf[span] > monthsOf[period.every]) {
    return Object.freeze({ kind: 'every', span });
  }
  return resolution.problem(
    `${path}.every`,
    span === period.every
      ? `The period is a ${span} already.`
      : `A ${span} is shorter than the period, which is a ${period.every}.`,
    'Take `window` out.',
  );
}

function readLast(last: string, path: string, resolution: Resolution): Window | undefined {
  if (!last.includes('period')) {
    const days = calendarDayCount(last, path, resolution);
    return days === undefined ? undefined : Object.freeze({ kind: 'last-days', days });
  }
  const periods = periodCount(last);
  if (periods > 1) return Object.freeze({ kind: 'last-periods', periods });
  return resolution.problem(path, 'The last period is the period itself.', 'Take `window` out.');
}
