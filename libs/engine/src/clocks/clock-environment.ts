import {
  compileWorkingTime,
  hoursOn,
  startOfLocalDate,
  type WorkingTime,
  type ZoneTable,
} from '@tallystick/calendar';
import { invariant } from '@tallystick/errors';
import type { DayNumber, EpochSeconds } from '@tallystick/quantities';
import type { CalendarTerms, TermsInForce, TermsVersion } from '@tallystick/terms';
import type { ReliefSource } from './clock-relief.js';

/** The working time of the calendars of terms, by the zones that they were compiled with: it depends on nothing else. */
const compiledBefore = new WeakMap<TermsInForce, WeakMap<ZoneTable, Map<string, WorkingTime>>>();

function compiledFor(terms: TermsInForce, zones: ZoneTable): Map<string, WorkingTime> {
  let byZones = compiledBefore.get(terms);
  if (byZones === undefined) {
    byZones = new WeakMap();
    compiledBefore.set(terms, byZones);
  }
  let compiled = byZones.get(zones);
  if (compiled === undefined) {
    compiled = new Map<string, WorkingTime>();
    byZones.set(zones, compiled);
  }
  return compiled;
}

/**
 * What clocks are read against: the terms in force as known, the time zones, and the instant at which running clocks
 * are read.
 */
export class ClockEnvironment {
  private readonly versionStarts: readonly EpochSeconds[];
  private readonly compiled: Map<string, WorkingTime>;

  constructor(
    readonly terms: TermsInForce,
    readonly zones: ZoneTable,
    readonly valuedAt: EpochSeconds,
    /** The relief in which clocks stand still, as granted by `valuedAt`. Default: none. */
    readonly reliefFor: ReliefSource = () => undefined,
  ) {
    invariant(terms.versions.length > 0, 'terms in force have at least one version');
    const zone = zones.transitionsOf(terms.versions[0]!.terms.timezone);
    this.versionStarts = terms.versions.map((version) => startOfLocalDate(zone, version.from));
    this.compiled = compiledFor(terms, zones);
  }

  /** The same terms, calendars and instant, with relief. */
  withRelief(reliefFor: ReliefSource): ClockEnvironment {
    return new ClockEnvironment(this.terms, this.zones, this.valuedAt, reliefFor);
  }

  /** The index of the version in force at an instant; the first one for an instant before the term. */
  versionAt(instant: EpochSeconds): number {
    const starts = this.versionStarts;
    let index = starts.length - 1;
    while (index > 0 && starts[index]! > instant) {
      index -= 1;
    }
    return index;
  }

  version(index: number): TermsVersion {
    return this.terms.versions[index]!;
  }

  isBeforeTerm(instant: EpochSeconds): boolean {
    return instant < this.versionStarts[0]!;
  }

  /**
   * The working time of a calendar: each local date under the version in force on it (design 2), in the zone that the
   * calendar has in the version asked from. A date on whose version the calendar does not stand (before the term, after
   * its removal) goes by the nearest version that has it, the earlier one first.
   */
  workingTime(calendar: string, versionIndex: number): WorkingTime {
    const versions = this.terms.versions;
    const own = versions[versionIndex]!.terms.calendars.get(calendar);
    invariant(own !== undefined, `the terms have the calendar ${calendar}`);
    const key = `${own.timezone} ${calendar}`;
    let workingTime = this.compiled.get(key);
    if (workingTime === undefined) {
      const byVersion = versions.map((_, index) => this.calendarNear(calendar, index));
      workingTime = compileWorkingTime({
        zone: this.zones.transitionsOf(own.timezone),
        hoursOn: (date) => hoursOn(byVersion[this.versionOn(date)]!.hours, date),
        firstDate: versions[0]!.from,
      });
      this.compiled.set(key, workingTime);
    }
    return workingTime;
  }

  private versionOn(date: DayNumber): number {
    const versions = this.terms.versions;
    let index = versions.length - 1;
    while (index > 0 && versions[index]!.from > date) {
      index -= 1;
    }
    return index;
  }

  private calendarNear(calendar: string, index: number): CalendarTerms {
    const versions = this.terms.versions;
    for (let earlier = index; earlier >= 0; earlier -= 1) {
      const found = versions[earlier]!.terms.calendars.get(calendar);
      if (found !== undefined) {
        return found;
      }
    }
    const later = versions.slice(index).find((version) => version.terms.calendars.has(calendar));
    invariant(later !== undefined, `some version of the terms has the calendar ${calendar}`);
    return later.terms.calendars.get(calendar)!;
  }
}
