import { invariant } from '@tallystick/errors';
import { type EpochSeconds, Rational } from '@tallystick/quantities';
import type { ClaimablePortion } from '../claims/claims.js';
import type { LevelOutcome, PricedPart } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import type { ObligationCredit } from '../obligations/occurrence.js';
import type { DraftLine } from './credit-lines.js';
import { eventsOfPart } from './incidents.js';

/** What a portion is for. */
interface Happened {
  readonly key: string;
  readonly at: EpochSeconds;
  readonly endedAt: EpochSeconds | undefined;
}

/**
 * What of a line is claimed together, where claims run from events: a price per event, and each occurrence of an
 * obligation, by itself; any other price of a level as one figure for all that was missed. What combining took away is
 * not among them. Rounded so that all together are what the line is rounded to.
 */
export function portionsOf(
  context: PeriodContext,
  line: DraftLine,
  round: (exact: Rational) => Rational,
): ClaimablePortion[] {
  if (!line.kept.isPositive) return [];
  const portions = exactPortions(context, line).filter(({ exact }) => exact.isPositive);
  let exact = Rational.zero;
  let before = Rational.zero;
  const rounded = portions.map(({ events, exact: own }) => {
    exact = exact.plus(own);
    const amount = round(exact).minus(before);
    before = before.plus(amount);
    return { ...timesOf(events), amount };
  });
  invariant(exact.equals(line.kept), 'the portions of a credit are what is kept of it');
  return rounded;
}

interface ExactPortion {
  readonly exact: Rational;
  readonly events: readonly Happened[];
}

function exactPortions(context: PeriodContext, line: DraftLine): ExactPortion[] {
  const { level, ofObligation } = line;
  if (level !== undefined) {
    return level.pricedParts
      .filter((part) => part.kind !== 'points')
      .flatMap((part) => portionsOfPart(context, line, level, part));
  }
  if (ofObligation.length > 0) return ofObligation.flatMap(portionsOfObligation);
  return [{ exact: line.kept, events: [] }];
}

function portionsOfPart(
  context: PeriodContext,
  { fallen }: DraftLine,
  level: LevelOutcome,
  part: PricedPart,
): ExactPortion[] {
  if (part.events.length > 0) {
    return part.events
      .filter((_, index) => !fallen.has(`${part.from} ${index}`))
      .map((event) => ({ exact: event.exact, events: [event] }));
  }
  const outcome = level.parts.find(({ part: { from, to } }) => part.from === from && part.to === to);
  invariant(outcome !== undefined, 'a priced part is a part of its level');
  return fallen.has(`${part.from}`) ? [] : [{ exact: part.exact, events: eventsOfPart(context, outcome) }];
}

/** Lateness happened when it was due, a miss when it became certain; either is over when it was done. */
function portionsOfObligation({ occurrences, each, consequence }: ObligationCredit): ExactPortion[] {
  return occurrences.map(({ key, dueAt, missedAt, doneAt }, index) => {
    const at = consequence === 'late' ? dueAt : missedAt;
    return { exact: each[index]!, events: [{ key, at, endedAt: doneAt }] };
  });
}

function timesOf(events: readonly Happened[]): Omit<ClaimablePortion, 'amount'> {
  const ends = events.map((event) => event.endedAt);
  const isOver = ends.every((end) => end !== undefined);
  return {
    keys: [...new Set(events.map((event) => event.key))],
    firstAt: events.length === 0 ? undefined : Math.min(...events.map((event) => event.at)),
    lastAt: events.length === 0 ? undefined : Math.max(...events.map((event) => event.at)),
    overAt: events.length === 0 || !isOver ? undefined : Math.max(...ends),
  };
}
