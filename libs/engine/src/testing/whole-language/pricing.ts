import type { Dice } from './dice.js';
import type { DrawnMeasure } from './measures.js';
import type { Plain } from './plain.js';

export type PriceKind = 'percent' | 'amount' | 'points' | 'days' | 'weight';

/** A price of a kind; the larger `step`, the dearer it is. */
export function drawPrice(dice: Dice, kind: PriceKind, step: number): Plain {
  const tenths = (step - 1) * 20 + dice.whole(1, 19);
  const text = (divisor: number): string => `${Math.floor(tenths / divisor)}.${tenths % divisor}`;
  switch (kind) {
    case 'percent':
      return { percent: text(10) };
    case 'amount':
      return { amount: `${tenths * 7}.25` };
    case 'points':
      return { points: `${tenths}` };
    case 'days':
      return { days: text(10) };
    case 'weight':
      return { weight: `${step}.5` };
  }
}

export function drawBase(dice: Dice, windowed = false): unknown {
  return dice.one<unknown>([
    ['managed'],
    ['managed', 'internet'],
    { charges: 'all', less: ['internet'] },
    { charges: 'all', passThrough: 'included', amounts: 'gross' },
    { charges: ['managed'], over: 'previous-period', prorated: false },
    { charges: ['managed'], over: 'next-period' },
    { charges: ['managed'], over: 'contract-year' },
    ...(windowed ? [{ charges: ['managed'], over: 'contract-year-of-first' }] : []),
  ]);
}

function baseOf(dice: Dice, kinds: readonly PriceKind[], windowed = false): Plain {
  return {
    ...(kinds.some((kind) => kind === 'percent' || kind === 'days') ? { of: drawBase(dice, windowed) } : {}),
    ...(kinds.includes('weight') ? { pool: dice.one(['network', 'servers']) } : {}),
  };
}

export function drawTarget(dice: Dice, { wants, values }: DrawnMeasure): Plain {
  const comparison =
    wants === 'high'
      ? dice.one(['atLeast', 'atLeast', 'moreThan'])
      : dice.one(['atMost', 'atMost', 'lessThan']);
  // Nothing is less than none.
  const strict = comparison === 'lessThan' && values[2] === '0' ? 'atMost' : comparison;
  return { [strict]: values[2], ...dice.maybe(50, () => ({ minimum: values[3] })) };
}

interface Level {
  readonly drawn: DrawnMeasure;
  readonly target: Plain;
  /** The window reaches back beyond the period. */
  readonly reachesBack: boolean;
  readonly windowed: boolean;
  readonly baseline: boolean;
}

export function drawCredit(dice: Dice, level: Level): Plain {
  const { drawn, baseline } = level;
  const available = drawn.measure['kind'] === 'availability';
  const rule = dice.one([
    'bands',
    'bands',
    'perUnit',
    'fixed',
    ...(drawn.events ? ['event'] : []),
    ...(available ? ['refund', 'refund', ...(baseline ? [] : ['lost-time'])] : []),
  ]);
  if (rule === 'refund') {
    return {
      refund: { lost: baseline ? 'all' : dice.one(['all', 'beyond-target']), factor: dice.one(['1', '2.5']) },
      of: drawBase(dice),
      ...drawMultiplied(dice, level, ['percent']),
      ...dice.maybe(30, () => ({ atMost: { percent: '20' } })),
    };
  }
  const kind = dice.one<PriceKind>(['percent', 'percent', 'amount', 'points', 'days', 'weight']);
  const units = rule === 'perUnit' || rule === 'event' || rule === 'lost-time';
  return {
    ...drawRule(dice, rule, kind, level),
    ...drawMultiplied(dice, level, [kind]),
    ...atMost(dice, kind),
    ...baseOf(dice, [kind === 'weight' ? 'weight' : kind], level.windowed),
    ...(units && level.reachesBack ? dice.maybe(50, () => ({ counting: 'only-new' })) : {}),
  };
}

function atMost(dice: Dice, kind: PriceKind): Plain {
  return dice.maybe(25, () => ({ atMost: drawPrice(dice, kind, 3) }));
}

function drawRule(dice: Dice, rule: string, kind: PriceKind, level: Level): Plain {
  const { drawn, baseline, target } = level;
  switch (rule) {
    case 'bands':
      return { bands: drawBands(dice, kind, level) };
    case 'perUnit': {
      const each = drawn.unit === 'seconds' && !baseline ? '45m' : drawn.unit === 'number' ? '1' : '2.5';
      const fromZero = drawn.wants === 'low' && dice.percent(40);
      return {
        perUnit: {
          each,
          round: dice.one(['floor', 'ceil', 'exact']),
          ...(fromZero ? { beyond: 'zero' } : {}),
          ...drawPrice(dice, kind, 1),
          ...dice.maybe(50, () => ({ atMostUnits: dice.one(['5', '2.5']) })),
        },
      };
    }
    case 'lost-time':
      return {
        perUnit: {
          each: '1h',
          beyond: 'lost-time',
          round: dice.one(['floor', 'ceil', 'exact']),
          ...drawPrice(dice, kind, 1),
        },
      };
    case 'event':
      return { fixed: { per: 'event', ...drawPrice(dice, kind, 1) } };
    default:
      if (kind === 'amount' && dice.percent(30)) return { fixed: '120.40' };
      return { fixed: drawPrice(dice, kind, target['minimum'] === undefined ? 1 : 2) };
  }
}

/** Two or three bands, dearer the worse the value. */
function drawBands(dice: Dice, kind: PriceKind, { drawn, target }: Level): Plain[] {
  const strict = target['moreThan'] !== undefined || target['lessThan'] !== undefined;
  const cuts = [drawn.values[2], ...dice.some([drawn.values[3], drawn.values[4]], dice.whole(1, 2))];
  const edges = drawn.wants === 'high' ? ['below', 'upTo'] : ['above', 'from'];
  return cuts.map((cut, index) => ({
    [index === 0 ? edges[strict ? 1 : 0]! : edges[0]!]: cut,
    ...(index === 0 && dice.percent(20) ? { [kind]: '0' } : drawPrice(dice, kind, index + 1)),
  }));
}

/** Gates and repeats. */
function drawMultiplied(dice: Dice, { target }: Level, kinds: readonly PriceKind[]): Plain {
  const kind = kinds[0]!;
  return {
    ...dice.maybe(25, () => ({
      gate: {
        ...dice.one([{ times: 2, of: '3 periods' }, { inARow: 2 }]),
        ...(target['minimum'] === undefined ? {} : { belowMinimum: dice.one(['at-once', 'counted']) }),
      },
    })),
    ...dice.maybe(35, () => ({
      repeat: dice.one<Plain>([
        { factor: '1.5', inARow: 2 },
        { surcharge: drawPrice(dice, kind, 1), inARow: 2 },
        { escalate: ['1', '1.5', '2'] },
      ]),
    })),
  };
}

export interface Disqualifiers {
  readonly levels: readonly string[];
  readonly obligations: readonly string[];
}

export function drawBonus(dice: Dice, { wants, values }: DrawnMeasure, others: Disqualifiers): Plain {
  const kind = dice.one<PriceKind>(['percent', 'amount', 'days']);
  const edge = wants === 'high' ? 'from' : 'upTo';
  const disqualifiers = [
    ...others.levels.map((serviceLevel) => ({ serviceLevel, is: 'missed' })),
    { anyLevel: 'missed' },
    ...others.obligations.map((obligation) => ({ obligation })),
  ];
  return {
    bands: [values[1], ...(values[0] === values[1] ? [] : [values[0]])].map((cut, index) => ({
      [edge]: cut,
      ...drawPrice(dice, kind, index + 1),
    })),
    ...baseOf(dice, [kind]),
    ...dice.maybe(50, () => ({ disqualifiedBy: dice.some(disqualifiers, dice.whole(1, 2)) })),
    ...dice.maybe(30, () => ({ atMost: drawPrice(dice, kind, 2) })),
    ...dice.maybe(50, () => ({ settledBy: 'bank' })),
  };
}
