import { invariant } from '@tallystick/errors';
import type { EpochSeconds } from '@tallystick/quantities';
import type { CountIn } from '@tallystick/terms';
import type { ClockVerdict } from './clock-reading.js';

/**
 * Where in time a reading counts: at an instant; in every period that a half-open span touches; or nowhere yet, with
 * the reason.
 */
export type Attribution =
  | { readonly kind: 'at'; readonly at: EpochSeconds }
  | { readonly kind: 'throughout'; readonly from: EpochSeconds; readonly until: EpochSeconds }
  | { readonly kind: 'not-yet'; readonly why: 'not-stopped' | 'no-due' };

/** What attribution needs of a reading; `ClockSlots` has it. `NaN` stands for "none". */
export interface Attributable {
  readonly openedAt: EpochSeconds;
  readonly stoppedAt: EpochSeconds;
  readonly verdict: ClockVerdict;
  readonly due: EpochSeconds;
  readonly breachedAt: EpochSeconds;
}

/**
 * To which instants a reading belongs (design 2, `countIn`; the choice is the service level's).
 *
 * `opened`: the ticket's opening. `resolved`: the clock's stop; a clock that has not stopped counts nowhere yet, be its
 * breach certain or not. `due`: its due instant. `each-period-overdue`: a missed clock counts in every period from
 * its breach to its stop, and up to `valuedAt` while it runs; one that was met counts where it stopped.
 */
export function attributionOf(reading: Attributable, countIn: CountIn, valuedAt: EpochSeconds): Attribution {
  const stopped = !Number.isNaN(reading.stoppedAt);
  switch (countIn) {
    case 'opened':
      return { kind: 'at', at: reading.openedAt };
    case 'resolved':
      return stopped ? { kind: 'at', at: reading.stoppedAt } : { kind: 'not-yet', why: 'not-stopped' };
    case 'due': {
      const { due } = reading;
      return Number.isNaN(due) ? { kind: 'not-yet', why: 'no-due' } : { kind: 'at', at: due };
    }
    case 'each-period-overdue': {
      if (reading.verdict !== 'missed') {
        return stopped ? { kind: 'at', at: reading.stoppedAt } : { kind: 'not-yet', why: 'not-stopped' };
      }
      const { breachedAt } = reading;
      invariant(!Number.isNaN(breachedAt), 'a missed clock has an instant of breach');
      const until = stopped ? reading.stoppedAt : valuedAt;
      // The breach is certain at the end of its first second over the limit, so the span has at least that second.
      return { kind: 'throughout', from: breachedAt, until: Math.max(until, breachedAt + 1) };
    }
  }
}
