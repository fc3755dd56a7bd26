import { localOfInstant, startOfLocalDate, type ZoneTransitions } from '@tallystick/calendar';
import { type DayNumber, type EpochSeconds, formatLocalDate, wholeSecond } from '@tallystick/quantities';
import type { ExitTrigger } from '@tallystick/terms';
import type { FactRecord } from '../timeline/index.js';
import type { ExitState } from '../statement/exits.js';
import type { OperandValue } from '../statement/figures.js';
import { curesBy, exerciseBy, isOpen, noticeBy, type Occasion } from './occasion.js';

export const exitFactTypes = [
  'ExitNoticeServed',
  'CurePlanSubmitted',
  'CureAccepted',
  'CureRefused',
  'ExitRightExercised',
  'ExitRightWaived',
] as const;
export type ExitFact = FactRecord<(typeof exitFactTypes)[number]>;

type Operands = Readonly<Record<string, OperandValue>>;

/** What an occasion that was cured, waived or exercised has used up: periods that ended by then, and earlier events. */
export interface UsedUp {
  readonly until: EpochSeconds;
  readonly eventsBefore: EpochSeconds;
}

interface Deadline {
  readonly at: EpochSeconds;
  readonly pass: () => void;
}

/** One step of the life. */
export interface LifeStep {
  readonly state: ExitState;
  readonly on: DayNumber;
  readonly rule: string;
  /** Why what was tried changed nothing. */
  readonly refused: string | undefined;
  readonly operands: Operands;
  readonly factIds: readonly string[];
}

/** What the life looks at beyond its own steps. */
export interface LifeSurroundings {
  readonly zone: ZoneTransitions;
  /** The last day of the term. */
  readonly termEnd: DayNumber | undefined;
  /** What shows a cure; where no level can be measured over its days, the condition has to clear. */
  readonly cureTestOf: (occasion: Occasion) => ExitTrigger['cureTest'];
  /** Whether the level is still worse over the days of cure, and what it came to. */
  readonly measureCure: (occasion: Occasion) => CureFinding;
}

export interface CureFinding {
  readonly worse: boolean;
  readonly operands: Operands;
  readonly factIds: readonly string[];
}

/** That the condition holds: at a period's end, or from an event on. */
export interface Holding {
  readonly trigger: ExitTrigger;
  readonly serviceLevel: string | undefined;
  /** Of several conditions, those that are fulfilled. */
  readonly branches?: readonly string[] | undefined;
  /** The last day of the period, or the day of the event. */
  readonly on: DayNumber;
  readonly period: string;
  readonly factIds: readonly string[];
}

/**
 * The life of one exit right: a state machine over what its condition finds, the facts that the parties record, and the
 * days that pass. It is told of each in the order in which they happen; a day that is the last one for something counts
 * whole, and what follows from it comes with the first instant of the next.
 */
export class ExitLife {
  readonly steps: LifeStep[] = [];
  #occasion: Occasion | undefined;
  #usedUp: UsedUp = { until: Number.NEGATIVE_INFINITY, eventsBefore: Number.NEGATIVE_INFINITY };

  constructor(private readonly surroundings: LifeSurroundings) {}

  /** The present occasion, or the last one. */
  get occasion(): Occasion | undefined {
    return this.#occasion;
  }

  /** What does not count any more, since an occasion was closed for good. */
  get usedUp(): UsedUp {
    return this.#usedUp;
  }

  /** The condition holds: an occasion opens, or the one that is open is renewed. A right that was used stays used. */
  holds({ trigger, serviceLevel, branches, on, period, factIds }: Holding): void {
    const occasion = this.#occasion;
    const operands = {
      period,
      ...(serviceLevel === undefined ? {} : { serviceLevel }),
      ...(branches === undefined ? {} : { fulfilled: branches }),
    };
    if (occasion?.state === 'exercised') return;
    if (isOpen(occasion)) {
      this.#occasion = { ...occasion, heldOn: Math.max(occasion.heldOn, on), trigger };
      this.#step(on, 'condition-held-again', operands, factIds);
      return;
    }
    const cure = trigger.cureDays !== undefined;
    this.#occasion = {
      trigger,
      serviceLevel,
      state: cure ? 'armed' : 'exercisable',
      armedOn: on,
      heldOn: on,
      noticedOn: undefined,
      exercisableFrom: cure ? undefined : on,
      exercisedOn: undefined,
    };
    this.#step(on, 'condition-holds', operands, factIds);
  }

  /**
   * A period has ended, at whose end the condition holds or not. The first one that ends no earlier than the days of
   * cure decides on a cure that only the condition can show.
   */
  periodEnded(held: boolean, at: EpochSeconds, on: DayNumber, period: string): void {
    const occasion = this.#occasion;
    if (!isOpen(occasion) || occasion.state !== 'curing' || on < curesBy(occasion)!) return;
    if (this.surroundings.cureTestOf(occasion) !== 'condition-clears') return;
    if (held) this.#opens(occasion, on, 'condition-has-not-cleared', { period }, []);
    else this.#close('cured', { until: at, eventsBefore: at }, on, 'condition-has-cleared', { period }, []);
  }

  /** Everything that the passing of days does up to an instant; with `before`, not at the instant itself. */
  passTo(instant: EpochSeconds, before = false): void {
    for (;;) {
      const next = this.#nextDeadline();
      if (next === undefined || next.at > instant || (before && next.at === instant)) return;
      next.pass();
    }
  }

  /** A fact of the parties. `ignore`: where it changes nothing, it may belong to an occasion that is not looked at. */
  take(record: ExitFact, ignore: boolean): void {
    const { fact } = record;
    const at = wholeSecond(record.effectiveAt);
    const on = localOfInstant(this.surroundings.zone, at).date;
    const refused = this.#apply(fact.type, at, on, [fact.id]);
    if (refused !== undefined && !ignore) {
      this.steps.push({
        state: this.#occasion?.state ?? 'clear',
        on,
        rule: ruleOf[fact.type],
        refused,
        operands: {},
        factIds: [fact.id],
      });
    }
  }

  /** @returns why the fact changes nothing, where it does not. */
  #apply(
    type: ExitFact['fact']['type'],
    at: EpochSeconds,
    on: DayNumber,
    factIds: readonly string[],
  ): string | undefined {
    const occasion = this.#occasion;
    if (!isOpen(occasion))
      return occasion === undefined ? 'no-right-has-arisen' : `right-is-${occasion.state}`;
    switch (type) {
      case 'ExitNoticeServed':
        return this.#notice(occasion, on, factIds);
      case 'CurePlanSubmitted':
        if (occasion.state !== 'curing') return 'no-cure-is-running';
        this.#step(on, 'cure-plan-submitted', {}, factIds);
        return undefined;
      case 'CureAccepted':
        if (occasion.state !== 'curing') return 'no-cure-is-running';
        if (on > curesBy(occasion)!) return 'days-of-cure-are-over';
        this.#close('cured', byFact(at), on, 'cure-accepted', {}, factIds);
        return undefined;
      case 'CureRefused':
        if (occasion.state !== 'curing') return 'no-cure-is-running';
        this.#step(on, 'cure-refused', {}, factIds);
        return undefined;
      case 'ExitRightExercised':
        return this.#exercise(occasion, at, on, factIds);
      case 'ExitRightWaived':
        this.#close('waived', byFact(at), on, 'waived', {}, factIds);
        return undefined;
    }
  }

  #notice(occasion: Occasion, on: DayNumber, factIds: readonly string[]): string | undefined {
    if (occasion.noticedOn !== undefined) return 'notice-was-served-before';
    const noticed = { ...occasion, noticedOn: on };
    this.#occasion = { ...noticed, state: 'noticed' };
    this.#step(on, 'notice-served', {}, factIds);
    const cure = curesBy(noticed);
    this.#occasion = { ...noticed, state: cure === undefined ? 'exercisable' : 'curing' };
    if (cure === undefined) this.#step(on, 'no-cure-to-wait-for', {}, []);
    else this.#step(on, 'cure-begins', { cureDays: noticed.trigger.cureDays! }, []);
    return undefined;
  }

  #exercise(
    occasion: Occasion,
    at: EpochSeconds,
    on: DayNumber,
    factIds: readonly string[],
  ): string | undefined {
    if (occasion.state === 'armed') return 'notice-and-cure-come-first';
    if (occasion.state !== 'exercisable') return 'cure-is-running';
    this.#occasion = { ...occasion, exercisedOn: on };
    const { noticeDays = null } = occasion.trigger;
    this.#close('exercised', byFact(at), on, 'exercised', { noticeDays }, factIds);
    return undefined;
  }

  #nextDeadline(): Deadline | undefined {
    const occasion = this.#occasion;
    if (!isOpen(occasion)) return undefined;
    const test = occasion.state === 'curing' ? this.surroundings.cureTestOf(occasion) : undefined;
    const notice = occasion.noticedOn === undefined ? noticeBy(occasion) : undefined;
    // Of those at the same instant the end of the cure comes first, as it may end the occasion well.
    const deadlines = [
      this.#deadline(
        test === undefined || test === 'condition-clears' ? undefined : curesBy(occasion),
        (at, on) => this.#endOfCure(occasion, test === 'measured', at, on),
      ),
      this.#deadline(notice, (_at, on, last) => this.#lapse(on, 'no-notice-in-time', last)),
      this.#deadline(this.#lastDay(occasion), (_at, on, last) =>
        this.#lapse(on, 'not-exercised-in-time', last),
      ),
    ].filter((deadline) => deadline !== undefined);
    return deadlines.reduce<Deadline | undefined>(
      (first, other) => (first === undefined || other.at < first.at ? other : first),
      undefined,
    );
  }

  #deadline(
    last: DayNumber | undefined,
    pass: (at: EpochSeconds, on: DayNumber, last: DayNumber) => void,
  ): Deadline | undefined {
    if (last === undefined) return undefined;
    const at = startOfLocalDate(this.surroundings.zone, last + 1);
    return { at, pass: () => pass(at, last + 1, last) };
  }

  /** A right whose days count from a day that has not come lasts at most until the term ends. */
  #lastDay(occasion: Occasion): DayNumber | undefined {
    const { termEnd } = this.surroundings;
    return exerciseBy(occasion, termEnd) ?? termEnd;
  }

  #endOfCure(occasion: Occasion, measured: boolean, at: EpochSeconds, on: DayNumber): void {
    if (!measured) {
      this.#opens(occasion, on, 'cure-not-accepted', {}, []);
      return;
    }
    const { worse, operands, factIds } = this.surroundings.measureCure(occasion);
    if (worse) this.#opens(occasion, on, 'cure-not-shown-by-measure', operands, factIds);
    else
      this.#close('cured', { until: at, eventsBefore: at }, on, 'cure-shown-by-measure', operands, factIds);
  }

  #opens(
    occasion: Occasion,
    on: DayNumber,
    rule: string,
    operands: Operands,
    factIds: readonly string[],
  ): void {
    this.#occasion = { ...occasion, state: 'exercisable', exercisableFrom: on };
    this.#step(on, rule, operands, factIds);
  }

  /** A right that lapsed uses nothing up: a condition that goes on holding renews it. */
  #lapse(on: DayNumber, rule: string, last: DayNumber): void {
    this.#occasion = { ...this.#occasion!, state: 'lapsed' };
    this.#step(on, rule, { lastDay: formatLocalDate(last) }, []);
  }

  #close(
    state: 'cured' | 'exercised' | 'waived',
    usedUp: UsedUp,
    on: DayNumber,
    rule: string,
    operands: Operands,
    factIds: readonly string[],
  ): void {
    this.#occasion = { ...this.#occasion!, state };
    this.#usedUp = usedUp;
    this.#step(on, rule, operands, factIds);
  }

  #step(on: DayNumber, rule: string, operands: Operands, factIds: readonly string[]): void {
    this.steps.push({ state: this.#occasion!.state, on, rule, refused: undefined, operands, factIds });
  }
}

/** A fact comes after the events of its second. */
function byFact(at: EpochSeconds): UsedUp {
  return { until: at, eventsBefore: at + 1 };
}

const ruleOf: Readonly<Record<ExitFact['fact']['type'], string>> = {
  ExitNoticeServed: 'notice-served',
  CurePlanSubmitted: 'cure-plan-submitted',
  CureAccepted: 'cure-accepted',
  CureRefused: 'cure-refused',
  ExitRightExercised: 'exercised',
  ExitRightWaived: 'waived',
};
