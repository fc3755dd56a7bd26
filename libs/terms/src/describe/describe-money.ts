import { formatLocalDate } from '@tallystick/quantities';
import { describeBand } from '../credit-rules/bands.js';
import { unitOfLevel } from '../measures/registry.js';
import type { Charge } from '../model/charge.js';
import type { ClaimRule, CombineGroup, CombineKind, CreditCap, CreditRules } from '../model/credit-rules.js';
import type { EarnBack } from '../model/earn-back.js';
import type { Terms } from '../model/terms.js';
import type { MeasureUnit } from '../resolution/values.js';
import { describeBase } from './describe-base.js';
import { describeOffset } from './describe-offset.js';
import { type DescribeMoney, describePrice, describeValue, joined, moneyOf } from './words.js';

const spanWords: Readonly<Record<Exclude<Charge['per'], 'once'>, string>> = {
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  'contract-year': 'contract year',
  period: 'measurement period',
};

/** What the client pays, in whole sentences. */
export function describeCharge(charge: Charge, terms: Terms): readonly string[] {
  const amount = moneyOf(terms)(charge.amount);
  const title = charge.title === undefined ? '' : `${charge.title}: `;
  const lines = [`${title}${amount} ${describeWhen(charge)}.`];
  if (charge.taxPercent.isPositive) lines.push(`Tax of ${charge.taxPercent.toDecimal()} % comes on top.`);
  if (charge.passThrough) lines.push('It is passed through at cost.');
  if (charge.for !== undefined)
    lines.push(
      `It is for the ${charge.for.by === 'configurationItem' ? 'configuration item' : charge.for.by} ${joined(charge.for.values)}.`,
    );
  return [lines.join(' ')];
}

/** `once, on 2025-02-01`, `per month; a part of a month is charged by its days`. */
function describeWhen({ per, on, prorate }: Charge): string {
  if (per === 'once') return `once, on ${formatLocalDate(on!)}`;
  return `per ${spanWords[per]}; a part of a ${spanWords[per]} is charged ${prorate === 'days' ? 'by its days' : 'whole'}`;
}

/** How credits come together, in whole sentences. */
export function describeCredits({ credits, currency }: Terms): readonly string[] {
  const money = moneyOf({ currency });
  return [
    ...credits.groups.map(describeGroup),
    describeTogether(credits, money),
    ...(credits.caps.length > 1 ? credits.caps.map((cap) => describeFurtherCap(cap, money)) : []),
    ...describeAtRisk(credits.atRisk),
    ...describePoints(credits.points, money),
    ...describeMinimum(credits.minimumPayable, money),
    ...describeClaim(credits.claim),
    ...describeSettled(credits.settled),
    ...(credits.bonusCap === undefined
      ? []
      : [`The bonuses of a period come to at most ${describeLimit(credits.bonusCap, money)}.`]),
  ];
}

function describeTogether({ combine, critical, groups, caps }: CreditRules, money: DescribeMoney): string {
  const together = `The credits of a period${groups.length === 0 ? '' : ', and what the groups come to,'} ${combined(combine, critical)}`;
  const [cap] = caps;
  if (cap === undefined) return `${together}, without a cap.`;
  return caps.length > 1 ? `${together}, under these caps:` : `${together}, ${describeCap(cap, money)}.`;
}

function combined(kind: CombineKind, critical: readonly string[]): string {
  return {
    sum: 'add up',
    highest: 'are not added up: only the largest counts',
    'one-per-incident': 'add up, where of those for the same incident only the largest counts',
    'critical-displaces': `add up, but where the credit of ${joined(critical, 'or')} is due, only that counts`,
  }[kind];
}

function describeGroup(group: CombineGroup): string {
  return `The credits of ${joined(group.serviceLevels)} (${group.id}) ${combined(group.combine, group.critical)}.`;
}

function describeCap({ limit, over, serviceLevels, excess }: CreditCap, money: DescribeMoney): string {
  const whose = serviceLevels === undefined ? '' : ` for ${joined(serviceLevels)}`;
  const window =
    over.kind === 'contract-year'
      ? ' in a contract year'
      : over.periods === 1
        ? ''
        : ` in ${over.periods} periods in a row`;
  const beyond = excess === 'lost' ? 'lost' : 'carried to the next period';
  return `to at most ${describeLimit(limit, money)}${whose}${window}; what goes beyond is ${beyond}`;
}

function describeFurtherCap(cap: CreditCap, money: DescribeMoney): string {
  return `${cap.id}${cap.clause === undefined ? '' : ` (${cap.clause})`}: ${describeCap(cap, money)}.`;
}

function describeLimit(limit: CreditCap['limit'], money: DescribeMoney): string {
  return limit.kind === 'percent'
    ? `${limit.percent.toDecimal()} % of ${describeBase(limit.base)}`
    : money(limit.amount);
}

function describeAtRisk(atRisk: CreditRules['atRisk']): readonly string[] {
  if (atRisk === undefined) return [];
  const pools = [...atRisk.pools].map(([id, percent]) => `${id} ${percent.toDecimal()} %`);
  return [
    `At risk are ${atRisk.percent.toDecimal()} % of ${describeBase(atRisk.base)}, in pools: ${pools.join(', ')}.`,
  ];
}

function describePoints(points: CreditRules['points'], money: DescribeMoney): readonly string[] {
  if (points === undefined) return [];
  const of = points.base === undefined ? '' : ` of ${describeBase(points.base)}`;
  if (points.kind === 'each') return [`Each point is worth ${describePrice(points.price, money)}${of}.`];
  const bands = points.bands.map(
    (band) => `${describePrice(band.price, money)} where they are ${describeBand(band, 'count')}`,
  );
  return [
    `The points of a period are worth ${joined(bands)}; fewer are worth nothing.`,
    ...(of === '' ? [] : [`Percentages are${of}.`]),
  ];
}

function describeMinimum(minimum: CreditRules['minimumPayable'], money: DescribeMoney): readonly string[] {
  if (minimum === undefined) return [];
  const amount = money(minimum.amount);
  const what = minimum.strict ? `of ${amount} or less` : `of less than ${amount}`;
  const fate = minimum.below === 'lost' ? 'are not paid' : 'are not paid but carried to the next period';
  return [`Credits of a period ${what} ${fate}.`];
}

function describeSettled(settled: CreditRules['settled']): readonly string[] {
  if (settled === undefined) return [];
  const when =
    settled.kind === 'every'
      ? `with every ${settled.periods} periods, counted from the first of the term,`
      : 'at the end of each contract year';
  return [`What is owed is paid ${when} and with the last period of the term; until then it accrues.`];
}

type ClaimOnClaim = Extract<ClaimRule, { kind: 'on-claim' }>;

function describeClaim(claim: ClaimRule): readonly string[] {
  if (claim.kind === 'automatic') return [];
  const exit = claim.lapsedCountsTowardsExit
    ? 'the miss still counts towards a right to leave'
    : 'the miss does not count towards a right to leave either';
  return [`A credit has to be claimed ${describeClaimLimit(claim)}; else it lapses, and ${exit}.`];
}

const claimAnchors: Readonly<Record<ClaimOnClaim['from'], string>> = {
  'period-end': 'the end of the period',
  statement: 'the statement of the period',
  event: 'the event that it is for (the last one, where it is one figure for several)',
  'event-end': 'the end of the event that it is for (the last one, where it is one figure for several)',
};

function describeClaimLimit({ within, from }: ClaimOnClaim): string {
  if (within.kind !== 'periods') return `within ${describeOffset(within)} of ${claimAnchors[from]}`;
  const { periods } = within;
  const end = periods === 1 ? 'the next period is over' : `the next ${periods} periods are over`;
  return `before ${end}, counted after ${from === 'period-end' ? 'its own' : `the one that holds ${claimAnchors[from]}`}`;
}

/** How credits are earned back, in whole sentences. */
export function describeEarnBack(earnBack: EarnBack, { serviceLevels }: Terms): readonly string[] {
  const { sharePercent, when, settledBy } = earnBack;
  const whose =
    earnBack.serviceLevels === undefined ? 'any service level' : joined(earnBack.serviceLevels, 'or');
  // What a clause is about counts in units of one sort, so the first says how `by` is written.
  const first = [...serviceLevels.values()].find(({ id, credit }) =>
    earnBack.serviceLevels === undefined ? credit !== undefined : earnBack.serviceLevels.includes(id),
  );
  const unit = first !== undefined && unitOfLevel(first, serviceLevels) === 'seconds' ? 'seconds' : 'number';
  const settled = settledBy === 'paid' ? 'The client pays it.' : 'It can only be set against later credits.';
  return [
    `${sharePercent.toDecimal()} % of a credit for ${whose} comes back to the provider where ${describeEarning(when, unit)}. ${settled}`,
  ];
}

function describeEarning(when: EarnBack['when'], unit: MeasureUnit): string {
  switch (when.kind) {
    case 'met':
      return `it is met in ${nextPeriods(when.periods)}`;
    case 'exceeded':
      return `it is better than its target by ${describeValue(when.by, unit)} or more in ${nextPeriods(when.periods)}`;
    case 'year-mean':
      return 'the mean of its values over the contract year keeps the target';
  }
}

function nextPeriods(count: number): string {
  return count === 1 ? 'the next period' : `each of the next ${count} periods`;
}
