import { formatDuration } from '@tallystick/quantities';
import type { Clock } from '../model/clock.js';
import { describeByPriority } from './words.js';

export function describeClock(clock: Clock): readonly string[] {
  const calendar = describeByPriority(clock.calendar, (id) => id);
  const lines = [
    `Counts working time from ${clock.from} to ${clock.to} in the calendar ${calendar}.`,
    describePause(clock),
    `A change of priority: ${clock.onReprioritise}; a breach, where the priority falls later: ${clock.onDowngradeAfterBreach}.`,
    `A reopening: ${clock.onReopen}${
      clock.reopenWithinSeconds === undefined
        ? ''
        : ` within ${formatDuration(clock.reopenWithinSeconds)}, else ignored`
    }.`,
    `A ticket stands under the terms in force when it was ${clock.termsOf}.`,
  ];
  if (clock.relief === 'counts') lines.push('Time for which relief was granted counts.');
  if (clock.start === 'immediate') lines.push('It starts at once, also outside opening hours.');
  if (clock.outOfHoursAllowanceSeconds > 0) {
    lines.push(
      `A start outside opening hours grants ${formatDuration(clock.outOfHoursAllowanceSeconds)} more.`,
    );
  }
  if (clock.to === 'responded') {
    lines.push(`Counted as a response: ${[...clock.responseEvidence].join(', ')}.`);
  }
  return lines;
}

function describePause({ pause, pauseAfterBreach }: Clock): string {
  if (pause === undefined) return 'It never pauses.';
  const limits = [
    pause.evidence === 'required' ? 'with evidence' : '',
    pause.eachAtMostSeconds === undefined ? '' : `each at most ${formatDuration(pause.eachAtMostSeconds)}`,
    pause.totalAtMostSeconds === undefined
      ? ''
      : `together at most ${formatDuration(pause.totalAtMostSeconds)}`,
    pause.recordedWithinSeconds === undefined
      ? ''
      : `recorded within ${formatDuration(pause.recordedWithinSeconds)}`,
  ].filter((text) => text !== '');
  const stated = limits.length === 0 ? '' : ` (${limits.join(', ')})`;
  return `It pauses in ${[...pause.statuses].join(' and ')}${stated}; after a breach: ${pauseAfterBreach}.`;
}
