import { isDeepStrictEqual } from 'node:util';
import type { ServiceLevel, TermsInForce, TermsVersion } from '@tallystick/terms';
import type { DaySpan } from '../periods/calendar-span.js';
import type { Period } from '../periods/period.js';

/** Some days of a period under one version of a clause. */
export interface ClausePart<Clause> extends DaySpan {
  readonly clause: Clause;
  readonly version: TermsVersion;
}
export type LevelPart = ClausePart<ServiceLevel>;

/** The version whose `midPeriod` rule a period follows: the one at its start. */
export function midPeriodOf(terms: TermsInForce, period: Period): 'start' | 'end' | 'segment' {
  return terms.on(period.from).terms.midPeriod;
}

/** The version that speaks for a period as a whole: exits, and what has no parts. */
export function governingVersion(terms: TermsInForce, period: Period): TermsVersion {
  return terms.on(midPeriodOf(terms, period) === 'start' ? period.from : period.to);
}

/** The versions that touch a range of days, in order. */
export function versionsOver(terms: TermsInForce, range: DaySpan): TermsVersion[] {
  return terms.versions.filter(
    (version) => version.from <= range.to && (version.to === undefined || version.to >= range.from),
  );
}

/**
 * The parts in which clauses of one kind are held against a period (design 2, "midPeriod"). With `start` and `end`
 * each clause of that one version stands for the whole period. With `segment` a clause is cut where an amendment
 * changes it, and only there: an amendment of something else cuts nothing, so it can change no ratio. A clause that
 * was added or removed inside the period has a part for its own days only.
 */
export function clauseParts<Clause>(
  terms: TermsInForce,
  period: Period,
  clausesOf: (version: TermsVersion) => Iterable<readonly [string, Clause]>,
): Map<string, ClausePart<Clause>[]> {
  const parts = new Map<string, ClausePart<Clause>[]>();
  if (midPeriodOf(terms, period) !== 'segment') {
    const version = governingVersion(terms, period);
    for (const [id, clause] of clausesOf(version)) {
      parts.set(id, [{ from: period.from, to: period.to, clause, version }]);
    }
    return parts;
  }
  for (const version of versionsOver(terms, period)) {
    const from = Math.max(version.from, period.from);
    const to = Math.min(version.to ?? period.to, period.to);
    for (const [id, clause] of clausesOf(version)) {
      const list = parts.get(id) ?? [];
      const last = list.at(-1);
      if (last !== undefined && last.to === from - 1 && isDeepStrictEqual(last.clause, clause)) {
        list[list.length - 1] = { ...last, to };
      } else {
        list.push({ from, to, clause, version });
      }
      parts.set(id, list);
    }
  }
  return parts;
}

/**
 * The parts of every service level of a period, by its id. A level with a window other than the period is not cut: what
 * it is measured over reaches beyond the period anyway, so it stands whole under the last version that has it.
 */
export function levelParts(terms: TermsInForce, period: Period): Map<string, LevelPart[]> {
  const parts = clauseParts(terms, period, (version) => version.terms.serviceLevels);
  for (const [id, own] of parts) {
    if (own.length > 1 && own.some(({ clause }) => clause.window.kind !== 'period')) {
      parts.set(id, joined(own));
    }
  }
  return parts;
}

/** Parts without a day between them as one, under the last of them. */
function joined(parts: readonly LevelPart[]): LevelPart[] {
  const whole: LevelPart[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (last !== undefined && last.to === part.from - 1) {
      whole[whole.length - 1] = { ...part, from: last.from };
    } else {
      whole.push(part);
    }
  }
  return whole;
}
