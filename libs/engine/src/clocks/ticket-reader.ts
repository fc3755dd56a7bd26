import type { EpochSeconds } from '@tallystick/quantities';
import { StepKind, TicketState, type TicketTracks, type Timeline } from '../timeline/index.js';
import type { ClockEnvironment } from './clock-environment.js';
import { ClockPlan } from './clock-plan.js';
import type { ClockQuestion } from './clock-question.js';
import type { ReadingTerms } from './clock-reading.js';
import type { ClockRun } from './clock-run.js';
import { ClockWalk } from './clock-walk.js';
import { limitedInstantOf } from './verdict.js';

/** Reads one clock of one ticket after another: finds the terms that the ticket stands under, and walks its steps. */
export class TicketReader {
  readonly tracks: TicketTracks;
  private readonly walk: ClockWalk;
  private readonly plans: (ClockPlan | 'none')[] = [];
  private readonly distinct = new Set<number>();

  constructor(
    private readonly timeline: Timeline,
    private readonly environment: ClockEnvironment,
    private readonly question: ClockQuestion,
  ) {
    this.tracks = timeline.tracks(environment.valuedAt);
    const relief = environment.reliefFor(question.serviceLevel);
    this.walk = new ClockWalk(timeline, this.tracks, environment.valuedAt, relief);
  }

  /** Gives every run of the clock on a ticket that is complete and in scope (but for the priority). */
  read(ticket: number, detailed: boolean, emit: (run: ClockRun, why: ReadingTerms['why']) => void): void {
    const { tracks } = this;
    if (tracks.state[ticket] !== TicketState.complete) {
      return;
    }
    const atOpening = this.environment.versionAt(tracks.openedAt[ticket]!);
    const first = this.planAt(atOpening) ?? this.laterPlan(atOpening);
    if (first === undefined) {
      return;
    }
    let plan: ClockPlan | undefined = first;
    let why: ReadingTerms['why'] = 'opened';
    if (first.clock.termsOf !== 'opened') {
      ({ plan, why } = this.termsOf(ticket, first, atOpening));
    }
    if (plan === undefined || !plan.scope.hasTicket(tracks, ticket)) {
      return;
    }
    // The walk would come to the same priority, which is out of scope.
    if (plan.lastPriorityJudges && !plan.scope.hasPriority(tracks.priority[ticket]!)) {
      return;
    }
    if (plan.clock.onReprioritise === 'segment-by-priority') {
      this.readSegments(ticket, plan, detailed, (run) => emit(run, why));
    } else {
      this.walk.walk(ticket, plan, -1, detailed, (run) => emit(run, why));
    }
  }

  private planAt(version: number): ClockPlan | undefined {
    let plan = this.plans[version];
    if (plan === undefined) {
      const inForce = this.environment.version(version);
      const clock = inForce.terms.clocks.get(this.question.clock);
      const judge = clock === undefined ? undefined : this.question.judge(inForce);
      plan =
        clock === undefined || judge === undefined
          ? 'none'
          : new ClockPlan(this.timeline, this.environment, version, clock, judge);
      this.plans[version] = plan;
    }
    return plan === 'none' ? undefined : plan;
  }

  /** A later version may ask for tickets that were opened before it, by going by their resolution or due instant. */
  private laterPlan(after: number): ClockPlan | undefined {
    for (let version = after + 1; version < this.environment.terms.versions.length; version += 1) {
      const plan = this.planAt(version);
      if (plan !== undefined && plan.clock.termsOf !== 'opened') {
        return plan;
      }
    }
    return undefined;
  }

  /** The version at the resolution or the due instant, found by reading the clock under the first version that asks. */
  private termsOf(
    ticket: number,
    first: ClockPlan,
    atOpening: number,
  ): { plan: ClockPlan | undefined; why: ReadingTerms['why'] } {
    const { environment, tracks } = this;
    let stoppedAt: EpochSeconds = NaN;
    let due: EpochSeconds = NaN;
    this.walk.walk(ticket, first, -1, false, (run) => {
      stoppedAt = run.stoppedAt;
      due = first.clock.termsOf === 'due' ? limitedInstantOf(run) : NaN;
    });
    const byDue = first.clock.termsOf === 'due';
    const at = byDue
      ? Number.isNaN(due)
        ? tracks.openedAt[ticket]!
        : due
      : Number.isNaN(stoppedAt)
        ? environment.valuedAt
        : stoppedAt;
    const why = byDue
      ? Number.isNaN(due)
        ? 'no-due'
        : 'due'
      : Number.isNaN(stoppedAt)
        ? 'not-yet-resolved'
        : 'resolved';
    const version = environment.versionAt(at);
    if (environment.version(version).terms.clocks.has(this.question.clock)) {
      return { plan: this.planAt(version), why };
    }
    return { plan: this.planAt(atOpening), why: 'clock-removed' };
  }

  /** One walk for each priority that the ticket had, counting only the time in it. */
  private readSegments(
    ticket: number,
    plan: ClockPlan,
    detailed: boolean,
    emit: (run: ClockRun) => void,
  ): void {
    const { tracks, distinct } = this;
    distinct.clear();
    for (let step = tracks.starts[ticket]!; step < tracks.starts[ticket + 1]!; step += 1) {
      if (tracks.kind[step] === StepKind.opened || tracks.kind[step] === StepKind.priority) {
        distinct.add(tracks.value[step]!);
      }
    }
    for (const priority of distinct) {
      this.walk.walk(ticket, plan, priority, detailed, (run) => {
        if (run.heldOnly()) {
          emit(run);
        }
      });
    }
  }
}
