import { comparisonKeys, wantsHigh } from '../clauses/target.js';
import { describeMeasure, unitOfLevel } from '../measures/registry.js';
import type {
  AboveForecast,
  Baseline,
  ForEach,
  LowVolume,
  Qualifying,
  ServiceLevel,
  Target,
  Window,
} from '../model/service-level.js';
import type { Terms } from '../model/terms.js';
import type { MeasureUnit } from '../resolution/values.js';
import { describeBonus, describeCredit } from './describe-credit.js';
import { describeValue, joined, moneyOf } from './words.js';

/** A service level in whole sentences: what is measured, over which time, against what, and what a miss costs. */
export function describeServiceLevel(level: ServiceLevel, terms: Terms): readonly string[] {
  const unit = unitOfLevel(level, terms.serviceLevels);
  const money = moneyOf(terms);
  const { title, text, window, forEach, baseline, measuredTo, lowVolume, aboveForecast, qualifying } = level;
  return [
    ...(title === undefined ? [] : [`${title}.`]),
    ...(forEach === undefined ? [] : [describeForEach(forEach)]),
    `Measured: ${describeMeasure(level.measure)}.`,
    ...describeWindow(window),
    ...(baseline === undefined ? [] : [describeBaseline(baseline, ownUnitOf(level, terms))]),
    `Target: ${describeTarget(level.target, unit)}${baseline === undefined ? '' : ' percent of the baseline'}.`,
    ...(measuredTo === undefined
      ? []
      : [
          `The value is ${roundingWords[measuredTo.mode]} ${measuredTo.places === 1 ? '1 decimal place' : `${measuredTo.places} decimal places`} before it is compared.`,
        ]),
    ...(lowVolume === undefined ? [] : [describeLowVolume(lowVolume)]),
    ...(aboveForecast === undefined ? [] : describeAboveForecast(aboveForecast)),
    ...(qualifying === undefined ? [] : [describeQualifying(qualifying)]),
    whenEmpty[level.whenEmpty],
    level.notMeasuredInARun === 'breaks'
      ? 'A period that is not measured ends a run of misses.'
      : 'A run of misses goes on over a period that is not measured.',
    ...describeCredit(level.credit, unit, money),
    ...describeBonus(level.bonus, unit, money),
    ...(text === undefined ? [] : [text]),
  ];
}

const whenEmpty: { readonly [Fate in ServiceLevel['whenEmpty']]: string } = {
  'not-measured': 'A period with nothing to measure is not measured: neither met nor missed.',
  met: 'A period with nothing to measure is met.',
  missed: 'A period with nothing to measure is missed.',
};

/** What the measure counts in, whatever the baseline. */
function ownUnitOf(level: ServiceLevel, terms: Terms): MeasureUnit {
  return unitOfLevel({ ...level, baseline: undefined }, terms.serviceLevels);
}

const roundingWords: { readonly [Mode in NonNullable<ServiceLevel['measuredTo']>['mode']]: string } = {
  'half-up': 'rounded, halves away from zero, to',
  'half-even': 'rounded, halves to the even digit, to',
  truncate: 'cut to',
  floor: 'rounded down to',
  ceil: 'rounded up to',
};

const keyWords = {
  service: 'service',
  site: 'site',
  priority: 'priority',
  category: 'category',
  configurationItem: 'configuration item',
} as const;

function describeForEach({ by, values }: ForEach): string {
  const which = values === undefined ? ' that is known' : `: ${joined(values)}`;
  return `It stands for one level for each ${keyWords[by]}${which}.`;
}

function describeWindow(window: Window): readonly string[] {
  switch (window.kind) {
    case 'period':
      return [];
    case 'last-periods':
      return [`It is measured over the last ${window.periods} periods.`];
    case 'last-days':
      return [`It is measured over the last ${days(window.days)} that end with the period.`];
    case 'any-days':
      return [`What counts is the most within any ${days(window.days)} that end in the period.`];
    case 'days-from-first':
      return [
        `What counts is the most within ${days(window.days)} from the first on, of the windows that end in the period.`,
      ];
    case 'every':
      return [`It is measured in the last period of each ${window.span}, over all of it.`];
  }
}

function describeBaseline(baseline: Baseline, unit: MeasureUnit): string {
  switch (baseline.kind) {
    case 'value':
      return `The value is a percentage of ${describeValue(baseline.value, unit)}.`;
    case 'first-periods':
      return baseline.periods === 1
        ? 'The value is a percentage of that of the first period, which is not measured itself.'
        : `The value is a percentage of the mean of the first ${baseline.periods} periods, which are not measured themselves.`;
    case 'periods-ago':
      return `The value is a percentage of that of ${baseline.periods === 1 ? 'the period' : `${baseline.periods} periods`} before.`;
  }
}

function describeTarget({ comparison, expected, minimum }: Target, unit: MeasureUnit): string {
  const words = { atLeast: 'at least', moreThan: 'more than', atMost: 'at most', lessThan: 'less than' };
  const least =
    minimum === undefined
      ? ''
      : `; ${wantsHigh(comparison) ? 'minimum' : 'no worse than'} ${describeValue(minimum, unit)}`;
  return `${words[comparisonKeys[comparison]]} ${describeValue(expected, unit)}${least}`;
}

function describeLowVolume(rule: LowVolume): string {
  return rule.then === 'not-measured'
    ? `With fewer than ${rule.fewerThan} counted a period is not measured.`
    : `With fewer than ${rule.fewerThan} counted a period is met with up to ${rule.allowMisses} ${rule.allowMisses === 1 ? 'miss' : 'misses'}.`;
}

function describeAboveForecast(rule: AboveForecast): readonly string[] {
  const forecasts = [
    ...[...rule.byPeriod].map(([period, forecast]) => `${forecast} in ${period}`),
    ...(rule.otherwise === undefined
      ? []
      : [`${rule.otherwise}${rule.byPeriod.size === 0 ? '' : ' in every other period'}`]),
  ].join(', ');
  const tolerance = rule.tolerancePercent.isZero
    ? ''
    : ` and ${rule.tolerancePercent.toDecimal()} % more are tolerated`;
  return [
    `The volume is forecast to be ${forecasts}${tolerance}.`,
    rule.then === 'not-measured'
      ? 'With more counted it is not measured.'
      : 'As many misses as there are counted beyond that are forgiven.',
  ];
}

function describeQualifying({ conditions, otherwise }: Qualifying): string {
  const stated = conditions.map((condition) =>
    condition.kind === 'obligation'
      ? `all of ${condition.obligation} that was due was done in time`
      : `${condition.serviceLevel} is ${condition.is === 'met' ? 'met' : 'not missed'}`,
  );
  return `It is judged only where ${stated.join(' and ')}; else a period is ${otherwise.replace('-', ' ')}.`;
}

function days(count: number): string {
  return count === 1 ? 'local day' : `${count} local days`;
}
