import { localOfInstant, startOfLocalDate } from '@tallystick/calendar';
import { type DayNumber, type EpochSeconds, wholeSecond } from '@tallystick/quantities';
import type { ExitTrigger } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import type { ExitState } from '../statement/exits.js';
import { inEffectiveOrder } from '../timeline/fact-record.js';
import { restartWithin } from '../windows/starts-afresh.js';
import { fulfilledBranches, holdsAtEnd } from './combined.js';
import { findExit, opensByEvents } from './exit-conditions.js';
import { type ExitFinding, type ExitView, viewOf } from './exit-finding.js';
import { type ExitFact, exitFactTypes, ExitLife, type LifeStep } from './exit-life.js';
import { isMeasurable, measureCure } from './measure-cure.js';
import { isOpen, type Occasion } from './occasion.js';

/** One exit trigger at the end of the last period, with what it has been before and what has become of it since. */
export interface ExitOutcome {
  readonly trigger: ExitTrigger;
  readonly finding: ExitFinding;
  readonly state: ExitState;
  /** Since when the state has been this one. */
  readonly since: { readonly period: string; readonly on: DayNumber };
  /** Every period at whose end, or in which, the condition held. */
  readonly heldIn: readonly PeriodOutcome[];
  /** The occasion that is open, or the last one. */
  readonly occasion: Occasion | undefined;
  readonly steps: readonly LifeStep[];
  /** What counts for what is to come: up to the last period that is over. */
  readonly outlookFrom: ExitView;
}

/**
 * The exit triggers in force for the last period. Each period is looked at under the trigger as its own terms had it,
 * and the facts and days up to the instant of valuation move what arose. A trigger whose clause was away for a period
 * begins a new life; one whose history an amendment restarts counts afresh, and keeps a right that had arisen.
 */
export function exitsAt(world: PeriodWorld, outcomes: readonly PeriodOutcome[]): ExitOutcome[] {
  const last = outcomes.at(-1);
  if (last === undefined) return [];
  const facts = exitFactTypes
    .flatMap((type): ExitFact[] => [...world.timeline.facts(type)])
    .filter(({ effectiveAt }) => wholeSecond(effectiveAt) <= world.environment.valuedAt)
    .sort(inEffectiveOrder);
  return [...last.governing.terms.exits.values()].map((trigger) =>
    new ExitHistory(
      world,
      outcomes,
      trigger,
      facts.filter(({ fact }) => fact.trigger === trigger.id),
    ).outcome(),
  );
}

/** The state at the end of one period. */
interface StateThen {
  readonly outcome: PeriodOutcome;
  readonly state: ExitState;
}

/** One trigger through all periods. */
class ExitHistory {
  readonly #valuedAt: EpochSeconds;
  #life: ExitLife;
  #states: StateThen[] = [];
  #heldIn: PeriodOutcome[] = [];
  #finding: ExitFinding | undefined;
  #fact = 0;
  /** Whether the last period looked at is over at the instant of valuation. */
  #over = true;
  /** What an amendment that restarts the history leaves. */
  #restartIndex = 0;
  #restartAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly world: PeriodWorld,
    private readonly outcomes: readonly PeriodOutcome[],
    private readonly trigger: ExitTrigger,
    private readonly facts: readonly ExitFact[],
  ) {
    this.#valuedAt = world.environment.valuedAt;
    this.#life = this.#newLife();
  }

  outcome(): ExitOutcome {
    this.outcomes.forEach((outcome, index) => {
      const trigger = outcome.governing.terms.exits.get(this.trigger.id);
      if (trigger === undefined) this.#beginAgain(outcome);
      else this.#period(trigger, outcome, index);
    });
    this.#takeFacts(Number.POSITIVE_INFINITY, true);
    this.#life.passTo(this.#valuedAt);
    // While the first period runs there is none before it, and what it has so far is what there is.
    const lastOver = Math.max(0, this.outcomes.length - (this.#over ? 1 : 2));
    const finding = this.#finding!;
    const state = this.#stateBy(finding);
    return {
      trigger: this.trigger,
      finding,
      state,
      since: this.#since(state),
      heldIn: this.#heldIn,
      occasion: this.#life.occasion,
      steps: this.#life.steps,
      outlookFrom: this.#view(lastOver),
    };
  }

  #newLife(): ExitLife {
    const { world, outcomes } = this;
    return new ExitLife({
      zone: world.zone,
      termEnd: world.environment.terms.versions.at(-1)!.to,
      cureTestOf: (occasion) =>
        occasion.trigger.cureTest === 'measured' && !isMeasurable(world, occasion)
          ? 'condition-clears'
          : occasion.trigger.cureTest,
      measureCure: (occasion) => measureCure(world, outcomes, occasion),
    });
  }

  /** The clause does not stand in this period. */
  #beginAgain({ period }: PeriodOutcome): void {
    this.#life = this.#newLife();
    this.#states = [];
    this.#heldIn = [];
    while (this.#factBefore(period.endsAt) !== undefined) this.#fact += 1;
  }

  #period(trigger: ExitTrigger, outcome: PeriodOutcome, index: number): void {
    const { period } = outcome;
    this.#restart(outcome, index);
    const over = period.endsAt <= this.#valuedAt;
    this.#over = over;
    this.#events(trigger, outcome, index);
    this.#takeFacts(period.endsAt, false);
    this.#life.passTo(Math.min(period.endsAt, this.#valuedAt), over);
    const finding = over ? this.#find(trigger, index) : this.#soFar(trigger, index);
    this.#finding = finding;
    if (finding.held && (over || (finding.opensAt ?? []).length > 0)) this.#heldIn.push(outcome);
    if (over) {
      if (holdsAtEnd(finding)) {
        const { serviceLevel } = finding;
        const branches = fulfilledBranches(finding);
        this.#life.holds({
          trigger,
          serviceLevel,
          branches,
          on: period.to,
          period: period.label,
          factIds: [],
        });
      }
      this.#life.periodEnded(finding.held, period.endsAt, period.to, period.label);
      this.#life.passTo(period.endsAt);
    }
    this.#states.push({ outcome, state: this.#stateBy(finding) });
  }

  /** The single events of a period that make its condition hold, with the facts and days between them. */
  #events(trigger: ExitTrigger, { period }: PeriodOutcome, index: number): void {
    if (!opensByEvents(trigger.when)) return;
    let from = period.startsAt;
    for (;;) {
      // An occasion that is closed meanwhile uses up what went before, so the next event is looked for afresh.
      const next = this.#find(trigger, index).opensAt?.find(({ at }) => at >= from);
      if (next === undefined) return;
      const used = this.#life.usedUp;
      this.#takeFacts(next.at, false);
      this.#life.passTo(next.at);
      if (this.#life.usedUp !== used) continue;
      this.#life.holds({
        trigger,
        serviceLevel: next.serviceLevel,
        branches: next.branch === undefined ? undefined : [next.branch],
        on: localOfInstant(this.world.zone, next.at).date,
        period: period.label,
        factIds: next.factIds,
      });
      from = next.at + 1;
    }
  }

  /** An amendment that restarts the history of this clause with the period. */
  #restart({ period }: PeriodOutcome, index: number): void {
    const { terms } = this.world.environment;
    const day = restartWithin(terms, period, this.outcomes[index - 1]?.period, this.trigger.id);
    if (day === undefined) return;
    this.#restartIndex = index;
    this.#restartAt = startOfLocalDate(this.world.zone, day);
  }

  #view(index: number): ExitView {
    const { until, eventsBefore } = this.#life.usedUp;
    const used = this.outcomes.findLastIndex(({ period }) => period.endsAt <= until) + 1;
    const first = Math.max(used, this.#restartIndex);
    return viewOf(this.world, this.outcomes, index, first, Math.max(eventsBefore, this.#restartAt));
  }

  #find(trigger: ExitTrigger, index: number): ExitFinding {
    return findExit(trigger.when, this.#view(index));
  }

  /**
   * How a period stands that is not over: nothing at its end holds yet. Where its figures so far do not bring the right
   * near, but those before it did, it stands as it did when the period began.
   */
  #soFar(trigger: ExitTrigger, index: number): ExitFinding {
    const now = this.#find(trigger, index);
    const before = index === 0 ? undefined : this.outcomes[index - 1]!.governing.terms.exits.get(trigger.id);
    const byEventsAlone = now.opensAt !== undefined && now.branches === undefined;
    if (now.held || now.near || byEventsAlone || before === undefined) return now;
    const then = this.#find(before, index - 1);
    return then.near ? then : now;
  }

  /** A state that lasts, or what the finding says of a right that has not arisen. */
  #stateBy(finding: ExitFinding): ExitState {
    const { occasion } = this.#life;
    if (isOpen(occasion) || occasion?.state === 'exercised') return occasion.state;
    // What would hold at the end of a period that is not over is near; what holds at its end has opened an occasion.
    const wouldHold = !this.#over && holdsAtEnd(finding);
    if (finding.near || wouldHold) return 'watch';
    return occasion?.state ?? 'clear';
  }

  #since(state: ExitState): ExitOutcome['since'] {
    if (state === 'clear' || state === 'watch') {
      const others = this.#states.findLastIndex((then) => then.state !== state);
      const first = this.#states[others + 1]?.outcome ?? this.outcomes.at(-1)!;
      return { period: first.period.label, on: first.period.from };
    }
    const entered = this.#life.steps.findLast(
      (step, index, steps) => step.state === state && steps[index - 1]?.state !== state,
    )!;
    const period = this.world.grid.ofDate(entered.on) ?? this.outcomes.at(-1)!.period;
    return { period: period.label, on: entered.on };
  }

  #factBefore(instant: EpochSeconds): ExitFact | undefined {
    const next = this.facts[this.#fact];
    return next !== undefined && wholeSecond(next.effectiveAt) < instant ? next : undefined;
  }

  /** The facts before an instant, each after the days that pass before it. */
  #takeFacts(before: EpochSeconds, ignore: boolean): void {
    for (let next = this.#factBefore(before); next !== undefined; next = this.#factBefore(before)) {
      this.#life.passTo(wholeSecond(next.effectiveAt));
      this.#life.take(next, ignore);
      this.#fact += 1;
    }
  }
}
