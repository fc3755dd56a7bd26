import { localOfInstant, startOfLocalDate, type ZoneTransitions } from '@tallystick/calendar';
import { type Knowledge, termsAsKnown } from '@tallystick/engine';
import {
  type EpochSeconds,
  formatInstantSeconds,
  formatLocalDate,
  localDateOf,
  localDateParts,
} from '@tallystick/quantities';

/** What the rows of an agreement are made from: its facts up to a position, valued when that was recorded. */
export interface AgreementKnowledge extends Knowledge {
  readonly agreement: string;
}

/** The zone of the agreement's local dates; amendments cannot change it. */
export function zoneOf({ timeline, zones }: Pick<Knowledge, 'timeline' | 'zones'>): ZoneTransitions {
  return zones.transitionsOf(termsAsKnown(timeline, zones).versions[0]!.terms.timezone);
}

interface Month {
  readonly text: string;
  readonly from: EpochSeconds;
  readonly until: EpochSeconds;
}

/** The local month of instants; facts come roughly in order, so the last month found is tried first. */
export class LocalMonths {
  private readonly found = new Map<string, Month>();
  private last: Month | undefined;

  constructor(private readonly zone: ZoneTransitions) {}

  of(instant: EpochSeconds): string {
    const { last } = this;
    if (last !== undefined && instant >= last.from && instant < last.until) return last.text;
    const { zone } = this;
    // Nothing is known of the zone so long ago or ahead; a mistyped year must not stop the projection.
    if (instant < zone.coversFrom || instant >= zone.coversUntil - 40 * 86_400) {
      return formatInstantSeconds(instant).slice(0, 7);
    }
    const { date } = localOfInstant(this.zone, instant);
    const text = formatLocalDate(date).slice(0, 7);
    let month = this.found.get(text);
    if (month === undefined) {
      const { year, month: number } = localDateParts(date);
      const next = number === 12 ? localDateOf(year + 1, 1, 1) : localDateOf(year, number + 1, 1);
      month = {
        text,
        from: startOfLocalDate(this.zone, localDateOf(year, number, 1)),
        until: startOfLocalDate(this.zone, next),
      };
      this.found.set(text, month);
    }
    this.last = month;
    return text;
  }
}
