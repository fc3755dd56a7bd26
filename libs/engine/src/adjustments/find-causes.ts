import type { PeriodOutcome } from '../history/outcomes.js';
import { obligationCauses } from '../obligations/changed-occurrences.js';
import type { Period } from '../periods/period.js';
import type { AdjustmentCause } from '../statement/statement.js';
import { changedSubjects, type SubjectChange } from './changed-subjects.js';
import { changedTerms } from './changed-terms.js';
import { claimCauses } from './claim-causes.js';
import { changedEarnBacks } from './earlier-money.js';
import { earlierPeriods } from './earlier-periods.js';
import type { Knowing } from './knowing.js';
import { compareSubjects, subjectsOf } from './level-subjects.js';
import { scopeCauses } from './scope-causes.js';

/**
 * Why a period comes out otherwise than it did then: facts recorded or taken out since about a ticket, an outage or
 * another subject of a service level, a value that levels stand for, an obligation or a claim; amendments; time that passed for clocks that still ran
 * and for what was not due yet; or an earlier period that this one reaches back to and that came out otherwise.
 */
export function findCauses(then: Knowing, now: Knowing, period: Period): AdjustmentCause[] {
  const was = then.evaluation.through(period.index);
  const is = now.evaluation.through(period.index);
  const causes: AdjustmentCause[] = changedTerms(then, now, period);
  causes.push(...subjectCauses(then, now, period, is.at(-1)!));
  causes.push(...scopeCauses(then, now, was.at(-1)!, is.at(-1)!, causes));
  causes.push(...obligationCauses(then, now, period, causes));
  causes.push(...claimCauses(now, was.at(-1)!, is.at(-1)!));
  causes.push(...earlierPeriods(now.evaluation.world, was, is));
  causes.push(...periodOver(then, now, was.at(-1)!, is.at(-1)!));
  if (causes.length === 0 && then.state.zones.version !== now.state.zones.version) {
    causes.push({ kind: 'time-zones', was: then.state.zones.version, is: now.state.zones.version });
  }
  return causes;
}

/** Nothing is earned back before the period is over. */
function periodOver(then: Knowing, now: Knowing, was: PeriodOutcome, is: PeriodOutcome): AdjustmentCause[] {
  const { endsAt, label } = is.period;
  if (then.valuedAt >= endsAt || now.valuedAt < endsAt) return [];
  const serviceLevels = [...new Set(changedEarnBacks(was, is).map((line) => line.serviceLevel))];
  return serviceLevels.length === 0
    ? []
    : [{ kind: 'due-passed', subject: 'period', key: label, serviceLevels }];
}

/**
 * Subjects whose part in any service level changed, each once with all the levels it changed; and obligations that
 * cost something else than they did, for which there may be none.
 */
function subjectCauses(then: Knowing, now: Knowing, period: Period, is: PeriodOutcome): AdjustmentCause[] {
  const found = new Map<string, { readonly change: SubjectChange; readonly serviceLevels: Set<string> }>();
  const add = (change: SubjectChange, levels: readonly string[]): void => {
    const key = `${change.subject} ${change.key}`;
    const entry = found.get(key) ?? { change, serviceLevels: new Set<string>() };
    for (const level of levels) entry.serviceLevels.add(level);
    found.set(key, entry);
  };
  for (const level of is.levels.values()) {
    const [before, after] = [subjectsOf(then, period, level), subjectsOf(now, period, level)];
    for (const change of changedSubjects(then, now, before, after)) add(change, [level.id]);
  }
  return [...found.values()]
    .sort((a, b) => compareSubjects(a.change, b.change))
    .map(({ change, serviceLevels }): AdjustmentCause => {
      const levels = [...serviceLevels];
      const { subject, key, facts } = change;
      if (facts.length > 0) return { kind: 'facts', subject, key, serviceLevels: levels, facts };
      return subject === 'ticket'
        ? { kind: 'time-passed', ticket: key, serviceLevels: levels }
        : { kind: 'due-passed', subject, key, serviceLevels: levels };
    });
}
