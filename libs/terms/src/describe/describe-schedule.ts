import { formatLocalDate } from '@tallystick/quantities';
import { describeScope } from '../measures/population.js';
import type { EventKind, Schedule } from '../model/schedule.js';
import type { Scope } from '../model/scope.js';
import { describeOffset } from './describe-offset.js';
import { ordinal } from './words.js';

const events: {
  readonly [Kind in EventKind]: { readonly noun: 'ticket' | 'outage' | 'change'; readonly happened: string };
} = {
  'ticket-opened': { noun: 'ticket', happened: 'is opened' },
  'ticket-resolved': { noun: 'ticket', happened: 'is resolved' },
  'ticket-closed': { noun: 'ticket', happened: 'is closed' },
  'outage-began': { noun: 'outage', happened: 'begins' },
  'outage-ended': { noun: 'outage', happened: 'ends' },
  'change-requested': { noun: 'change', happened: 'is requested' },
  'change-finished': { noun: 'change', happened: 'is finished' },
  request: { noun: 'ticket', happened: 'begins to wait for the client' },
};

/** When something is owed: `within 10 business days (office) after the end of each period`. */
export function describeSchedule(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'each-period':
      return `within ${describeOffset(schedule.after)} after the end of ${every(schedule.every, 'period')}`;
    case 'each-months':
      return `within ${describeOffset(schedule.after)} after the end of ${every(schedule.months, 'month')}`;
    case 'after-event': {
      const { noun, happened } = events[schedule.event];
      return `within ${describeOffset(schedule.within)} after ${describeEach(schedule.where, noun)} ${happened}`;
    }
    case 'before-date':
      return `before ${formatLocalDate(schedule.date)}`;
    case 'milestones':
      return schedule.project === undefined
        ? 'by the day planned for each milestone'
        : `by the day planned for each milestone of ${schedule.project}`;
  }
}

/** `a ticket`, `a ticket of priority P1`. */
function describeEach(where: Scope, noun: string): string {
  return `${noun === 'outage' ? 'an' : 'a'} ${describeScope(where, noun)}`;
}

function every(count: number, unit: string): string {
  return count === 1 ? `each ${unit}` : `every ${ordinal(count)} ${unit}`;
}
