import type { DayNumber } from '@tallystick/quantities';
import type { ExitTrigger } from '@tallystick/terms';
import type { ExitState } from '../statement/exits.js';

/**
 * One time that an exit right arose, from the day on which its condition held until it was used or gone. It stands
 * under the trigger as it read when the condition last held.
 */
export interface Occasion {
  readonly trigger: ExitTrigger;
  /** Of one of several levels, the one that made the condition hold. */
  readonly serviceLevel: string | undefined;
  readonly state: Exclude<ExitState, 'clear' | 'watch'>;
  readonly armedOn: DayNumber;
  /** The last day on which the condition held: from then on notice is due, and by default the right lasts. */
  readonly heldOn: DayNumber;
  readonly noticedOn: DayNumber | undefined;
  readonly exercisableFrom: DayNumber | undefined;
  readonly exercisedOn: DayNumber | undefined;
}

type OpenState = 'armed' | 'noticed' | 'curing' | 'exercisable';
const openStates: ReadonlySet<ExitState> = new Set<OpenState>(['armed', 'noticed', 'curing', 'exercisable']);

/** Whether the occasion is still going on. An exercised right is used for good. */
export function isOpen(occasion: Occasion | undefined): occasion is Occasion & { readonly state: OpenState } {
  return occasion !== undefined && openStates.has(occasion.state);
}

/** The last day for notice, where the terms set one. */
export function noticeBy({ trigger, heldOn }: Occasion): DayNumber | undefined {
  return trigger.noticeWithinDays === undefined ? undefined : heldOn + trigger.noticeWithinDays;
}

/** The last day of the cure; the day of the notice is day 0. */
export function curesBy({ trigger, noticedOn }: Occasion): DayNumber | undefined {
  return trigger.cureDays === undefined || noticedOn === undefined ? undefined : noticedOn + trigger.cureDays;
}

/**
 * The last day on which the right may be exercised: no later than the term. Undefined where that is not known yet, as
 * the days count from a day that has not come, or where nothing limits it.
 */
export function exerciseBy(occasion: Occasion, termEnd: DayNumber | undefined): DayNumber | undefined {
  const { exerciseWithinDays, exerciseFrom } = occasion.trigger;
  if (exerciseWithinDays === undefined) return termEnd;
  const from = exerciseFrom === 'held' ? occasion.heldOn : occasion.exercisableFrom;
  if (from === undefined) return undefined;
  const last = from + exerciseWithinDays;
  return termEnd === undefined ? last : Math.min(last, termEnd);
}

/** The last day of the notice after the exercise. */
export function endsOn({ trigger, exercisedOn }: Occasion): DayNumber | undefined {
  return exercisedOn === undefined ? undefined : exercisedOn + (trigger.noticeDays ?? 0);
}
