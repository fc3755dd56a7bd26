import type { EpochSeconds } from '@tallystick/quantities';
import type { Clock, JudgedBy, Limit } from '@tallystick/terms';

/**
 * A reference for the clocks that goes from second to second and keeps a list of every second that it counted: slow,
 * and written apart from the walk that it checks. For tests only.
 */

export interface NaiveEvent {
  readonly at: EpochSeconds;
  readonly what:
    | { readonly kind: 'status'; readonly status: string; readonly evidence: boolean; readonly late: boolean }
    | { readonly kind: 'priority'; readonly priority: string }
    | { readonly kind: 'responded'; readonly counts: boolean }
    | { readonly kind: 'assigned' }
    | { readonly kind: 'reopened' };
}

export interface NaiveQuestion {
  readonly clock: Clock;
  readonly within: (priority: string) => Limit;
  readonly judgedBy: JudgedBy;
  readonly calendarOf: (priority: string) => string;
  readonly isOpen: (calendar: string, second: EpochSeconds) => boolean;
  /** End of the last opening hours of the day of an instant, or of the next day where those are over. */
  readonly closingAfter: (calendar: string, instant: EpochSeconds) => EpochSeconds;
  readonly priorities: readonly string[];
  readonly openedAt: EpochSeconds;
  readonly reportedAt: EpochSeconds;
  readonly firstPriority: string;
  readonly events: readonly NaiveEvent[];
  /** Disjoint half-open intervals. */
  readonly relief: readonly (readonly [EpochSeconds, EpochSeconds])[];
  readonly valuedAt: EpochSeconds;
}

export interface NaiveReading {
  readonly instance: number;
  readonly priority: string;
  readonly startedAt: EpochSeconds | undefined;
  readonly stoppedAt: EpochSeconds | undefined;
  readonly elapsedSeconds: number;
  readonly limitSeconds: number | undefined;
  readonly verdict: string;
  /** `undefined` also where the reference did not look far enough. */
  readonly due: EpochSeconds | undefined;
  readonly breachedAt: EpochSeconds | undefined;
}

const ends = ['resolved', 'closed', 'cancelled'];
const lookAheadSeconds = 20_000;

interface Counted {
  readonly second: EpochSeconds;
  readonly priority: string;
  /** Working time, or before the first opening. */
  readonly working: boolean;
}

export function naiveReadings(question: NaiveQuestion): readonly NaiveReading[] {
  if (question.clock.onReprioritise !== 'segment-by-priority') {
    return new NaiveClock(question, undefined).readings();
  }
  const names = question.events.flatMap(({ what }) => (what.kind === 'priority' ? [what.priority] : []));
  return [...new Set([question.firstPriority, ...names])].flatMap((priority) =>
    new NaiveClock(question, priority).readings(),
  );
}

class NaiveClock {
  private readonly done: NaiveReading[] = [];
  private instance = 1;
  private phase: 'before' | 'running' | 'stopped' | 'withdrawn' = 'before';
  private status = 'new';
  private evidence = false;
  private late = false;
  private priority: string;
  private now: EpochSeconds = 0;

  private startedAt: EpochSeconds | undefined;
  private firstStartedAt: EpochSeconds | undefined;
  private stoppedAt: EpochSeconds | undefined;
  private priorityAtStop: string | undefined;
  private counted: Counted[] = [];
  private whileStopped: Counted[] = [];
  /** Which priority was held in which second since the first start. */
  private held: { second: EpochSeconds; priority: string }[] = [];
  private allowance = 0;
  private countsUntilOpening = false;
  /** By the relief's beginning: whether the clock, which met it after its breach, goes on counting. */
  private readonly overruns = new Map<EpochSeconds, boolean>();
  private pausing = false;
  private eachUsed = 0;
  private totalUsed = 0;
  private kept: string | undefined;
  private markPassed = false;
  private leftAt: EpochSeconds | undefined;

  constructor(
    private readonly q: NaiveQuestion,
    private readonly only: string | undefined,
  ) {
    this.priority = q.firstPriority;
  }

  readings(): readonly NaiveReading[] {
    const { q } = this;
    const { from } = q.clock;
    if (q.openedAt > q.valuedAt) {
      return [];
    }
    const first = from === 'reported' ? q.reportedAt : q.openedAt;
    let next = 0;
    for (this.now = first; ; this.now += 1) {
      if (this.now === first && (from === 'opened' || from === 'reported')) {
        this.start();
      }
      if (this.now === q.openedAt && this.phase === 'running') {
        this.enterWait();
      }
      while (next < q.events.length && q.events[next]!.at <= this.now && this.now >= q.openedAt) {
        this.happen(q.events[next]!.what);
        next += 1;
      }
      if (this.now >= q.valuedAt) {
        break;
      }
      this.passSecond();
    }
    if (this.phase !== 'before' || this.instance === 1) {
      this.report();
    }
    return this.done;
  }

  private open(priority: string, second: EpochSeconds): boolean {
    return this.q.isOpen(this.q.calendarOf(priority), second);
  }

  private countingPriority(): string {
    return this.q.clock.onReprioritise === 'keep-first' ? (this.firstHeld ?? this.priority) : this.priority;
  }

  private firstHeld: string | undefined;

  private passSecond(): void {
    if (this.phase === 'before') {
      return;
    }
    this.held.push({ second: this.now, priority: this.priority });
    const open = this.open(this.countingPriority(), this.now);
    if (this.countsUntilOpening && this.open(this.openingPriority, this.now)) {
      this.countsUntilOpening = false;
    }
    const working = open || this.countsUntilOpening;
    if (this.phase === 'stopped') {
      this.whileStopped.push({ second: this.now, priority: this.priority, working });
    }
    if (this.phase !== 'running' || this.standsInRelief(this.now)) {
      return;
    }
    const { pause } = this.q.clock;
    if (this.pausing && pause !== undefined) {
      const left = Math.min(
        (pause.eachAtMostSeconds ?? Infinity) - this.eachUsed,
        (pause.totalAtMostSeconds ?? Infinity) - this.totalUsed,
      );
      if (left > 0) {
        this.eachUsed += working ? 1 : 0;
        this.totalUsed += working ? 1 : 0;
        return;
      }
      this.pausing = false;
    }
    this.counted.push({ second: this.now, priority: this.priority, working });
  }

  /** Relief stands; but where waits after the breach count, so does relief that the clock meets after it. */
  private standsInRelief(second: EpochSeconds): boolean {
    const { relief, clock } = this.q;
    const found = relief.find(([from, until]) => from <= second && second < until);
    if (clock.relief === 'counts' || found === undefined) {
      return false;
    }
    let overrun = this.overruns.get(found[0]);
    if (overrun === undefined) {
      overrun = clock.pauseAfterBreach === 'count-overrun' && this.breachedUnder(this.limitPriority());
      this.overruns.set(found[0], overrun);
    }
    return !overrun;
  }

  private openingPriority = '';

  private start(): void {
    this.firstStartedAt = this.now;
    this.held = [];
    this.firstHeld = this.priority;
    this.kept = undefined;
    this.begin();
    if (this.markPassed) {
      this.stop();
    }
  }

  /** Counting from nothing. */
  private begin(): void {
    const { clock } = this.q;
    this.phase = 'running';
    this.startedAt = this.now;
    this.stoppedAt = undefined;
    this.counted = [];
    this.overruns.clear();
    this.pausing = false;
    this.totalUsed = 0;
    this.leftAt = undefined;
    const outside = !this.open(this.priority, this.now);
    this.allowance = outside ? clock.outOfHoursAllowanceSeconds : 0;
    this.countsUntilOpening = outside && clock.start === 'immediate';
    this.openingPriority = this.priority;
  }

  private stop(): void {
    this.phase = 'stopped';
    this.stoppedAt = this.now;
    this.priorityAtStop = this.priority;
    this.whileStopped = [];
    this.pausing = false;
  }

  private enterWait(): void {
    const { pause, pauseAfterBreach } = this.q.clock;
    this.pausing =
      pause !== undefined &&
      (pause.statuses as ReadonlySet<string>).has(this.status) &&
      (pause.evidence === 'not-required' || this.evidence) &&
      (pause.recordedWithinSeconds === undefined || !this.late) &&
      !(pauseAfterBreach === 'count-overrun' && this.breachedUnder(this.limitPriority()));
    this.eachUsed = 0;
  }

  private happen(what: NaiveEvent['what']): void {
    const { clock } = this.q;
    switch (what.kind) {
      case 'status':
        this.toStatus(what.status, what.evidence, what.late);
        return;
      case 'reopened':
        if (ends.includes(this.status)) {
          this.toStatus('in-progress', false, false);
        }
        return;
      case 'priority':
        if (what.priority !== this.priority) {
          this.toPriority(what.priority);
        }
        return;
      case 'responded':
      case 'assigned':
        if (what.kind === 'responded' && !what.counts) {
          return;
        }
        if (this.phase === 'before') {
          if (clock.from === what.kind) {
            this.start();
            if (this.phase === ('running' as string)) this.enterWait();
          } else if (clock.to === what.kind) {
            this.markPassed = true;
          }
        } else if (this.phase === 'running' && clock.to === what.kind) {
          this.stop();
        }
        return;
    }
  }

  private toStatus(status: string, evidence: boolean, late: boolean): void {
    if (status === this.status && (this.evidence || !evidence)) {
      return;
    }
    const { clock } = this.q;
    const wasEnded = ends.includes(this.status);
    const ended = ends.includes(status);
    this.status = status;
    this.evidence = evidence;
    this.late = late;
    this.pausing = false;
    const solved = status === 'resolved' || status === 'closed';
    const starts =
      clock.from === 'activated'
        ? status !== 'new' && status !== 'cancelled'
        : (clock.from === 'responded' || clock.from === 'resolved') && solved;
    if (this.phase === 'before') {
      this.markPassed ||= clock.to === 'activated' && status !== 'new';
      if (starts) this.start();
    } else if (this.phase === 'withdrawn' && starts) {
      this.phase = 'running';
      this.stoppedAt = undefined;
    }
    const stops =
      clock.to === 'closed'
        ? ended && status !== 'resolved'
        : clock.to === 'activated'
          ? status !== 'new'
          : ended;
    if (this.phase === 'running' && stops) {
      this.stop();
    }
    if (wasEnded && !ended) {
      this.reopen();
      if (clock.from !== 'resolved' && this.phase === 'running' && stops) {
        this.stop();
      }
    }
    if (this.phase === 'running') {
      this.enterWait();
    }
  }

  private reopen(): void {
    const { clock } = this.q;
    const { onReopen } = clock;
    const once = ['responded', 'activated', 'assigned'].includes(clock.to);
    const stopped = this.phase === 'stopped';
    const window = clock.reopenWithinSeconds ?? Infinity;
    if (onReopen === 'ignore' || (stopped && this.now - this.stoppedAt! > window)) {
      return;
    }
    if (clock.from === 'resolved' && (stopped || this.phase === 'running') && onReopen === 'continue') {
      this.phase = 'withdrawn';
      this.stoppedAt = undefined;
      return;
    }
    if (onReopen === 'restart' || onReopen === 'new-instance') {
      if (!stopped && !(clock.from === 'resolved' && this.phase === 'running')) {
        return;
      }
      if (onReopen === 'new-instance' && stopped) {
        this.report();
        this.instance += 1;
      }
      this.markPassed = false;
      this.phase = 'before';
      this.startedAt = undefined;
      this.stoppedAt = undefined;
      this.counted = [];
      this.held = [];
      this.firstHeld = undefined;
      if (clock.from !== 'resolved') {
        this.start();
      }
      return;
    }
    if (!stopped || once) {
      return;
    }
    if (onReopen === 'continue-counting') {
      for (const counted of this.whileStopped) {
        if (!this.standsInRelief(counted.second)) this.counted.push(counted);
      }
    }
    this.phase = 'running';
    this.stoppedAt = undefined;
  }

  private toPriority(priority: string): void {
    const { clock } = this.q;
    if (this.phase === 'before') {
      this.priority = priority;
      return;
    }
    if (this.phase === 'running' && this.firstStartedAt === this.now) {
      this.priority = priority;
      this.start();
      if (this.phase === ('running' as string)) this.enterWait();
      return;
    }
    if (this.phase === 'withdrawn' && this.firstStartedAt === this.now) {
      // Resolved, reopened and changed in one second: the first priority was held for none.
      this.priority = priority;
      this.firstHeld = priority;
      return;
    }
    const old = this.priority;
    const { priorities, judgedBy } = this.q;
    const follows = clock.onReprioritise === 'retarget' || clock.onReprioritise === 'restart';
    const judged = judgedBy === 'final' || (judgedBy === 'at-event' && this.phase !== 'stopped');
    if (
      this.only === undefined &&
      clock.onDowngradeAfterBreach === 'keep-breach' &&
      follows &&
      judged &&
      this.kept === undefined &&
      priorities.indexOf(priority) > priorities.indexOf(old) &&
      this.breachedUnder(old)
    ) {
      this.kept = old;
    }
    if (old === this.only && this.phase !== 'stopped') {
      this.leftAt = this.now;
    }
    this.priority = priority;
    if (this.phase === 'running' && clock.onReprioritise === 'restart' && this.kept === undefined) {
      this.begin();
      this.enterWait();
    }
  }

  private breachedUnder(priority: string): boolean {
    return this.elapsed(priority) > this.limit(priority);
  }

  private onInstantLine(priority: string): boolean {
    return this.q.within(priority).kind === 'calendar-days';
  }

  private limit(priority: string): number {
    const limit = this.q.within(priority);
    switch (limit.kind) {
      case 'working-time':
        return limit.seconds + this.allowance;
      case 'calendar-days':
        return limit.days * 86_400;
      case 'business-day-end': {
        const calendar = this.q.calendarOf(priority);
        const closing = this.q.closingAfter(calendar, this.startedAt!);
        // What counts before the opening is by the priority at the start.
        let beforeOpening = this.allowanceStart();
        for (let second = this.startedAt!; second < closing; second += 1) {
          beforeOpening += this.q.isOpen(calendar, second) ? 1 : 0;
        }
        return beforeOpening + this.allowance;
      }
    }
  }

  private allowanceStart(): number {
    if (this.q.clock.start !== 'immediate') {
      return 0;
    }
    let seconds = 0;
    while (!this.open(this.openingPriority, this.startedAt! + seconds)) {
      seconds += 1;
    }
    return seconds;
  }

  private elapsed(priority: string): number {
    return this.secondsThatCount(priority).length;
  }

  private secondsThatCount(priority: string): readonly Counted[] {
    const all = this.onInstantLine(priority);
    return this.counted.filter(
      (counted) => (all || counted.working) && (this.only === undefined || counted.priority === this.only),
    );
  }

  private judging(): string {
    if (this.only !== undefined) {
      return this.only;
    }
    const upTo = this.stoppedAt ?? this.now;
    const held = this.held.filter(({ second }) => second < upTo).map(({ priority }) => priority);
    const rank = (priority: string): number => this.q.priorities.indexOf(priority);
    switch (this.q.judgedBy) {
      case 'final':
        return this.priority;
      case 'at-event':
        return this.stoppedAt === undefined ? this.priority : this.priorityAtStop!;
      case 'first':
        return this.firstHeld ?? this.priority;
      case 'highest':
        return [...held, this.firstHeld ?? this.priority].sort((a, b) => rank(a) - rank(b))[0]!;
      case 'longest-held': {
        const times = new Map<string, number>();
        held.forEach((priority) => times.set(priority, (times.get(priority) ?? 0) + 1));
        return (
          [...times].sort((a, b) => b[1] - a[1] || rank(a[0]) - rank(b[0]))[0]?.[0] ??
          this.firstHeld ??
          this.priority
        );
      }
    }
  }

  private limitPriority(): string {
    if (this.only !== undefined) {
      return this.only;
    }
    if (this.q.clock.onReprioritise === 'keep-first') {
      return this.firstHeld ?? this.priority;
    }
    return this.kept ?? this.judging();
  }

  private report(): void {
    const held = this.held.filter(({ second }) => second < (this.stoppedAt ?? Infinity));
    const had =
      this.startedAt === undefined
        ? [this.priority]
        : [...held.map(({ priority }) => priority), this.firstHeld, this.stoppedAt ?? this.priority];
    if (this.only !== undefined && !had.includes(this.only)) {
      return;
    }
    const priority = this.judging();
    const base = { instance: this.instance, priority, stoppedAt: this.stoppedAt };
    if (this.startedAt === undefined) {
      this.done.push({
        ...base,
        startedAt: undefined,
        elapsedSeconds: 0,
        limitSeconds: undefined,
        verdict: 'not-started',
        due: undefined,
        breachedAt: undefined,
      });
      return;
    }
    const limitPriority = this.limitPriority();
    const limitSeconds = this.limit(limitPriority);
    const seconds = this.secondsThatCount(limitPriority);
    const missed = seconds.length > limitSeconds;
    this.done.push({
      ...base,
      startedAt: this.startedAt,
      elapsedSeconds: seconds.length,
      limitSeconds,
      verdict: missed ? 'missed' : this.stoppedAt === undefined ? 'running' : 'met',
      due:
        seconds.length >= limitSeconds
          ? seconds[limitSeconds - 1]!.second + 1
          : this.dueLater(limitSeconds - seconds.length, limitPriority),
      breachedAt: missed ? seconds[limitSeconds]!.second + 1 : undefined,
    });
  }

  private heldAtEnd(): string {
    return this.stoppedAt === undefined ? this.priority : this.priorityAtStop!;
  }

  /** Whether it stands in relief were it to go on, when what it has not met yet comes before its limit. */
  private goesOnInRelief(second: EpochSeconds): boolean {
    const { relief, clock } = this.q;
    const found = relief.find(([from, until]) => from <= second && second < until);
    return clock.relief === 'pauses' && found !== undefined && this.overruns.get(found[0]) !== true;
  }

  private dueLater(remaining: number, limitPriority: string): EpochSeconds | undefined {
    const end = this.stoppedAt ?? this.now;
    const left = this.only !== undefined && this.heldAtEnd() !== this.only ? (this.leftAt ?? end) : end;
    const { clock } = this.q;
    const priority =
      this.only ??
      (clock.onReprioritise === 'keep-first' ? (this.firstHeld ?? this.priority) : this.heldAtEnd());
    const opening = clock.start === 'immediate' ? this.startedAt! + this.allowanceStart() : this.startedAt!;
    let missing = remaining;
    for (let second = left; second < left + lookAheadSeconds; second += 1) {
      if (this.goesOnInRelief(second)) continue;
      const counts = this.onInstantLine(limitPriority) || second < opening || this.open(priority, second);
      missing -= counts ? 1 : 0;
      if (missing === 0) {
        return second + 1;
      }
    }
    return undefined;
  }
}
