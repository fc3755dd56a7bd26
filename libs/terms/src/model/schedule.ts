import type { DayNumber } from '@tallystick/quantities';
import type { Scope } from './scope.js';

/**
 * A stretch of time after an anchor. Days end with their last instant: the closing time of the nth business day, or
 * the end of the nth local day; the day of the anchor itself is day 0.
 */
export type Offset =
  | { readonly kind: 'business-days'; readonly days: number; readonly calendar: string }
  | { readonly kind: 'calendar-days'; readonly days: number }
  | { readonly kind: 'working-time'; readonly seconds: number; readonly calendar: string };

/** What something can be owed within a time of. Each has a key: the ticket's, outage's or change's. */
export const eventKinds = [
  'ticket-opened',
  'ticket-resolved',
  'ticket-closed',
  'outage-began',
  'outage-ended',
  'change-requested',
  'change-finished',
  'request',
] as const;
/** `request`: the provider waits for the client (a ticket went to waiting-client); its key is the ticket's. */
export type EventKind = (typeof eventKinds)[number];

/** When something is owed (design 3, "obligations"). */
export type Schedule =
  /** After the end of every period, or of every nth counted from the first. */
  | { readonly kind: 'each-period'; readonly every: number; readonly after: Offset }
  /** After the end of every n calendar months counted from the first day of the term. */
  | { readonly kind: 'each-months'; readonly months: number; readonly after: Offset }
  /** Within a time of each event. */
  | {
      readonly kind: 'after-event';
      readonly event: EventKind;
      readonly where: Scope;
      readonly within: Offset;
    }
  /** Once, before the first instant of a local day. */
  | { readonly kind: 'before-date'; readonly date: DayNumber }
  /** Each planned milestone of a project, or of all, by the day that it is planned for. */
  | { readonly kind: 'milestones'; readonly project: string | undefined };
