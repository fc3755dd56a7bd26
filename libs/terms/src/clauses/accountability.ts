import { Field, Nested, WholeNumber } from '@tallystick/documents';
import { toWholeNumber } from '@tallystick/quantities';
import type { AccountabilityRules } from '../model/obligation.js';
import type { Resolution } from '../resolution/resolution.js';
import { periodCount } from '../resolution/values.js';
import { words } from '../resolution/words.js';

export class RecurringTerms {
  @WholeNumber({
    min: 2,
    max: 1000,
    meaning: 'So many tickets of one service, category or configuration item …',
  })
  times!: number;

  @Field(words.calendarDays, { meaning: '… within so many local days.' })
  within!: string;
}

/** What counts as recurring, and how far back trends look. */
export class AccountabilityClause {
  @Nested(() => RecurringTerms, {
    optional: true,
    default: '3 times within 30 calendar days',
    meaning: 'What counts as a recurring issue.',
  })
  recurring?: RecurringTerms;

  @Field(words.periods, {
    optional: true,
    default: '`6 periods`',
    meaning: 'How many periods a trend looks at, the current one among them.',
  })
  trend?: string;
}

export const accountabilityByDefault: AccountabilityRules = Object.freeze({
  recurring: Object.freeze({ times: 3, withinDays: 30 }),
  trendPeriods: 6,
});

export function resolveAccountability(
  { recurring, trend }: AccountabilityClause,
  path: string,
  resolution: Resolution,
): AccountabilityRules {
  const trendPeriods = trend === undefined ? accountabilityByDefault.trendPeriods : periodCount(trend);
  if (trendPeriods < 2) {
    resolution.problem(`${path}.trend`, 'One period has no trend.', 'Write `2 periods` or more.');
  }
  if (recurring === undefined) return Object.freeze({ ...accountabilityByDefault, trendPeriods });
  const withinDays = toWholeNumber(recurring.within.slice(0, recurring.within.indexOf(' ')));
  if (withinDays === 0) {
    resolution.problem(
      `${path}.recurring.within`,
      `${recurring.within} is no time at all.`,
      'Write 1 calendar day or more.',
    );
  }
  return Object.freeze({
    recurring: Object.freeze({ times: recurring.times, withinDays }),
    trendPeriods,
  });
}
