import { startOfLocalDate, sliceTransitions, type ZoneTable, zoneTableOf } from '@tallystick/calendar';
import { compareText, wholeSecond } from '@tallystick/quantities';
import type { TermsInForce } from '@tallystick/terms';
import type { Timeline } from '../timeline/index.js';
import type { SealedZones } from './statement.js';

/** How far before the first thing that matters a sealed zone reaches: more than working time ever looks back. */
const marginSeconds = 400 * 86_400;

/**
 * The transitions of every zone that the terms name, from well before the term and the earliest fact to the end of
 * the table, so that the same statement can be computed under any later time-zone database (design 2).
 */
export function sealZones(terms: TermsInForce, timeline: Timeline, zones: ZoneTable): SealedZones {
  const first = terms.versions[0]!;
  const names = new Set<string>();
  for (const { terms: version } of terms.versions) {
    names.add(version.timezone);
    for (const calendar of version.calendars.values()) names.add(calendar.timezone);
  }
  const termStart = startOfLocalDate(zones.transitionsOf(first.terms.timezone), first.from);
  const earliest = timeline.earliestEffectiveAt;
  const from =
    Math.min(termStart, earliest === undefined ? termStart : wholeSecond(earliest)) - marginSeconds;
  return {
    version: zones.version,
    zones: [...names].sort(compareText).map((name) => {
      const zone = zones.transitionsOf(name);
      const sealed = sliceTransitions(zone, Math.max(from, zone.coversFrom), zone.coversUntil);
      return {
        zone: sealed.zone,
        initialOffsetSeconds: sealed.initialOffsetSeconds,
        transitions: sealed.transitions,
        coversFrom: sealed.coversFrom,
        coversUntil: sealed.coversUntil,
      };
    }),
  };
}

/** The zone table that a statement was computed with: what a replay hands in. */
export function zoneTableOfStatement(statement: { readonly zones: SealedZones }): ZoneTable {
  return zoneTableOf(statement.zones.version, statement.zones.zones);
}
