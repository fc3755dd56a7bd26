import type { ZoneTransitions } from '@tallystick/calendar';
import { type EpochSeconds, Rational } from '@tallystick/quantities';
import type { ClockEnvironment } from '../clocks/index.js';
import type { ChargeWorld } from '../charges/charge-base.js';
import type { PeriodGrid } from '../periods/period-grid.js';
import type { Period } from '../periods/period.js';
import type { Timeline } from '../timeline/index.js';
import { consequencesOf, creditsOf, isNotInTime, standingConsequences } from './consequences.js';
import type { LatenessRelief, ObligationCredit, Occurrence } from './occurrence.js';
import { lateFrom } from './occurrence-of.js';
import { settleEscalations } from './settle-escalations.js';
import { settleObligations, type SettledObligation } from './settle-obligations.js';

/** An occurrence that a period looks at, for telling what changed since it was stated. */
export interface OccurrenceFacts {
  /** `obligation occurrence`. */
  readonly key: string;
  /** Equal texts: it counts alike. */
  readonly counts: string;
  /** It may come to stand otherwise by time alone. */
  readonly undecided: boolean;
  /** The terms let it cost something, or make levels not reported, where it is late or missed. */
  readonly hasConsequence: boolean;
  /** The ticket that it is of. */
  readonly ticket: string | undefined;
  readonly factIds: readonly string[];
}

/**
 * Every occurrence of every obligation, review and escalation step, as known and as valued. Nothing is worked out
 * before it is asked for, and tickets are read only where an obligation or a ladder looks at them.
 */
export class ObligationBook {
  #obligations: ReadonlyMap<string, SettledObligation> | undefined;
  #escalations: ReadonlyMap<string, readonly Occurrence[]> | undefined;
  #standing: readonly Occurrence[] | undefined;
  #byDuePeriod: ReadonlyMap<number, readonly Occurrence[]> | undefined;
  #byMissedPeriod: ReadonlyMap<number, readonly Occurrence[]> | undefined;
  #byCoveredPeriod: ReadonlyMap<number, readonly Occurrence[]> | undefined;
  readonly #credits = new Map<number, readonly ObligationCredit[]>();

  /**
   * @param charges every charge of the period of an index, for prices in percent or days.
   * @param isExcused whether relief of the provider covers the due instant of something that the provider did not do in
   * time. It is asked only of such occurrences, and may itself ask for `reliefIntervals`.
   */
  constructor(
    readonly timeline: Timeline,
    readonly environment: ClockEnvironment,
    readonly grid: PeriodGrid,
    readonly zone: ZoneTransitions,
    readonly charges: ChargeWorld['charges'],
    private readonly isExcused: (occurrence: Occurrence) => boolean = () => false,
  ) {}

  /** Every occurrence that has arisen, in the order of the terms and then of arising; steps of ladders come last. */
  get occurrences(): readonly Occurrence[] {
    this.#standing ??= [
      ...[...this.#settled().values()].flatMap((one) => one.occurrences),
      ...[...this.#ladders().values()].flat(),
    ].map((occurrence) =>
      occurrence.owedBy === 'provider' && isNotInTime(occurrence) && this.isExcused(occurrence)
        ? { ...occurrence, state: 'excused', daysLate: 0 }
        : occurrence,
    );
    return this.#standing;
  }

  /**
   * Occurrences whose due instant lies in a period, in the order of the terms and then of their due instants. What is
   * due after the term counts in its last period.
   */
  dueIn(period: Period): readonly Occurrence[] {
    this.#byDuePeriod ??= this.#byPeriod((occurrence) => occurrence.dueAt);
    return this.#byDuePeriod.get(period.index) ?? [];
  }

  /** Missed occurrences whose miss became certain in a period, or after the last one, in the same order. */
  missedIn(period: Period): readonly Occurrence[] {
    this.#byMissedPeriod ??= this.#byPeriod(({ state, missedAt }) =>
      state === 'missed' ? missedAt : undefined,
    );
    return this.#byMissedPeriod.get(period.index) ?? [];
  }

  /**
   * What a period shows: occurrences that were due in it, were missed or done in it, are about it or make levels not
   * reported for it, and those that had arisen and were neither done, waived nor missed when it ended.
   */
  shownIn(period: Period): readonly Occurrence[] {
    const within = (at: EpochSeconds | undefined): boolean =>
      at !== undefined && this.isCountedIn(period, at);
    const silencing = new Set(this.#covering(period).filter(isNotReported));
    return this.occurrences.filter((occurrence) => {
      const { arisesAt, dueAt, missedAt, deliveredAt, doneAt, state, aboutPeriod } = occurrence;
      if (within(dueAt) || aboutPeriod === period.label || silencing.has(occurrence)) return true;
      if (arisesAt >= period.endsAt) return false;
      if ((state === 'missed' && within(missedAt)) || within(deliveredAt)) return true;
      const isOver = state === 'waived' || state === 'excused' || missedAt < period.endsAt;
      return !isOver && (doneAt === undefined || doneAt >= period.endsAt);
    });
  }

  /** What occurrences cost in a period: late ones by their due instant, missed ones by when that became certain. */
  creditsIn(period: Period): readonly ObligationCredit[] {
    let credits = this.#credits.get(period.index);
    if (credits === undefined) {
      const late = Map.groupBy(this.dueIn(period).filter(isNotInTime), ({ id }) => id);
      const missed = Map.groupBy(this.missedIn(period), ({ id }) => id);
      credits = [...new Set([...late.keys(), ...missed.keys()])].flatMap((id) => [
        ...creditsOf(this, period, 'late', late.get(id) ?? []),
        ...creditsOf(this, period, 'missed', missed.get(id) ?? []),
      ]);
      this.#credits.set(period.index, credits);
    }
    return credits;
  }

  /** What one occurrence costs, and the period in which it does; nothing where that is before the term. */
  costOf(
    occurrence: Occurrence,
    consequence: ObligationCredit['consequence'],
  ): (Pick<ObligationCredit, 'kind' | 'exact'> & { readonly period: Period }) | undefined {
    const at = consequence === 'late' ? occurrence.dueAt : occurrence.missedAt;
    const period = this.grid.ofInstant(this.grid.countedAt(at));
    if (period === undefined) return undefined;
    for (const credit of this.creditsIn(period)) {
      const index = credit.consequence === consequence ? credit.occurrences.indexOf(occurrence) : -1;
      if (index >= 0) return { kind: credit.kind, exact: credit.each[index]!, period };
    }
    return undefined;
  }

  /** Points that occurrences score in a period. */
  pointsIn(period: Period): Rational {
    return Rational.sum(
      this.creditsIn(period).flatMap(({ kind, exact }) => (kind === 'points' ? exact : [])),
    );
  }

  /** The occurrence by whose lateness or miss a reported level counts as not reported for a period, if there is one. */
  deemedNotReported(period: Period, serviceLevel: string): Occurrence | undefined {
    return this.#covering(period).find((occurrence) =>
      standingConsequences(occurrence).some(
        ({ clause: { notReported } }) => notReported === 'all' || notReported?.includes(serviceLevel),
      ),
    );
  }

  /**
   * The times in which somebody else's lateness is relief for the provider (`whenLate: relief`, or of what was missed
   * `whenMissed`): from the due instant until it was done, or to the instant of valuation.
   */
  reliefIntervals(): readonly LatenessRelief[] {
    const { valuedAt } = this.environment;
    return [...this.#settled().values()].flatMap(({ occurrences }) =>
      occurrences.flatMap((occurrence) => {
        const { owedBy, deliveredAt, dueAt, ticket } = occurrence;
        const isRelief = standingConsequences(occurrence).some(({ clause }) => clause.relief);
        if (owedBy === 'provider' || !isRelief) return [];
        const from = lateFrom(this, dueAt);
        const until = deliveredAt ?? valuedAt;
        return from < until ? [{ occurrence, from, until, running: deliveredAt === undefined, ticket }] : [];
      }),
    );
  }

  /** The obligations and reviews of the terms, in any version, with every occurrence and the facts that mean none. */
  get obligations(): readonly SettledObligation[] {
    return [...this.#settled().values()];
  }

  /** What a period looks at, in the order of the terms: for the causes of an adjustment. */
  factsBehind(period: Period): readonly OccurrenceFacts[] {
    const looked = new Set([
      ...this.dueIn(period),
      ...this.missedIn(period),
      ...this.#covering(period).filter(hasNotReported),
    ]);
    return [...looked].map((occurrence) => factsOf(occurrence));
  }

  /** Everything that is known of one occurrence now, whatever period it belongs to; by the key of `factsBehind`. */
  factsOf(key: string): OccurrenceFacts | undefined {
    const found = this.occurrences.find((occurrence) => nameOf(occurrence) === key);
    return found && factsOf(found);
  }

  /** Whether an occurrence that was due, or missed, at an instant counts in a period. */
  isCountedIn({ startsAt, endsAt }: Pick<Period, 'startsAt' | 'endsAt'>, instant: EpochSeconds): boolean {
    const at = this.grid.countedAt(instant);
    return at >= startsAt && at < endsAt;
  }

  /** The occurrences that are about a time that a period is in. */
  #covering(period: Period): readonly Occurrence[] {
    if (this.#byCoveredPeriod === undefined) {
      const byPeriod = new Map<number, Occurrence[]>();
      for (const occurrence of this.occurrences) {
        for (const index of occurrence.coveredPeriods) addTo(byPeriod, index, occurrence);
      }
      this.#byCoveredPeriod = byPeriod;
    }
    return this.#byCoveredPeriod.get(period.index) ?? [];
  }

  #settled(): ReadonlyMap<string, SettledObligation> {
    return (this.#obligations ??= settleObligations(this));
  }

  #ladders(): ReadonlyMap<string, readonly Occurrence[]> {
    return (this.#escalations ??= settleEscalations(this));
  }

  #byPeriod(
    instantOf: (occurrence: Occurrence) => EpochSeconds | undefined,
  ): ReadonlyMap<number, readonly Occurrence[]> {
    const order = new Map<string, number>();
    const byPeriod = new Map<number, Occurrence[]>();
    for (const occurrence of this.occurrences) {
      const instant = instantOf(occurrence);
      const period = instant === undefined ? undefined : this.grid.ofInstant(this.grid.countedAt(instant));
      if (!order.has(occurrence.id)) order.set(occurrence.id, order.size);
      if (period === undefined) continue;
      addTo(byPeriod, period.index, occurrence);
    }
    for (const list of byPeriod.values()) {
      list.sort((a, b) => order.get(a.id)! - order.get(b.id)! || a.dueAt - b.dueAt);
    }
    return byPeriod;
  }
}

function addTo(byPeriod: Map<number, Occurrence[]>, index: number, occurrence: Occurrence): void {
  const list = byPeriod.get(index);
  if (list === undefined) byPeriod.set(index, [occurrence]);
  else list.push(occurrence);
}

/** Whether an occurrence makes levels count as not reported by now. */
function isNotReported(occurrence: Occurrence): boolean {
  return standingConsequences(occurrence).some(({ clause }) => clause.notReported !== undefined);
}

/** Whether it may. */
function hasNotReported(occurrence: Occurrence): boolean {
  const { late, missed } = consequencesOf(occurrence);
  return late?.notReported !== undefined || missed?.notReported !== undefined;
}

function nameOf({ id, key }: Occurrence): string {
  return `${id} ${key}`;
}

function factsOf(occurrence: Occurrence): OccurrenceFacts {
  const { state, doneAt, deliveredAt, dueAt, ticket, factIds } = occurrence;
  return {
    key: nameOf(occurrence),
    counts: [state, dueAt, deliveredAt ?? '', doneAt ?? ''].join(' '),
    undecided: state === 'open' || state === 'overdue' || state === 'delivered',
    hasConsequence: Object.values(consequencesOf(occurrence)).some(
      (one) => one?.credit !== undefined || one?.notReported !== undefined,
    ),
    ticket,
    factIds,
  };
}
