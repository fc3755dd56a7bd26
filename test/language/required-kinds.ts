import type {
  Baseline,
  ChargeBase,
  ClaimLimit,
  ClaimRule,
  CombineKind,
  CreditRule,
  CreditRules,
  EarnBack,
  ExitConditionKind,
  ForEachKey,
  Gate,
  MeasureKind,
  PriceKind,
  RepeatRule,
  Schedule,
  Window,
} from '@tallystick/terms';
import type { Stage } from './page.js';

type All<Kind extends string> = Readonly<Record<Kind, true>>;

const measure: All<MeasureKind> = {
  'ticket-share': true,
  availability: true,
  statistic: true,
  count: true,
  reported: true,
  obligation: true,
  'change-share': true,
  recurrence: true,
  result: true,
  smoothed: true,
};
const scope: All<ForEachKey> = {
  service: true,
  site: true,
  priority: true,
  category: true,
  configurationItem: true,
};
const window: All<Window['kind']> = {
  period: true,
  'last-periods': true,
  'last-days': true,
  'any-days': true,
  'days-from-first': true,
  every: true,
};
const relief = {
  maintenance: true,
  granted: true,
  'low-volume': true,
  'above-forecast': true,
  qualifying: true,
  'not-reported': true,
  'out-of-time': true,
} as const;
const target: All<Baseline['kind']> & All<'at-least' | 'more-than' | 'at-most' | 'less-than' | 'minimum'> = {
  'at-least': true,
  'more-than': true,
  'at-most': true,
  'less-than': true,
  minimum: true,
  value: true,
  'first-periods': true,
  'periods-ago': true,
};
const gate: All<Gate['kind']> = { 'times-of': true, 'in-a-row': true };
const price: All<CreditRule['kind']> & All<Exclude<PriceKind, 'percent' | 'money'>> & All<'not-reported'> = {
  'not-reported': true,
  bands: true,
  'per-unit': true,
  fixed: true,
  refund: true,
  points: true,
  days: true,
  weight: true,
};
const base: All<ChargeBase['over']> & All<'gross' | 'less' | 'own'> = {
  own: true,
  period: true,
  'previous-period': true,
  'next-period': true,
  'contract-year': true,
  'contract-year-of-first': true,
  gross: true,
  less: true,
};
const multiply: All<RepeatRule['kind']> = { factor: true, surcharge: true, escalate: true };
const combine: All<CombineKind> = {
  sum: true,
  highest: true,
  'one-per-incident': true,
  'critical-displaces': true,
};
const cap = {
  'one-period': true,
  'several-periods': true,
  'contract-year': true,
  carried: true,
  'minimum-payable': true,
} as const;
const bonus = { band: true, disqualified: true, bank: true } as const;
const earnBack: All<EarnBack['when']['kind']> & All<'bank'> = {
  met: true,
  exceeded: true,
  'year-mean': true,
  bank: true,
};
const claim: All<ClaimRule['kind']> & All<'lapsed' | 'event' | Extract<ClaimLimit['kind'], 'periods'>> = {
  automatic: true,
  'on-claim': true,
  lapsed: true,
  event: true,
  periods: true,
};
const settled: All<NonNullable<CreditRules['settled']>['kind']> = {
  every: true,
  'contract-year-end': true,
};
const exit: All<ExitConditionKind> & All<'cure' | 'notice'> = {
  'in-a-row': true,
  'times-of': true,
  'sum-over': true,
  'rolling-mean': true,
  event: true,
  chronic: true,
  obligation: true,
  portfolio: true,
  'cap-reached': true,
  'any-of': true,
  'all-of': true,
  cure: true,
  notice: true,
};
const obligation: All<Schedule['kind']> & All<'review' | 'escalation' | 'acceptance'> = {
  'each-period': true,
  'each-months': true,
  'after-event': true,
  'before-date': true,
  milestones: true,
  review: true,
  escalation: true,
  acceptance: true,
};

/** What must have an entry: the type checker keeps each list complete against the model. */
export const requiredKinds: Readonly<Record<Stage, Readonly<Record<string, true>>>> = {
  measure,
  scope,
  window,
  relief,
  target,
  gate,
  price,
  base,
  multiply,
  combine,
  cap,
  bonus,
  'earn-back': earnBack,
  claim,
  settled,
  exit,
  obligation,
};
