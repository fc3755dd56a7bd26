import type { Dice } from './dice.js';
import { categories, items, priorities, services, sites, ticketTypes } from './frame.js';
import type { Plain } from './plain.js';

export type ForEachKey = 'service' | 'site' | 'priority' | 'category' | 'configurationItem';

/** A measure as drawn, and what may be said of it. */
export interface DrawnMeasure {
  readonly measure: Plain;
  readonly unit: 'percent' | 'seconds' | 'number';
  readonly wants: 'high' | 'low';
  /** From best to worst: much better, better, the target, the minimum, far below. */
  readonly values: readonly [string, string, string, string, string];
  readonly events: boolean;
  readonly volume: 'with-misses' | 'without-misses' | undefined;
  readonly windows: readonly ('last' | 'days' | 'any' | 'fromFirst' | 'every')[];
  readonly forEach: readonly ForEachKey[];
  /** For `forEach: { service }`: the measure with `each` in place of the service. */
  readonly ofEach?: Plain;
}

export const measureNames = [
  'ticket-share',
  'availability',
  'statistic-clock',
  'statistic-outage',
  'statistic-survey',
  'statistic-share',
  'count-tickets',
  'count-breaches',
  'count-outages',
  'count-changes',
  'change-share',
  'recurrence',
  'reported-percent',
  'reported-number',
  'obligation-share',
  'obligation-late',
  'result',
  'smoothed',
] as const;
export type MeasureName = (typeof measureNames)[number];

/** What a measure that reads other clauses may read. */
export interface Readable {
  readonly obligations: readonly string[];
  /** Levels before it, and of those the ones in percent that are one level each. */
  readonly levels: readonly string[];
  readonly smoothable: readonly string[];
}

const shares = ['99.5', '98', '90', '75', '50'] as const;
const ticketKeys: readonly ForEachKey[] = ['service', 'site', 'priority', 'category', 'configurationItem'];
const rolling = ['last', 'days', 'every'] as const;
const sliding = ['last', 'days', 'any', 'fromFirst', 'every'] as const;

function where(
  dice: Dice,
  keys: readonly string[] = ['type', 'priority', 'service', 'category', 'site'],
): Plain {
  const scope = {
    ...dice.maybe(30, () => ({ type: dice.one(ticketTypes) })),
    ...dice.maybe(25, () => ({ priority: dice.one([priorities.slice(0, 2), ['P2', 'P3'], 'P1']) })),
    ...dice.maybe(10, () => ({ service: dice.one(services) })),
    ...dice.maybe(10, () => ({ category: dice.one(categories) })),
    ...dice.maybe(10, () => ({ site: sites })),
    ...dice.maybe(5, () => ({ configurationItem: items })),
  };
  const kept = Object.fromEntries(Object.entries(scope).filter(([key]) => keys.includes(key)));
  return Object.keys(kept).length === 0 ? {} : { where: kept };
}

function population(dice: Dice, overdue: boolean): Plain {
  return {
    ...where(dice),
    ...dice.maybe(70, () => ({
      countIn: dice.one(
        overdue ? ['opened', 'resolved', 'due', 'each-period-overdue'] : ['opened', 'resolved'],
      ),
    })),
    ...dice.maybe(50, () => ({
      judgedBy: dice.one(['final', 'first', 'highest', 'longest-held', 'at-event']),
    })),
    ...dice.maybe(20, () => ({ exclude: ['cancelled', 'duplicate', 'child', 'no-limit'] })),
  };
}

function limits(dice: Dice): unknown {
  return dice.one<unknown>([
    '4h',
    '30h',
    { P1: '4h', P2: '2d', else: '3 calendar days' },
    { P1: '90m', else: 'end of next business day' },
  ]);
}

export function drawMeasure(dice: Dice, name: MeasureName, read: Readable): DrawnMeasure {
  switch (name) {
    case 'ticket-share': {
      const measure = {
        kind: 'ticket-share',
        clock: 'resolution',
        within: limits(dice),
        ...population(dice, true),
      };
      const overdue = measure['countIn' as never] === 'each-period-overdue';
      return {
        measure,
        ...{ unit: 'percent', wants: 'high', values: shares, events: true, volume: 'with-misses' },
        windows: overdue ? [] : rolling,
        forEach: ticketKeys,
      };
    }
    case 'availability': {
      const measure = {
        kind: 'availability',
        service: dice.one<unknown>([...services, ['email', 'files']]),
        calendar: dice.one(['always', 'office']),
        ...dice.maybe(30, () => ({ ignoreShorterThan: '10m' })),
        ...dice.maybe(70, () => ({
          exclude: dice.one([['maintenance'], ['relief'], ['maintenance', 'relief']]),
          ...dice.maybe(50, () => ({ excludedTime: dice.one(['removed', 'counted-as-up']) })),
        })),
        ...dice.maybe(30, () => ({ weight: 'by-share' })),
      };
      return {
        measure: noticed(dice, measure),
        ...{ unit: 'percent', wants: 'high', values: ['99.99', '99.9', '99.5', '98', '95'], events: true },
        volume: undefined,
        windows: rolling,
        forEach: ['service', 'site'],
        ofEach: { ...measure, service: 'each' },
      };
    }
    case 'statistic-clock': {
      const statistic = dice.one(['mean', 'median', 'max', 'min', 'sum', 'percentile']);
      return {
        measure: {
          kind: 'statistic',
          statistic,
          ...(statistic === 'percentile' ? { percentile: dice.one([50, 90, '95.5']) } : {}),
          of: { clock: dice.one(['resolution', 'response']) },
          ...population(dice, false),
        },
        ...{ unit: 'seconds', wants: 'low', values: ['30m', '1h', '6h', '24h', '90h'], events: false },
        ...{ volume: 'without-misses', windows: rolling, forEach: ticketKeys },
      };
    }
    case 'statistic-outage':
      return {
        measure: {
          kind: 'statistic',
          statistic: dice.one(['max', 'sum', 'mean']),
          of: { outages: services },
        },
        ...{ unit: 'seconds', wants: 'low', values: ['5m', '30m', '2h', '6h', '20h'], events: false },
        ...{ volume: 'without-misses', windows: rolling, forEach: ['service', 'site'] },
        ofEach: { kind: 'statistic', statistic: 'sum', of: { outages: 'each' } },
      };
    case 'statistic-survey':
      return {
        measure: {
          kind: 'statistic',
          statistic: dice.one(['mean', 'median', 'min']),
          of: { survey: 'csat' },
        },
        ...{ unit: 'number', wants: 'high', values: ['4.9', '4.5', '4', '3', '2'], events: false },
        ...{ volume: 'without-misses', windows: rolling, forEach: ['service'] },
      };
    case 'statistic-share':
      return {
        measure: {
          kind: 'statistic',
          statistic: 'share',
          share: dice.one([{ atLeast: 4 }, { moreThan: 3 }]),
          of: { survey: 'csat' },
        },
        ...{ unit: 'percent', wants: 'high', values: shares, events: false },
        ...{ volume: 'with-misses', windows: rolling, forEach: ['service'] },
      };
    case 'count-tickets':
      return {
        measure: {
          kind: 'count',
          of: 'tickets',
          ...where(dice),
          ...dice.maybe(30, () => ({ countIn: 'resolved' })),
        },
        ...counted(ticketKeys, ['1', '2', '4', '6', '9']),
      };
    case 'count-breaches': {
      const measure = {
        kind: 'count',
        of: { breachesOf: 'resolution', within: limits(dice) },
        ...population(dice, true),
      };
      const overdue = measure['countIn' as never] === 'each-period-overdue';
      const drawn = counted(ticketKeys, ['0', '1', '2', '4', '6']);
      return { measure, ...drawn, ...(overdue ? { windows: [] } : {}) };
    }
    case 'count-outages':
      return {
        measure: {
          kind: 'count',
          of: { outages: services, ...dice.maybe(50, () => ({ longerThan: '30m' })) },
        },
        ...counted(['service', 'site'], ['0', '1', '2', '3', '5']),
        ofEach: { kind: 'count', of: { outages: 'each' } },
      };
    case 'count-changes':
      return {
        measure: {
          kind: 'count',
          of: { changes: dice.one([['failed'], ['failed', 'backed-out', 'unauthorised']]) },
        },
        ...counted(['service'], ['0', '1', '2', '3', '5']),
      };
    case 'change-share':
      return {
        measure: {
          kind: 'change-share',
          ...dice.maybe(40, () => ({ good: ['successful', 'backed-out'] })),
          ...dice.maybe(40, () => ({ where: { changeType: ['standard', 'normal'] } })),
        },
        ...{ unit: 'percent', wants: 'high', values: shares, events: true },
        ...{ volume: 'with-misses', windows: rolling, forEach: ['service'] },
      };
    case 'recurrence':
      return {
        measure: {
          kind: 'recurrence',
          by: dice.one(['service', 'category', 'configurationItem']),
          times: 2,
          within: '20 calendar days',
          ...where(dice),
        },
        ...{ unit: 'number', wants: 'low', values: ['0', '1', '2', '3', '4'], events: true },
        ...{ volume: undefined, windows: rolling, forEach: [] },
      };
    case 'reported-percent':
      return { ...reported(dice, 'percent'), wants: 'high', values: shares };
    case 'reported-number':
      return { ...reported(dice, 'number'), wants: 'low', values: ['80', '90', '110', '130', '160'] };
    case 'obligation-share':
      return {
        measure: { kind: 'obligation', obligation: dice.one(read.obligations), figure: 'share-met' },
        ...{ unit: 'percent', wants: 'high', values: shares, events: true },
        ...{ volume: 'with-misses', windows: rolling, forEach: [] },
      };
    case 'obligation-late':
      return {
        measure: {
          kind: 'obligation',
          obligation: dice.one(read.obligations),
          figure: dice.one(['days-late', 'not-met']),
        },
        ...{ unit: 'number', wants: 'low', values: ['0', '1', '2', '4', '8'], events: false },
        ...{ volume: undefined, windows: rolling, forEach: [] },
      };
    case 'result':
      return drawResult(dice, read);
    case 'smoothed':
      return {
        measure: {
          kind: 'smoothed',
          of: dice.one(read.smoothable),
          previous: dice.one(['1 period', '2 periods']),
        },
        ...{ unit: 'percent', wants: 'high', values: ['99.9', '99', '95', '85', '60'], events: false },
        ...{ volume: undefined, windows: [], forEach: [] },
      };
  }
}

/** Notice makes sense only of maintenance that is taken out. */
function noticed(dice: Dice, measure: Plain): Plain {
  const { exclude } = measure as { exclude?: readonly string[] };
  return exclude?.includes('maintenance') === true && dice.percent(50)
    ? { ...measure, maintenanceNotice: '48h' }
    : measure;
}

function counted(
  forEach: readonly ForEachKey[],
  values: DrawnMeasure['values'],
): Omit<DrawnMeasure, 'measure'> {
  return {
    ...{ unit: 'number', wants: 'low', values, events: true, volume: undefined },
    ...{ windows: sliding, forEach },
  } as const;
}

function reported(dice: Dice, unit: 'percent' | 'number') {
  return {
    measure: {
      kind: 'reported',
      unit,
      reportedBy: dice.one(['either', 'provider', 'client', 'agreed']),
      whenNotReported: dice.one(['missed', 'not-measured']),
      ...dice.maybe(30, () => ({ within: dice.one(['10th business day after end', '12 calendar days']) })),
    },
    unit,
    events: false,
    volume: undefined,
    windows: ['last', 'every'],
    forEach: [],
  } as const;
}

function drawResult(dice: Dice, read: Readable): DrawnMeasure {
  const figure = dice.one(['missed-levels', 'points', 'credit', 'credit-percent', 'share-met', 'mean-value']);
  const values: Readonly<Record<string, DrawnMeasure['values']>> = {
    'missed-levels': ['0', '1', '2', '3', '4'],
    points: ['0', '1', '4', '8', '12'],
    credit: ['10', '50', '500', '900', '2000'],
    'credit-percent': ['0.1', '1', '5', '10', '20'],
    'share-met': ['90', '80', '60', '40', '10'],
    'mean-value': ['99', '95', '90', '70', '50'],
  };
  const percent = ['credit-percent', 'share-met', 'mean-value'].includes(figure);
  return {
    measure: {
      kind: 'result',
      figure,
      of: figure === 'mean-value' ? [dice.one(read.smoothable)] : dice.some(read.levels, dice.whole(1, 3)),
      ...(figure === 'credit-percent' ? { base: ['managed'] } : {}),
    },
    unit: percent ? 'percent' : 'number',
    wants: ['share-met', 'mean-value'].includes(figure) ? 'high' : 'low',
    values: values[figure]!,
    ...{ events: false, volume: undefined, windows: [], forEach: [] },
  };
}
