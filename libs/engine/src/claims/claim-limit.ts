import { localOfInstant } from '@tallystick/calendar';
import { type DayNumber, type EpochSeconds, wholeSecond } from '@tallystick/quantities';
import type { ClaimRule, TermsVersion } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import { endOfLocalDay, offsetAfterDay, offsetInstant } from '../obligations/offset-instant.js';
import type { PeriodGrid } from '../periods/period-grid.js';

type OnClaim = Extract<ClaimRule, { kind: 'on-claim' }>;

/** When what a credit is for happened last, and when all of it was over. */
interface Events {
  readonly lastAt: EpochSeconds | undefined;
  readonly overAt: EpochSeconds | undefined;
}

/**
 * The last instant at which a claim is in time; absent as long as what the limit runs from is not known: the statement
 * has not been issued, or something that the credit is for is not over. A credit of which no event is known is claimed
 * from the end of its period. A limit of n periods is the last second of the nth period after that in which it begins to
 * run; beyond the term periods go on as they would in it.
 */
export function claimLimit(
  context: PeriodContext,
  governing: TermsVersion,
  { within, from }: OnClaim,
  events: Events = { lastAt: undefined, overAt: undefined },
): EpochSeconds | undefined {
  const { world, period } = context;
  const { environment, zone, grid } = world;
  const anchor = anchorOf(context, from, events);
  if (anchor === 'unknown') return undefined;
  if (within.kind === 'periods') {
    const day = anchor === 'period-end' ? period.to : localOfInstant(zone, anchor).date;
    return endOfLocalDay(zone, lastDayAfter(grid, day, within.periods));
  }
  const version = environment.terms.versions.indexOf(governing);
  return anchor === 'period-end'
    ? offsetAfterDay(environment, version, zone, within, period.to)
    : offsetInstant(environment, version, zone, within, anchor);
}

function anchorOf(
  { world: { environment, timeline }, period }: PeriodContext,
  from: OnClaim['from'],
  { lastAt, overAt }: Events,
): EpochSeconds | 'period-end' | 'unknown' {
  switch (from) {
    case 'period-end':
      return 'period-end';
    case 'statement': {
      // Where two statements of a period are recorded the first one stands, as it does for adjustments.
      const issued = timeline.issuedStatements.find(({ fact }) => fact.period === period.label);
      if (issued === undefined || wholeSecond(issued.effectiveAt) > environment.valuedAt) return 'unknown';
      return wholeSecond(issued.effectiveAt);
    }
    case 'event':
      return lastAt ?? 'period-end';
    case 'event-end':
      if (lastAt === undefined) return 'period-end';
      return overAt === undefined || overAt > environment.valuedAt ? 'unknown' : overAt;
  }
}

/** Whether the limit of a claim runs from what the credit is for. */
export function isClaimedByEvent(claim: ClaimRule): boolean {
  return claim.kind === 'on-claim' && (claim.from === 'event' || claim.from === 'event-end');
}

/** The last day of the nth whole period after the one that a day lies in. */
function lastDayAfter(grid: PeriodGrid, day: DayNumber, periods: number): DayNumber {
  let last = grid.spanAround(grid.every, day).to;
  for (let count = 0; count < periods; count += 1) last = grid.spanAround(grid.every, last + 1).to;
  return last;
}
