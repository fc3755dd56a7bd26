import { describeLimit } from '../limits/registry.js';
import { describeScope } from '../measures/population.js';
import type {
  AccountabilityRules,
  Consequence,
  Escalation,
  EscalationLevel,
  Obligation,
  Responsibility,
} from '../model/obligation.js';
import type { ReliefRules } from '../model/relief-rules.js';
import type { Terms } from '../model/terms.js';
import { describeBase } from './describe-base.js';
import { describeDuration } from './describe-duration.js';
import { describeOffset } from './describe-offset.js';
import { describeSchedule } from './describe-schedule.js';
import {
  capitalised,
  describeByPriority,
  type DescribeMoney,
  describeParty,
  describePrice,
  joined,
  moneyOf,
} from './words.js';

/** What is owed, by whom and when, and what follows, in whole sentences. */
export function describeObligation(obligation: Obligation, terms: Terms): readonly string[] {
  const money = moneyOf(terms);
  const { title, text, fulfilledBy, acceptance } = obligation;
  const due = describeSchedule(obligation.due);
  const lines = title === undefined ? [] : [`${title}.`];
  lines.push(
    fulfilledBy.kind === 'review'
      ? `${capitalised(joined(fulfilledBy.with.map(describeParty)))} meet ${due}; ${describeParty(obligation.owedBy)} sees to it.`
      : `Owed by ${describeParty(obligation.owedBy)} ${due}.`,
  );
  if (obligation.evidence === 'required') lines.push('It is done only with a document that shows it.');
  if (acceptance.kind === 'required') {
    const silence =
      acceptance.deemedAfter === undefined
        ? ''
        : ` or does not answer for ${describeOffset(acceptance.deemedAfter)}`;
    lines.push(`It is done when the other party accepts it${silence}; it counts from when it was delivered.`);
  }
  lines.push(
    obligation.missedAfter === undefined
      ? 'What is not done by then is missed.'
      : `What is not done by then is late, and ${describeOffset(obligation.missedAfter)} later missed.`,
  );
  lines.push(...describeConsequence('is late or missed', obligation.whenLate, money));
  lines.push(...describeConsequence('is missed', obligation.whenMissed, money));
  if (text !== undefined) lines.push(text);
  return lines;
}

function describeConsequence(
  when: string,
  consequence: Consequence | undefined,
  money: DescribeMoney,
): readonly string[] {
  if (consequence === undefined) return [];
  const { credit, notReported, relief } = consequence;
  const lines: string[] = [];
  if (relief)
    lines.push(
      `Where one ${when}, the time from when it was due until it is done is relief for the provider.`,
    );
  if (credit !== undefined) {
    const of = credit.base === undefined ? '' : ` of ${describeBase(credit.base)}`;
    lines.push(`Each that ${when} costs ${describePrice(credit.price, money)}${of}.`);
  }
  if (notReported !== undefined) {
    const levels = notReported === 'all' ? 'all reported service levels' : joined(notReported);
    lines.push(`Where one ${when}, ${levels} count as not reported for its period.`);
  }
  return lines;
}

/** Who is told of a late ticket, and when, in whole sentences. */
export function describeEscalation(escalation: Escalation, terms: Terms): readonly string[] {
  const limits = describeByPriority(escalation.within, describeLimit);
  return [
    `For ${describeScope(escalation.where, 'tickets')}, by the clock ${escalation.clock} and its limit (${limits}):`,
    ...escalation.levels.map(describeLevel),
    ...describeConsequence('is not taken in time', escalation.whenMissed, moneyOf(terms)),
  ];
}

function describeLevel({ level, to, after, withinSeconds, calendar }: EscalationLevel): string {
  const due =
    after.kind === 'breach'
      ? 'when the limit is exceeded'
      : after.kind === 'percent'
        ? `after ${after.percent} % of the limit`
        : `after ${describeDuration(after.seconds)} of working time`;
  const grace = withinSeconds === 0 ? '' : `, within ${describeDuration(withinSeconds)} of working time`;
  const counted = calendar === undefined ? '' : ` (calendar ${calendar})`;
  return `Step ${level}, ${due}${grace}${counted}: to ${to}.`;
}

/** How relief is claimed and decided, in whole sentences. */
export function describeRelief(relief: ReliefRules): readonly string[] {
  const decide = {
    client: 'The client decides on claims of relief.',
    provider: 'The provider decides on claims of relief.',
    both: 'Relief is granted when both parties grant it.',
  }[relief.decidedBy];
  const lines = [decide];
  if (relief.claimWithin !== undefined) {
    const late =
      relief.outOfTime === 'barred' ? 'is worth nothing, whatever is decided' : 'may still be granted';
    lines.push(
      `It is claimed within ${describeOffset(relief.claimWithin)} after the provider became aware; a later claim ${late}.`,
    );
  }
  if (relief.undecided !== undefined) {
    const { after, counts } = relief.undecided;
    lines.push(`A claim that nobody has decided for ${describeOffset(after)} counts as ${counts}.`);
  }
  return lines;
}

/** Who answers for an area, in whole sentences. */
export function describeResponsibility(responsibility: Responsibility): readonly string[] {
  const { area, owner, coordinatedBy, note, services, categories } = responsibility;
  const holds = [
    ['services', services],
    ['categories', categories],
  ] as const;
  const named = holds.flatMap(([what, names]) =>
    names.length === 1 && names[0] === area
      ? []
      : [`${what} ${names.length === 0 ? 'none' : names.join(', ')}`],
  );
  return [
    `Owned by ${describeParty(owner)}${coordinatedBy === undefined ? '' : `, coordinated by ${describeParty(coordinatedBy)}`}.`,
    ...(named.length === 0 ? [] : [`It holds the ${named.join('; the ')}.`]),
    ...(note === undefined ? [] : [`Note: ${note}.`]),
  ];
}

export function describeAccountability({ recurring, trendPeriods }: AccountabilityRules): readonly string[] {
  const days = describeOffset({ kind: 'calendar-days', days: recurring.withinDays });
  return [
    `${recurring.times} tickets of one service, category or configuration item within ${days} are a recurring issue.`,
    `A trend looks at ${trendPeriods} periods.`,
  ];
}
