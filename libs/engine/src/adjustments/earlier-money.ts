import { Rational } from '@tallystick/quantities';
import type { CapOutcome } from '../credits/cap-outcome.js';
import { payableUnder, windowBefore } from '../credits/caps.js';
import { yearOf } from '../earn-back/year-mean.js';
import type { EarnBackLineOutcome } from '../earn-back/earn-back-outcome.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import { measuredValueOf } from '../measures/level-values.js';

/** An earlier period that came out otherwise since, and the levels whose money looks at it. */
export interface EarlierMoney {
  readonly label: string;
  readonly serviceLevels: readonly string[];
}

/**
 * Earlier periods whose money reaches into the last one: what they carried into it, what they used of its caps, what
 * they put into the bank, and the credits and results by which something of them is earned back in it.
 *
 * @param was the outcomes up to the period as they were, `is` as they are.
 */
export function changedEarlierMoney(
  world: PeriodWorld,
  was: readonly PeriodOutcome[],
  is: readonly PeriodOutcome[],
): EarlierMoney[] {
  return [
    ...carriedInto(was, is),
    ...underCaps(world, was, is),
    ...throughBank(was, is),
    ...earnedBack(world, was, is),
  ];
}

function carriedInto(was: readonly PeriodOutcome[], is: readonly PeriodOutcome[]): EarlierMoney[] {
  const before = is.at(-2);
  if (before === undefined || was.at(-1)!.credits.carriedIn.equals(is.at(-1)!.credits.carriedIn)) return [];
  return [{ label: before.period.label, serviceLevels: [] }];
}

function underCaps(
  world: PeriodWorld,
  was: readonly PeriodOutcome[],
  is: readonly PeriodOutcome[],
): EarlierMoney[] {
  const last = is.at(-1)!;
  const context = { world, period: last.period, earlier: is.slice(0, -1) };
  return last.credits.caps.flatMap((cap: CapOutcome) => {
    const before = was.at(-1)!.credits.caps.find(({ id }) => id === cap.id);
    if (before === undefined || before.usedBefore.equals(cap.usedBefore)) return [];
    if (!cap.reached && !before.reached) return [];
    const { cap: rule } = cap.parts.at(-1)!;
    return windowBefore(context, rule.over)
      .filter(({ period: { index }, credits }) => {
        const then = payableUnder(rule, was[index]!.credits);
        return !then.equals(payableUnder(rule, credits));
      })
      .map(({ period }) => ({ label: period.label, serviceLevels: rule.serviceLevels ?? [] }));
  });
}

/** The nearest period that put something else into the bank, or used another part of it. */
function throughBank(was: readonly PeriodOutcome[], is: readonly PeriodOutcome[]): EarlierMoney[] {
  if (was.at(-1)!.earnBacks.bank.used.equals(is.at(-1)!.earnBacks.bank.used)) return [];
  const changed = is.slice(0, -1).findLast(({ earnBacks: { bank } }, index) => {
    const then = was[index]!.earnBacks.bank;
    return !then.added.equals(bank.added) || !then.used.equals(bank.used);
  });
  return changed === undefined ? [] : [{ label: changed.period.label, serviceLevels: [] }];
}

/** The periods behind what is earned back otherwise: of a year's mean all of the year, else those from the credit on. */
function earnedBack(
  world: PeriodWorld,
  was: readonly PeriodOutcome[],
  is: readonly PeriodOutcome[],
): EarlierMoney[] {
  return changedEarnBacks(was.at(-1)!, is.at(-1)!).flatMap(({ earnBack, creditPeriod, serviceLevel }) => {
    const credit = is.find(({ period }) => period.label === creditPeriod);
    if (credit === undefined) return [];
    const year = yearOf(world, credit.period);
    return is
      .slice(0, -1)
      .filter(
        ({ period }) =>
          period.index >= credit.period.index ||
          (earnBack.when.kind === 'year-mean' && period.from >= year.from),
      )
      .filter((outcome) => {
        return levelText(outcome, serviceLevel) !== levelText(was[outcome.period.index]!, serviceLevel);
      })
      .map(({ period }) => ({ label: period.label, serviceLevels: [serviceLevel] }));
  });
}

/** Everything that comes back in a period otherwise than it did, or only then, or only now. */
export function changedEarnBacks(was: PeriodOutcome, is: PeriodOutcome): EarnBackLineOutcome[] {
  const amounts = (outcome: PeriodOutcome): Map<string, EarnBackLineOutcome> =>
    new Map(
      outcome.earnBacks.lines.map((line) => [
        `${line.earnBack.id} ${line.creditPeriod} ${line.serviceLevel}`,
        line,
      ]),
    );
  const [before, after] = [amounts(was), amounts(is)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [then, now] = [before.get(key), after.get(key)];
    const same = (then?.rounded ?? Rational.zero).equals(now?.rounded ?? Rational.zero);
    return same ? [] : [(now ?? then)!];
  });
}

/** What an earn-back looks at of a level in a period. */
function levelText({ levels, credits, earnBacks }: PeriodOutcome, serviceLevel: string): string {
  const level = levels.get(serviceLevel);
  const back = earnBacks.lines.filter((line) => line.serviceLevel === serviceLevel);
  return [
    level?.verdict,
    level && measuredValueOf(level)?.toString(),
    credits.payableFor.get(serviceLevel)?.toString(),
    ...back.map((line) => `${line.earnBack.id} ${line.creditPeriod} ${line.rounded.toString()}`),
  ].join('\n');
}
