import type { ServiceLevel, Terms, TermsInForce, TermsVersion } from '@tallystick/terms';
import type { Timeline } from '../timeline/index.js';
import { forEachValues } from './for-each-values.js';
import { narrowMeasure } from './narrow-measure.js';
import { withOwnCharges } from './own-charges.js';

/**
 * The terms with each `forEach` level as one level for each of its values (design 3, "scope"): its id is
 * `level/value`, its measure looks at that value only, everything else is as the terms have it. Whatever names the
 * level means all of its instances (`instancesOf`, `namesLevel`). Terms and versions without such a level stay the
 * same objects.
 */
export function expandLevels(terms: TermsInForce, timeline: Timeline): TermsInForce {
  const expanded = new Map(terms.versions.map((version) => [version, expandVersion(version, timeline)]));
  if (terms.versions.every((version) => expanded.get(version) === version)) return terms;
  return {
    versions: Object.freeze([...expanded.values()]),
    on: (date) => expanded.get(terms.on(date))!,
  };
}

function expandVersion(version: TermsVersion, timeline: Timeline): TermsVersion {
  const { terms } = version;
  const instances = new Map<string, readonly ServiceLevel[]>();
  for (const level of terms.serviceLevels.values()) {
    if (level.forEach !== undefined) instances.set(level.id, instancesFor(level, terms, timeline));
  }
  if (instances.size === 0) return version;
  const idsOf = (id: string): readonly string[] => instances.get(id)?.map((level) => level.id) ?? [id];
  const levels = [...terms.serviceLevels.values()].flatMap((level) => instances.get(level.id) ?? [level]);
  return Object.freeze({
    ...version,
    terms: Object.freeze({
      ...terms,
      serviceLevels: new Map(levels.map((level) => [level.id, level])),
      evaluationOrder: Object.freeze(terms.evaluationOrder.flatMap(idsOf)),
    }),
    restarts: new Set([...version.restarts, ...[...version.restarts].flatMap(idsOf)]),
  });
}

function instancesFor(level: ServiceLevel, terms: Terms, timeline: Timeline): readonly ServiceLevel[] {
  const { forEach } = level;
  if (forEach === undefined) return [level];
  const { by } = forEach;
  return forEachValues(level, terms, timeline).map((value) =>
    Object.freeze({
      ...level,
      id: `${level.id}/${value}`,
      measure: Object.freeze(narrowMeasure(level.measure, by, value)),
      ...withOwnCharges(level, terms.charges, by, value),
      forEach: undefined,
      instance: Object.freeze({ of: level.id, by, value }),
    }),
  );
}
