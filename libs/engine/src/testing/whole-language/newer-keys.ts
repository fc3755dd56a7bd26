import type { Dice } from './dice.js';
import { items, priorities, services, sites, categories } from './frame.js';
import type { Plain } from './plain.js';

/*
 * Keys that came to the language after the worlds of the laws were first drawn. They are drawn aside, by dice of their own, so
 * that a seed still draws in all else what it always drew.
 */

const each: Readonly<Record<string, readonly string[]>> = {
  service: services,
  site: sites,
  priority: priorities,
  category: categories,
  configurationItem: items,
};

/** The same document with newer keys in some of the places in which they can stand. */
export function withNewerKeys(dice: Dice, document: Plain): Plain {
  const levels = document['serviceLevels'] as readonly Plain[];
  const own = levels.find((level) => level['forEach'] !== undefined && baseIn(level) !== undefined);
  const charged = own !== undefined && dice.percent(70) ? own : undefined;
  return {
    ...document,
    charges: [
      ...(document['charges'] as readonly Plain[]),
      ...(charged === undefined ? [] : chargesFor(dice, charged)),
    ],
    serviceLevels: levels.map((level) => {
      const reported = notReported(dice, level);
      return level === charged ? withCredit(reported, { of: { charges: 'own' } }) : reported;
    }),
    credits: withNewerCredits(dice, document['credits'] as Plain),
    exit: combined(dice, document['exit'] as readonly Plain[]),
  };
}

/** Claims that run from the event or for whole periods, and credits that are paid later than they arise. */
export function withNewerCredits(dice: Dice, credits: Plain): Plain {
  const claim = credits['claim'] as Plain | undefined;
  return {
    ...credits,
    ...(claim === undefined || dice.percent(40)
      ? {}
      : {
          claim: {
            ...claim,
            within: dice.one(['20 calendar days', '1 periods', '2 periods']),
            from: dice.one(['event', 'event', 'period-end']),
          },
        }),
    ...dice.maybe(30, () => ({
      settled: dice.one(['every 2 periods', 'every 3 periods', 'contract year end']),
    })),
  };
}

function creditOf(level: Plain): Plain | undefined {
  return level['credit'] as Plain | undefined;
}

/** What percentages of the level's credit are of; undefined where there is none. */
function baseIn(level: Plain): unknown {
  return creditOf(level)?.['of'];
}

function withCredit(level: Plain, keys: Plain): Plain {
  return { ...level, credit: { ...creditOf(level), ...keys } };
}

function chargesFor(dice: Dice, level: Plain): Plain[] {
  const [[key, values]] = Object.entries(level['forEach'] as Plain) as [[string, 'all' | readonly string[]]];
  // Values that are named have one each; of those that only facts name, some have none.
  const charged = values === 'all' ? dice.some(each[key]!, dice.whole(1, each[key]!.length)) : values;
  return charged.map((value) => ({
    id: `for-${value.toLowerCase()}`,
    amount: `${dice.whole(100, 3000)}.00`,
    per: dice.one(['month', 'quarter']),
    for: { [key]: value },
  }));
}

function notReported(dice: Dice, level: Plain): Plain {
  const { kind, whenNotReported } = level['measure'] as Plain;
  const canBe = kind === 'reported' && whenNotReported === 'missed';
  if (!canBe || creditOf(level)?.['bands'] === undefined || dice.percent(50)) return level;
  return withCredit(level, { notReported: 'worst-band' });
}

/** Some clauses have two conditions; a cure is measured of one level alone, so those stay as they are. */
function combined(dice: Dice, exits: readonly Plain[]): Plain[] {
  return exits.map((exit, index) => {
    const other = exits[(index + 1) % exits.length]!;
    if (other === exit || exit['cureTest'] === 'measured' || !dice.percent(30)) return exit;
    return { ...exit, when: { [dice.one(['anyOf', 'allOf'])]: [exit['when'], other['when']] } };
  });
}
