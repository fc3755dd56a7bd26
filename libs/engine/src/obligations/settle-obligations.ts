import { inOrderOfArising, withKeysOfTheirOwn } from './arising.js';
import { afterEvents } from './after-events.js';
import { afterMonths, afterPeriods } from './after-spans.js';
import { beforeDates, byMilestones } from './by-dates.js';
import { hearActs, type UnheardAct } from './hear-acts.js';
import type { Occurrence } from './occurrence.js';
import { occurrenceOf } from './occurrence-of.js';
import { RecordedActs } from './recorded-acts.js';
import type { ScheduleContext } from './schedule-context.js';
import { Standing } from './standing.js';

/** One obligation or review, whatever version of its clause each occurrence arose under. */
export interface SettledObligation {
  readonly id: string;
  /** In the order in which they arose. */
  readonly occurrences: readonly Occurrence[];
  /** Facts about it that no occurrence is meant by. */
  readonly unheard: readonly UnheardAct[];
}

/**
 * Every occurrence of every obligation and review that has arisen by the instant of valuation, each under the terms in
 * force when it arose, with what the facts say of it. In the order of the terms.
 */
export function settleObligations(context: ScheduleContext): ReadonlyMap<string, SettledObligation> {
  const { environment, timeline } = context;
  const ids = new Set(environment.terms.versions.flatMap(({ terms }) => [...terms.obligations.keys()]));
  if (ids.size === 0) return new Map();
  const arisings = Map.groupBy(
    [
      ...afterPeriods(context),
      ...afterMonths(context),
      ...afterEvents(context),
      ...beforeDates(context),
      ...byMilestones(context),
    ],
    ({ obligation }) => obligation.id,
  );
  const acts = new RecordedActs(timeline, environment.valuedAt);
  const settled = new Map<string, SettledObligation>();
  for (const id of ids) {
    const inOrder = (arisings.get(id) ?? []).sort(inOrderOfArising);
    const standings = withKeysOfTheirOwn(inOrder).map((arising) => new Standing(arising, context));
    const clauses = new Set(
      environment.terms.versions.flatMap(({ terms }) => terms.obligations.get(id) ?? []),
    );
    const unheard = hearActs(standings, acts.of(id, clauses));
    const occurrences = standings.map((standing) => occurrenceOf(context, standing));
    settled.set(id, { id, occurrences, unheard });
  }
  return settled;
}
