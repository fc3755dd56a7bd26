import { Choice, DurationText, Either, Field, ListOf, Nested, shape, Text } from '@tallystick/documents';
import { parseDuration } from '@tallystick/quantities';
import {
  type Clock,
  clockStartPolicies,
  onDowngradeAfterBreachPolicies,
  onReopenPolicies,
  onReprioritisePolicies,
  pausableStatuses,
  type PausableStatus,
  pauseAfterBreachPolicies,
  type PauseRule,
  responseEvidenceKinds,
  type StartMark,
  startMarks,
  type StopMark,
  stopMarks,
} from '../model/clock.js';
import { type AuthoredByPriority, readByPriority } from '../resolution/by-priority.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct, positiveSpan } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';

export class PauseTerms {
  @ListOf(shape.choice(pausableStatuses), {
    min: 1,
    meaning: 'The statuses of a ticket in which the clock stands still.',
  })
  statuses!: readonly PausableStatus[];

  @Choice(['not-required', 'required'], {
    optional: true,
    default: '`not-required`',
    meaning:
      '`required`: a wait counts only where its fact carries evidence, such as a request to the client.',
  })
  evidence?: PauseRule['evidence'];

  @DurationText({
    optional: true,
    default: 'no cap',
    meaning: 'A single wait pauses for at most so much working time; the rest of it runs.',
  })
  eachAtMost?: string;

  @DurationText({
    optional: true,
    default: 'no cap',
    meaning: 'All waits of one clock together pause for at most so much working time.',
  })
  totalAtMost?: string;

  @Field(words.span, {
    optional: true,
    default: 'no cutoff',
    meaning: 'A wait that was recorded later than this after it began does not pause.',
  })
  recordedWithin?: string;
}

export class ClockClause {
  @Field(words.id, { meaning: aboutClause.id })
  id!: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Choice(startMarks, { meaning: "The mark of a ticket's life at which the clock starts." })
  from!: StartMark;

  @Choice(stopMarks, {
    meaning: 'The mark at which it stops. Closing without resolving counts as resolved at closing.',
  })
  to!: StopMark;

  @Either({
    text: words.id,
    object: shape.map(words.id, { min: 1 }),
    meaning:
      'The id of the calendar whose working time it counts; or one by priority, with `else` for all others.',
  })
  calendar!: AuthoredByPriority;

  @Nested(() => PauseTerms, {
    optional: true,
    default: 'it never pauses',
    meaning: 'When the clock stands still. Whether a response clock pauses is said here too.',
  })
  pause?: PauseTerms;

  @Choice(onReprioritisePolicies, {
    optional: true,
    default: '`retarget`',
    meaning:
      'What a change of priority does while the clock runs. `retarget`: the new limit, elapsed time kept. `restart`: ' +
      'it starts again. `keep-first`: the first limit stays. `segment-by-priority`: the time in each priority is held ' +
      "against that priority's limit. Pauses already taken are always kept.",
  })
  onReprioritise?: Clock['onReprioritise'];

  @Choice(onDowngradeAfterBreachPolicies, {
    optional: true,
    default: '`keep-breach`',
    meaning:
      'Whether a breach stays after the priority falls and the new limit would be met. `recompute`: it is judged anew.',
  })
  onDowngradeAfterBreach?: Clock['onDowngradeAfterBreach'];

  @Choice(onReopenPolicies, {
    optional: true,
    default: '`continue`',
    meaning:
      'What a reopening after the stop mark does. `continue`: the same clock, the time between not counted. ' +
      '`continue-counting`: that time counted. `restart`: a fresh clock from the reopening replaces the first. ' +
      '`new-instance`: the first result stands and another is counted. `ignore`: the first stop is final.',
  })
  onReopen?: Clock['onReopen'];

  @Field(words.span, {
    optional: true,
    default: 'no window',
    meaning: 'A reopening later than this after the stop is ignored.',
  })
  reopenWithin?: string;

  @Choice(pauseAfterBreachPolicies, {
    optional: true,
    default: '`freeze-overrun`',
    meaning: 'A pause after the breach never cures it; this says whether it still stops the overrun.',
  })
  pauseAfterBreach?: Clock['pauseAfterBreach'];

  @Choice(clockStartPolicies, {
    optional: true,
    default: '`next-opening`',
    meaning: '`immediate`: the time from the mark to the next opening counts as well.',
  })
  start?: Clock['start'];

  @DurationText({
    optional: true,
    default: '`0m`',
    meaning: 'Working time granted on top of the limit where the clock starts outside opening hours.',
  })
  outOfHoursAllowance?: string;

  @ListOf(shape.choice(responseEvidenceKinds), {
    optional: true,
    min: 1,
    default: 'all but `automatic`',
    meaning: 'Which responses stop a clock that runs to `responded`. One that names no evidence always does.',
  })
  responseEvidence?: Clock['responseEvidence'] extends ReadonlySet<infer Kind> ? readonly Kind[] : never;

  @Choice(['pauses', 'counts'], {
    optional: true,
    default: '`pauses`',
    meaning: 'Whether the clock stands still during time for which relief was granted, or counts it.',
  })
  relief?: Clock['relief'];

  @Choice(['opened', 'resolved', 'due'], {
    optional: true,
    default: '`opened`',
    meaning:
      'Under which version of the terms a ticket stands: the one in force when it was opened, resolved or due.',
  })
  termsOf?: Clock['termsOf'];
}

const evidenceByDefault = responseEvidenceKinds.filter((kind) => kind !== 'automatic');

export function resolveClock(authored: ClockClause, path: string, resolution: Resolution): Clock | undefined {
  const calendar = readByPriority(authored.calendar, `${path}.calendar`, resolution, (id, idPath) => {
    resolution.calendars.find(id, idPath, resolution);
    return id;
  });
  if (authored.from === authored.to) {
    resolution.problem(
      `${path}.to`,
      `The clock stops where it starts (${authored.to}).`,
      'Name a later mark.',
    );
  } else if (authored.from === 'resolved' && authored.to !== 'closed') {
    resolution.problem(
      `${path}.to`,
      `${authored.to} comes before resolved.`,
      'Name a later mark, such as closed.',
    );
  }
  if (authored.responseEvidence !== undefined && authored.to !== 'responded') {
    resolution.problem(
      `${path}.responseEvidence`,
      `It has no effect on a clock that runs to ${authored.to}.`,
      'Leave it out.',
    );
  }
  if (authored.reopenWithin !== undefined && authored.onReopen === 'ignore') {
    resolution.problem(
      `${path}.reopenWithin`,
      'It has no effect where reopenings are ignored.',
      'Leave it out.',
    );
  }
  checkDistinct(authored.responseEvidence, `${path}.responseEvidence`, resolution);
  const pause = authored.pause && resolvePause(authored.pause, `${path}.pause`, resolution);
  const reopenWithinSeconds = positiveSpan(authored.reopenWithin, `${path}.reopenWithin`, resolution);
  if (!resolution.isSound(path)) return undefined;
  return Object.freeze({
    id: authored.id,
    clause: authored.clause,
    from: authored.from,
    to: authored.to,
    calendar: Object.freeze(calendar),
    pause,
    onReprioritise: authored.onReprioritise ?? 'retarget',
    onDowngradeAfterBreach: authored.onDowngradeAfterBreach ?? 'keep-breach',
    onReopen: authored.onReopen ?? 'continue',
    reopenWithinSeconds,
    pauseAfterBreach: authored.pauseAfterBreach ?? 'freeze-overrun',
    start: authored.start ?? 'next-opening',
    outOfHoursAllowanceSeconds: parseDuration(authored.outOfHoursAllowance ?? '0s'),
    responseEvidence: new Set(authored.responseEvidence ?? evidenceByDefault),
    relief: authored.relief ?? 'pauses',
    termsOf: authored.termsOf ?? 'opened',
  });
}

function resolvePause(authored: PauseTerms, path: string, resolution: Resolution): PauseRule {
  checkDistinct(authored.statuses, `${path}.statuses`, resolution);
  return Object.freeze({
    statuses: new Set(authored.statuses),
    evidence: authored.evidence ?? 'not-required',
    eachAtMostSeconds: positiveSpan(authored.eachAtMost, `${path}.eachAtMost`, resolution),
    totalAtMostSeconds: positiveSpan(authored.totalAtMost, `${path}.totalAtMost`, resolution),
    recordedWithinSeconds: positiveSpan(authored.recordedWithin, `${path}.recordedWithin`, resolution),
  });
}
