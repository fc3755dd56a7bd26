import { compareText } from '@tallystick/quantities';
import type { ServiceLevel, Terms } from '@tallystick/terms';
import type { Timeline } from '../timeline/index.js';

/**
 * The values that a `forEach` level stands for: those that the terms list, or every one that a known fact names, in
 * order (UTF-16 units); of a reported level those that its figures name. Priorities are those of the agreement. What is known later may add a value; it then has its
 * level in every period, with nothing to measure before the first fact of it.
 */
export function forEachValues(level: ServiceLevel, terms: Terms, timeline: Timeline): readonly string[] {
  const { forEach } = level;
  if (forEach === undefined) return [];
  if (forEach.values !== undefined) return forEach.values;
  if (level.measure.kind === 'reported') return valuesReported(level.id, timeline);
  switch (forEach.by) {
    case 'priority':
      return terms.priorities;
    case 'category':
    case 'configurationItem':
      return timeline.ticketValues(forEach.by);
    case 'site':
      return inOrder([...timeline.ticketValues('site'), ...timeline.outages().map(({ site }) => site)]);
    case 'service':
      return inOrder([
        ...timeline.ticketValues('service'),
        ...timeline.outages().map(({ service }) => service),
        ...timeline.maintenances().map(({ service }) => service),
        ...timeline.changes.map(({ service }) => service),
        ...timeline.surveys.map(({ fact }) => fact.service),
      ]);
  }
}

/** Figures of `level/value` are of that value. */
function valuesReported(serviceLevel: string, timeline: Timeline): string[] {
  const prefix = `${serviceLevel}/`;
  return inOrder(
    timeline.measurements.map(({ fact }) =>
      fact.serviceLevel.startsWith(prefix) ? fact.serviceLevel.slice(prefix.length) : undefined,
    ),
  );
}

function inOrder(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.filter((name) => name !== undefined))].sort(compareText);
}
