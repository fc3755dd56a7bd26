import type { ZoneTransitions } from '@tallystick/calendar';
import { Rational } from '@tallystick/quantities';
import type { ClockEnvironment } from '../clocks/index.js';
import type { PeriodGrid } from '../periods/period-grid.js';
import type { Period } from '../periods/period.js';
import type { Timeline } from '../timeline/index.js';
import type { ObligationCredit, Occurrence } from './occurrence.js';

/** Every occurrence of every obligation, review and escalation step, as known and as valued. */
export class ObligationBook {
  constructor(
    readonly timeline: Timeline,
    readonly environment: ClockEnvironment,
    readonly grid: PeriodGrid,
    readonly zone: ZoneTransitions,
  ) {}

  /** Occurrences whose due instant lies in a period, in the order of the terms and then of their due instants. */
  dueIn(_period: Period): readonly Occurrence[] {
    return [];
  }

  /** What late and missed occurrences cost in a period, in the order of the terms: one entry an obligation and kind. */
  creditsIn(_period: Period): readonly ObligationCredit[] {
    return [];
  }

  /** Points that occurrences due in a period score. */
  pointsIn(_period: Period): Rational {
    return Rational.zero;
  }
}
