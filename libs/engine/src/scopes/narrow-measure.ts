import { invariant } from '@tallystick/errors';
import type { ForEachKey, Measure, Scope } from '@tallystick/terms';

/**
 * A measure that looks at one value only of what its level stands for each of. Outages of one site are told apart
 * where they are read (`outagesOfServices`), since a measure of outages names services and no sites.
 */
export function narrowMeasure(measure: Measure, by: ForEachKey, value: string): Measure {
  switch (measure.kind) {
    case 'ticket-share':
    case 'recurrence':
      return { ...measure, where: narrowed(measure.where, by, value) };
    case 'statistic':
      return measure.of.kind === 'outage'
        ? { ...measure, of: { ...measure.of, services: servicesOf(measure.of.services, by, value) } }
        : { ...measure, where: narrowed(measure.where, by, value) };
    case 'count':
      return measure.of.kind === 'outages'
        ? { ...measure, of: { ...measure.of, services: servicesOf(measure.of.services, by, value) } }
        : { ...measure, where: narrowed(measure.where, by, value) };
    case 'availability':
      return { ...measure, services: servicesOf(measure.services, by, value) };
    case 'change-share':
      invariant(by === 'service', 'changes are told apart by their service');
      return { ...measure, where: { ...measure.where, service: [value] } };
    case 'reported':
      // Figures name their instance themselves.
      return measure;
    case 'obligation':
    case 'result':
    case 'smoothed':
      invariant(false, `the loader refuses forEach for a measure of the kind ${measure.kind}`);
  }
}

function narrowed(where: Scope, by: ForEachKey, value: string): Scope {
  return { ...where, [by]: [value] };
}

function servicesOf(services: readonly string[], by: ForEachKey, value: string): readonly string[] {
  return by === 'service' ? [value] : services;
}
