import type { Terms } from '../model/terms.js';

type Kind = 'charge' | 'calendar' | 'clock' | 'service level' | 'obligation';

/** Under which keys of the model the ids of other clauses stand, and what they are the ids of. */
const kindsByKey: Readonly<Record<string, Kind>> = {
  charges: 'charge',
  less: 'charge',
  calendar: 'calendar',
  clock: 'clock',
  serviceLevel: 'service level',
  serviceLevels: 'service level',
  except: 'service level',
  critical: 'service level',
  notReported: 'service level',
  obligation: 'obligation',
};

/**
 * `Refers to: charge managed (Schedule 1, 1); clock resolution (Schedule 2, 3).`: every other clause that a clause of the
 * model names and that has a place on paper, each once, in the order in which it names them. Nothing where there is none.
 */
export function describeReferences(clause: object, terms: Terms): readonly string[] {
  const named: Named = { ids: new Set(), terms };
  collect(clause, undefined, named);
  return named.ids.size === 0 ? [] : [`Refers to: ${[...named.ids].join('; ')}.`];
}

interface Named {
  readonly ids: Set<string>;
  readonly terms: Terms;
}

/** @param kind what a text that stands here is the id of. */
function collect(value: unknown, kind: Kind | undefined, named: Named): void {
  if (typeof value === 'string') {
    if (kind !== undefined) add(value, kind, named);
  } else if (value instanceof Map || value instanceof Set) {
    for (const member of value.values()) collect(member, kind, named);
  } else if (Array.isArray(value)) {
    for (const member of value as readonly unknown[]) collect(member, kind, named);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      // What one key says of several, by priority, is of the same kind.
      const inherited = key === 'byPriority' || key === 'otherwise' ? kind : undefined;
      collect(member, kindsByKey[key] ?? ofMeasure(key, value) ?? inherited, named);
    }
  }
}

/** `of` names levels in a measure of their results, and other things elsewhere. */
function ofMeasure(key: string, value: object): Kind | undefined {
  const kind = 'kind' in value ? value.kind : undefined;
  return key === 'of' && (kind === 'result' || kind === 'smoothed') ? 'service level' : undefined;
}

function add(id: string, kind: Kind, { ids, terms }: Named): void {
  const clauses: Readonly<Record<Kind, ReadonlyMap<string, { readonly clause: string | undefined }>>> = {
    charge: terms.charges,
    calendar: terms.calendars,
    clock: terms.clocks,
    'service level': terms.serviceLevels,
    obligation: terms.obligations,
  };
  const place = clauses[kind].get(id)?.clause;
  if (place !== undefined) ids.add(`${kind} ${id} (${place})`);
}
