import { type TicketStatus, ticketStatuses } from '@tallystick/facts';
import type { responseEvidenceKinds } from '@tallystick/terms';

/** The ticket facts that the timeline keeps as rows; the index is the row's kind. Append only: segments hold the index. */
export const ticketEventNames = [
  'TicketOpened',
  'TicketResponded',
  'TicketTransitioned',
  'TicketReprioritised',
  'TicketReclassified',
  'TicketAssigned',
  'TicketUpdatePosted',
  'TicketResolved',
  'TicketReopened',
  'TicketClosed',
  'TicketCancelled',
  'TicketEscalated',
  'TicketLinked',
] as const;
export type TicketEventName = (typeof ticketEventNames)[number];

export const EventKind = Object.freeze({
  opened: 0,
  responded: 1,
  transitioned: 2,
  reprioritised: 3,
  reclassified: 4,
  assigned: 5,
  updatePosted: 6,
  resolved: 7,
  reopened: 8,
  closed: 9,
  cancelled: 10,
  escalated: 11,
  linked: 12,
});

/** Codes of the canonical statuses, in the catalogue's order. Those from `resolved` on end a ticket. */
export const StatusCode = Object.freeze({
  new: 0,
  inProgress: 1,
  waitingClient: 2,
  waitingThirdParty: 3,
  waitingChange: 4,
  resolved: 5,
  closed: 6,
  cancelled: 7,
});

const codes: ReadonlyMap<string, number> = new Map(ticketStatuses.map((status, code) => [status, code]));

export function statusCodeOf(status: string): number {
  return codes.get(status)!;
}

export function statusOf(code: number): TicketStatus {
  return ticketStatuses[code]!;
}

/** Whether a ticket in this status has ended: resolved, closed or cancelled. */
export function isEnd(status: number): boolean {
  return status >= StatusCode.resolved;
}

/** Bits of a row's flags. */
export const EventFlag = Object.freeze({
  /** TicketTransitioned: the fact carries evidence for the wait. */
  evidence: 1,
});

/** The evidence kinds of a response. Append only: segments hold the code, which is the index plus one; 0 is none. */
export const responseEvidence = [
  'public-reply',
  'private-note',
  'assignment',
  'status-change',
  'automatic',
] as const satisfies readonly (typeof responseEvidenceKinds)[number][];

export function responseEvidenceCodeOf(evidence: string | undefined): number {
  return evidence === undefined ? 0 : (responseEvidence as readonly string[]).indexOf(evidence) + 1;
}
