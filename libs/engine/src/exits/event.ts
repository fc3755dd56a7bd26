import { type EpochSeconds, Rational } from '@tallystick/quantities';
import { instancesOf } from '../scopes/instances-of.js';
import { breachEvents } from './breach-events.js';
import type { ExitConditionOf, ExitMoment, ExitView } from './exit-finding.js';
import { longerFrom, outageEvents } from './outage-events.js';

/** One single thing that an event condition looks at. */
export interface EventCandidate {
  readonly kind: 'outage' | 'ticket';
  readonly key: string;
  readonly serviceLevel: string | undefined;
  /** When it passed the threshold; absent where it has not. */
  readonly at: EpochSeconds | undefined;
  readonly seconds: number;
  readonly running: boolean;
  readonly factIds: readonly string[];
}

/**
 * One outage longer than a time, or one ticket over its limit by more than a time. It counts from the second in which
 * that is certain, while it still lasts, in the period and under the terms of that second.
 */
export const findEvent: ExitConditionOf<'event'> = (condition, view) => {
  const { event } = condition;
  const over = event.kind === 'outage' ? event.longerThanSeconds : event.overLimitBySeconds;
  const candidates = eventCandidates(condition, view);
  const { startsAt, endsAt } = view.last.period;
  const passed = candidates.filter(
    ({ at }) => at !== undefined && at >= Math.max(startsAt, view.countsFrom) && at < endsAt,
  );
  const waiting = candidates.filter(({ at, running }) => at === undefined && running);
  const shown = passed.length > 0 ? passed : waiting;
  const longest = shown.reduce<EventCandidate | undefined>(
    (most, other) => (most === undefined || other.seconds > most.seconds ? other : most),
    undefined,
  );
  const reached = Rational.of(longest?.seconds ?? 0);
  const threshold = Rational.of(over);
  const held = passed.length > 0;
  return {
    held,
    near: !held && waiting.length > 0,
    unit: 'seconds',
    reached,
    threshold,
    strict: true,
    distance: held ? Rational.zero : Rational.max(threshold.minus(reached), Rational.zero),
    by: undefined,
    serviceLevel: longest?.serviceLevel ?? (event.kind === 'breach' ? event.serviceLevel : undefined),
    window: [{ outcome: view.last, amount: undefined, counts: held }],
    moments: passed.map((candidate) => momentOf(candidate)),
    opensAt: passed.map(({ at, serviceLevel, factIds }) => ({ at: at!, serviceLevel, factIds })),
  };
};

function momentOf({ kind, key, at, seconds, factIds }: EventCandidate): ExitMoment {
  return { kind, key, at: at!, seconds, factIds };
}

/** Everything that has passed the threshold, or may still, by when it did. */
export function eventCandidates(
  { event }: Parameters<typeof findEvent>[0],
  { world, last }: Pick<ExitView, 'world' | 'last'>,
): EventCandidate[] {
  if (event.kind === 'outage') {
    return outageEvents(world, event.services).map((outage) => ({
      kind: 'outage',
      key: outage.key,
      serviceLevel: undefined,
      at: outage.seconds > event.longerThanSeconds ? longerFrom(outage, event.longerThanSeconds) : undefined,
      seconds: outage.seconds,
      running: outage.running,
      factIds: outage.factIds,
    }));
  }
  const instances = instancesOf(last.levels, event.serviceLevel).map((level) => level.id);
  return instances
    .flatMap((serviceLevel) =>
      breachEvents(world, serviceLevel, event.overLimitBySeconds).map((breach) => ({
        kind: 'ticket' as const,
        key: breach.key,
        serviceLevel,
        at: breach.at,
        seconds: breach.overSeconds,
        running: breach.running,
        factIds: breach.factIds,
      })),
    )
    .sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity));
}
