import type { EpochSeconds } from '@tallystick/quantities';
import type { Clock, ExclusionReason, JudgedBy, Scope, TermsVersion } from '@tallystick/terms';
import { TicketState, type Timeline } from '../timeline/index.js';
import type { ClockEnvironment } from './clock-environment.js';
import { ClockPlan } from './clock-plan.js';
import { ClockWalk } from './clock-walk.js';
import { exclusionOf } from './exclusion.js';
import { judgingPriority } from './judging.js';

/** A ticket as plain slots, reused from ticket to ticket. `NaN` stands for "none". */
export interface TicketSlots {
  readonly ticket: number;
  /** Code of the judging priority, from the opening to the last end of the ticket or `valuedAt`. */
  readonly priority: number;
  readonly openedAt: EpochSeconds;
  /** When it ended (resolved, closed or cancelled) for as long as it has not been reopened. */
  readonly endedAt: EpochSeconds;
  readonly version: number;
  readonly exclusion: ExclusionReason | undefined;
}

/** Which tickets to visit, and by which priority they are judged. */
export interface TicketJudge {
  readonly judgedBy: JudgedBy;
  readonly where: Scope | undefined;
  readonly exclude: ReadonlySet<ExclusionReason>;
}

/** A clock over the whole life of a ticket, without limit or calendar: it only tells which priorities were held when. */
const lifeOfTicket: Clock = Object.freeze({
  id: 'life-of-ticket',
  clause: undefined,
  from: 'opened',
  to: 'resolved',
  calendar: { byPriority: new Map<string, string>(), otherwise: undefined },
  pause: undefined,
  onReprioritise: 'retarget',
  onDowngradeAfterBreach: 'recompute',
  onReopen: 'continue-counting',
  reopenWithinSeconds: undefined,
  pauseAfterBreach: 'freeze-overrun',
  start: 'next-opening',
  outOfHoursAllowanceSeconds: 0,
  responseEvidence: new Set<never>(),
  relief: 'counts',
  termsOf: 'opened',
});

/**
 * Visits every ticket in scope that has an opening, in no particular order, for counting tickets without a clock. The
 * terms are those in force at its opening; excluded tickets are visited too, with the reason.
 *
 * @param tickets only these; absent: all.
 */
export function forEachTicket(
  timeline: Timeline,
  environment: ClockEnvironment,
  judge: (version: TermsVersion) => TicketJudge | undefined,
  visit: (ticket: TicketSlots) => void,
  tickets?: readonly number[],
): void {
  const tracks = timeline.tracks(environment.valuedAt);
  const walk = new ClockWalk(timeline, tracks, environment.valuedAt, undefined);
  const plans = environment.terms.versions.map((version, index) => {
    const judging = judge(version);
    return judging === undefined
      ? undefined
      : new ClockPlan(timeline, environment, index, lifeOfTicket, { ...judging, within: undefined });
  });
  const slots: { -readonly [Name in keyof TicketSlots]: TicketSlots[Name] } = {
    ticket: 0,
    priority: 0,
    openedAt: NaN,
    endedAt: NaN,
    version: 0,
    exclusion: undefined,
  };
  const count = tickets?.length ?? timeline.ticketCount;
  for (let index = 0; index < count; index += 1) {
    const ticket = tickets === undefined ? index : tickets[index]!;
    if (tracks.state[ticket] !== TicketState.complete) {
      continue;
    }
    const version = environment.versionAt(tracks.openedAt[ticket]!);
    const plan = plans[version];
    if (plan === undefined || !plan.scope.hasTicket(tracks, ticket)) {
      continue;
    }
    walk.walk(ticket, plan, -1, false, (run) => {
      slots.priority = judgingPriority(run);
    });
    if (plan.scope.hasPriority(slots.priority)) {
      slots.ticket = ticket;
      slots.openedAt = tracks.openedAt[ticket]!;
      slots.endedAt = tracks.endedAt[ticket]!;
      slots.version = version;
      slots.exclusion = exclusionOf(tracks, ticket, plan.judge.exclude);
      visit(slots);
    }
  }
}
