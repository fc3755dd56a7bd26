import { compareText } from '@tallystick/quantities';
import type { ForEachKey, ServiceLevel, Terms } from '@tallystick/terms';
import type { Timeline } from '../timeline/index.js';

/**
 * The values that a `forEach` level stands for: those that the terms list, or every one that a known fact names, in
 * order (UTF-16 units); of a reported level those that its figures name. Priorities are those of the agreement. What is
 * known later may add a value; it then has its level in every period, with nothing to measure before the first fact of
 * it.
 */
export function forEachValues(level: ServiceLevel, terms: Terms, timeline: Timeline): readonly string[] {
  const { forEach } = level;
  if (forEach === undefined) return [];
  if (forEach.values !== undefined) return forEach.values;
  if (level.measure.kind === 'reported')
    return inOrder(reportsNaming(level.id, timeline).map(({ value }) => value));
  return valuesKnown(forEach.by, terms, timeline);
}

function valuesKnown(by: ForEachKey, terms: Terms, timeline: Timeline): readonly string[] {
  if (by === 'priority') return terms.priorities;
  const records = recordsNaming(by, timeline).map(({ value }) => value);
  return records.length === 0
    ? timeline.ticketValues(by)
    : inOrder([...timeline.ticketValues(by), ...records]);
}

/** The facts that name a value of a level, for which it stands for it. */
export function factsNaming({ of, by, value }: Instance, timeline: Timeline): readonly string[] {
  const records = [...recordsNaming(by, timeline), ...reportsNaming(of, timeline)].filter(
    (record) => record.value === value,
  );
  const ofTickets = by === 'priority' ? [] : timeline.ticketFactsNaming(by, value);
  return [...ofTickets, ...records.flatMap(({ factIds }) => factIds)];
}

type Instance = NonNullable<ServiceLevel['instance']>;

interface Naming {
  readonly value: string | undefined;
  readonly factIds: readonly string[];
}

/** What beside tickets is of a site or a service. */
function recordsNaming(by: ForEachKey, timeline: Timeline): Naming[] {
  const outages = timeline.outages();
  switch (by) {
    case 'priority':
    case 'category':
    case 'configurationItem':
      return [];
    case 'site':
      return outages.map(({ site, factIds }) => ({ value: site, factIds }));
    case 'service':
      return [
        ...[...outages, ...timeline.maintenances(), ...timeline.changes].map(({ service, factIds }) => ({
          value: service,
          factIds,
        })),
        ...timeline.surveys.map(({ fact }) => ({ value: fact.service, factIds: [fact.id] })),
      ];
  }
}

/** Figures of `level/value` are of that value. */
function reportsNaming(serviceLevel: string, timeline: Timeline): Naming[] {
  const prefix = `${serviceLevel}/`;
  return timeline.measurements
    .filter(({ fact }) => fact.serviceLevel.startsWith(prefix))
    .map(({ fact }) => ({ value: fact.serviceLevel.slice(prefix.length), factIds: [fact.id] }));
}

function inOrder(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.filter((name) => name !== undefined))].sort(compareText);
}
