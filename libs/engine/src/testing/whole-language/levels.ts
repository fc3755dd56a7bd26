import type { Dice } from './dice.js';
import { categories, items, priorities, services, sites } from './frame.js';
import {
  drawMeasure,
  type DrawnMeasure,
  type ForEachKey,
  type MeasureName,
  measureNames,
  type Readable,
} from './measures.js';
import type { Plain } from './plain.js';
import { drawBonus, drawCredit, drawTarget } from './pricing.js';

/** A level that the agreement has a place for: what it is called and what kind of measure it has, in every version. */
interface Slot {
  readonly id: string;
  readonly name: MeasureName;
}

/** What is drawn of all levels: the slots, each with what it may read. */
export interface Levels {
  readonly slots: readonly (Slot & { readonly read: Readable; readonly others: readonly string[] })[];
  readonly clauses: readonly Plain[];
}

const reads = new Set<MeasureName>(['result', 'smoothed']);

export function drawLevels(dice: Dice, obligations: readonly string[]): Levels {
  const own = dice.some(
    measureNames.filter((name) => !reads.has(name)),
    dice.whole(3, 6),
  );
  const names: MeasureName[] = [
    ...own,
    // Something that the two below can read.
    'reported-percent',
    ...(dice.percent(60) ? ['smoothed' as const] : []),
    ...(dice.percent(60) ? ['result' as const] : []),
  ];
  const all = names.map((name, index) => `${name}-${index}`);
  const slots: Levels['slots'][number][] = [];
  const clauses: Plain[] = [];
  names.forEach((name, index) => {
    const id = all[index]!;
    const read = {
      obligations,
      levels: slots.filter((slot) => slot.name !== 'result').map((slot) => slot.id),
      smoothable: slots.filter((slot) => slot.name === 'reported-percent').map((slot) => slot.id),
    };
    const slot = { id, name, read, others: all.filter((other) => other !== id) };
    clauses.push(drawLevel(dice, slot));
    slots.push(slot);
  });
  return { slots, clauses };
}

/** A clause for a slot; amendments draw another one for the same. */
export function drawLevel(dice: Dice, slot: Levels['slots'][number]): Plain {
  let drawn = drawMeasure(dice, slot.name, slot.read);
  const forEach = drawForEach(dice, drawn);
  if (forEach !== undefined) drawn = forEach.drawn;
  const window = drawWindow(dice, drawn);
  const windowed = window !== undefined;
  const baseline = drawBaseline(dice, slot.name, drawn);
  const held = baseline === undefined ? drawn : againstBaseline(drawn);
  const target = drawTarget(dice, held);
  const level = {
    drawn: held,
    target,
    windowed,
    reachesBack: windowed && window['every'] === undefined,
    baseline: baseline !== undefined,
  };
  return {
    id: slot.id,
    clause: `Schedule 2, ${slot.id}`,
    measure: drawn.measure,
    target,
    ...(forEach === undefined ? {} : { forEach: forEach.keys }),
    ...(windowed ? { window } : {}),
    ...(baseline === undefined ? {} : { baseline }),
    ...dice.maybe(15, () => ({
      measuredTo: { places: 1, rounding: dice.one(['half-up', 'half-even', 'truncate', 'floor', 'ceil']) },
    })),
    ...drawVolumes(dice, drawn, windowed),
    ...drawQualifying(dice, slot),
    ...dice.maybe(40, () => ({ whenEmpty: dice.one(['not-measured', 'met', 'missed']) })),
    ...dice.maybe(40, () => ({ notMeasuredInARun: dice.one(['breaks', 'skipped']) })),
    ...dice.maybe(85, () => ({ credit: drawCredit(dice, level) })),
    // A value of none cannot be beaten.
    ...(held.wants === 'low' && held.values[1] === '0'
      ? {}
      : dice.maybe(40, () => ({
          bonus: drawBonus(dice, held, {
            levels: dice.some(slot.others, 1),
            obligations: slot.read.obligations,
          }),
        }))),
  };
}

const eachOf: Readonly<Record<ForEachKey, readonly string[]>> = {
  service: services,
  site: sites,
  priority: priorities,
  category: categories,
  configurationItem: items,
};

function drawForEach(
  dice: Dice,
  drawn: DrawnMeasure,
): { readonly keys: Plain; readonly drawn: DrawnMeasure } | undefined {
  if (drawn.forEach.length === 0 || !dice.percent(25)) return undefined;
  const key = dice.one(drawn.forEach);
  const { where, ...rest } = (key === 'service' ? (drawn.ofEach ?? drawn.measure) : drawn.measure) as {
    where?: Plain;
  };
  const scope = Object.fromEntries(Object.entries(where ?? {}).filter(([name]) => name !== key));
  const measure = { ...rest, ...(Object.keys(scope).length === 0 ? {} : { where: scope }) };
  const values = dice.percent(50) ? 'all' : dice.some(eachOf[key], 2);
  return { keys: { [key]: values }, drawn: { ...drawn, measure } };
}

function drawWindow(dice: Dice, { windows }: DrawnMeasure): Plain | undefined {
  if (windows.length === 0 || !dice.percent(30)) return undefined;
  switch (dice.one(windows)) {
    case 'last':
      return { last: dice.one(['2 periods', '3 periods']) };
    case 'days':
      return { last: dice.one(['10 calendar days', '45 calendar days']) };
    case 'any':
      return { any: '30 calendar days' };
    case 'fromFirst':
      return { fromFirst: '30 calendar days' };
    case 'every':
      return { every: 'year' };
  }
}

const baselined = new Set<MeasureName>([
  'reported-number',
  'count-tickets',
  'statistic-clock',
  'availability',
]);

function drawBaseline(dice: Dice, name: MeasureName, { unit }: DrawnMeasure): Plain | undefined {
  if (!baselined.has(name) || !dice.percent(30)) return undefined;
  const value = unit === 'seconds' ? '6h' : unit === 'percent' ? '99.5' : '5';
  return dice.one<Plain>([{ value }, { firstPeriods: 1 }, { periodsAgo: dice.whole(1, 2) }]);
}

function againstBaseline(drawn: DrawnMeasure): DrawnMeasure {
  const values =
    drawn.wants === 'high'
      ? (['110', '105', '99', '90', '70'] as const)
      : (['60', '90', '110', '150', '250'] as const);
  return { ...drawn, unit: 'number', values };
}

function drawVolumes(dice: Dice, { volume }: DrawnMeasure, windowed: boolean): Plain {
  if (volume === undefined) return {};
  const withMisses = volume === 'with-misses';
  return {
    ...dice.maybe(25, () => ({
      lowVolume: {
        fewerThan: 3,
        ...(withMisses && dice.percent(50) ? { allowMisses: 1 } : { then: 'not-measured' }),
      },
    })),
    ...(windowed
      ? {}
      : dice.maybe(15, () => ({
          aboveForecast: {
            forecast: dice.one<unknown>([4, { else: 3 }]),
            ...dice.maybe(50, () => ({ tolerance: '20 percent' })),
            then: withMisses ? dice.one(['allow-excess', 'not-measured']) : 'not-measured',
          },
        }))),
  };
}

function drawQualifying(dice: Dice, { read }: Levels['slots'][number]): Plain {
  const conditions = [
    ...read.levels.map((serviceLevel) => ({ serviceLevel, ...dice.maybe(50, () => ({ is: 'not-missed' })) })),
    ...read.obligations.map((obligation) => ({ obligation })),
  ];
  if (conditions.length === 0) return {};
  return dice.maybe(12, () => ({
    qualifying: { when: dice.some(conditions, 1), else: dice.one(['not-measured', 'met', 'missed']) },
  }));
}
