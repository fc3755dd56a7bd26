import type { EpochMilliseconds, EpochSeconds } from '@tallystick/quantities';
import type { TicketStatus } from '@tallystick/facts';
import type { TicketEventName } from './event-kinds.js';

/** One ticket with everything that the fold keeps of it, for explaining; made on demand and slow beside the columns. */
export interface TicketView {
  readonly index: number;
  readonly ticket: string;
  /** `incomplete`: no TicketOpened is known (an export that was cut), so that no clock can be read. */
  readonly state: 'complete' | 'incomplete';
  readonly ticketType: string | undefined;
  readonly service: string | undefined;
  readonly category: string | undefined;
  readonly configurationItem: string | undefined;
  readonly site: string | undefined;
  readonly openedAt: EpochSeconds | undefined;
  readonly reportedAt: EpochSeconds | undefined;
  readonly openedBy: string | undefined;
  /** As last known. */
  readonly status: TicketStatus | undefined;
  readonly priority: string | undefined;
  readonly duplicateOf: string | undefined;
  readonly parent: string | undefined;
  /** In the order in which they count. */
  readonly events: readonly TicketEvent[];
}

export interface TicketEvent {
  readonly type: TicketEventName;
  readonly factId: string;
  readonly position: number;
  readonly effectiveAt: EpochMilliseconds;
  readonly recordedAt: EpochMilliseconds;
  /** The second at which it counts: not before the ticket's opening. */
  readonly countsAt: EpochSeconds;
  /** The status, priority, evidence of a response, party, relation or level that the fact states. */
  readonly value: string | undefined;
  /** The other thing that it names: who holds the ball, the group, the linked key. */
  readonly other: string | undefined;
  /** Whether a TicketTransitioned carries evidence for a wait. */
  readonly evidence: boolean;
}
