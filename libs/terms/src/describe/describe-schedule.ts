import { formatLocalDate } from '@tallystick/quantities';
import { describeScope } from '../measures/population.js';
import type { EventKind, Schedule } from '../model/schedule.js';
import { describeOffset } from './describe-offset.js';
import { ordinal } from './words.js';

const events: { readonly [Kind in EventKind]: { readonly noun: string; readonly happened: string } } = {
  'ticket-opened': { noun: 'tickets', happened: 'is opened' },
  'ticket-resolved': { noun: 'tickets', happened: 'is resolved' },
  'ticket-closed': { noun: 'tickets', happened: 'is closed' },
  'outage-began': { noun: 'outages', happened: 'began' },
  'outage-ended': { noun: 'outages', happened: 'ended' },
  'change-requested': { noun: 'changes', happened: 'was requested' },
  'change-finished': { noun: 'changes', happened: 'was finished' },
  request: { noun: 'tickets', happened: 'waits for the client' },
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
      return `within ${describeOffset(schedule.within)} after any of the ${describeScope(schedule.where, noun)} ${happened}`;
    }
    case 'before-date':
      return `before ${formatLocalDate(schedule.date)}`;
    case 'milestones':
      return schedule.project === undefined
        ? 'by the day planned for each milestone'
        : `by the day planned for each milestone of ${schedule.project}`;
  }
}

function every(count: number, unit: string): string {
  return count === 1 ? `each ${unit}` : `every ${ordinal(count)} ${unit}`;
}
