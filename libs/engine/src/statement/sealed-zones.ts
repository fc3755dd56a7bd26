import { startOfLocalDate, sliceTransitions, type ZoneTable, zoneTableOf } from '@tallystick/calendar';
import { compareText, wholeSecond } from '@tallystick/quantities';
import type { TermsInForce } from '@tallystick/terms';
import { zonesNamed } from '../history/terms-as-known.js';
import type { Timeline } from '../timeline/index.js';
import type { SealedZones } from './statement.js';

/** How far before the first thing that matters a sealed zone reaches: more than working time ever looks back. */
const marginSeconds = 400 * 86_400;

/**
 * The transitions of every zone that the terms name, from well before the term and the earliest fact to the end of
 * the table, so that the same statement can be computed under any later time-zone database (design 2).
 *
 * @param timelines what the statement was computed from: the facts as known, and as known by an earlier statement
 * where it explains adjustments of that.
 */
export function sealZones(
  terms: TermsInForce,
  timelines: readonly Timeline[],
  zones: ZoneTable,
): SealedZones {
  const first = terms.versions[0]!;
  const names = new Set(timelines.flatMap(zonesNamed));
  const termStart = startOfLocalDate(zones.transitionsOf(first.terms.timezone), first.from);
  const starts = timelines.flatMap(({ earliestEffectiveAt }) =>
    earliestEffectiveAt === undefined ? [] : [wholeSecond(earliestEffectiveAt)],
  );
  const from = Math.min(termStart, ...starts) - marginSeconds;
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
