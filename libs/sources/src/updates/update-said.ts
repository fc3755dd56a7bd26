import type { TicketStatus } from '@tallystick/facts';
import type { EpochMilliseconds } from '@tallystick/quantities';

/** The texts of a ticket that are classification, in the order in which they are written. */
export const classificationKeys = ['service', 'category', 'configurationItem', 'site'] as const;
export const assignmentKeys = ['group', 'assignee', 'party'] as const;
/** What only the opening fact holds. */
export const openingKeys = ['openedBy', 'channel', 'title'] as const;
/** What says whom the opening is about, and stands in no fact. */
export const aboutKeys = ['reporter'] as const;

type Texts = Partial<
  Record<
    | (typeof classificationKeys)[number]
    | (typeof assignmentKeys)[number]
    | (typeof openingKeys)[number]
    | (typeof aboutKeys)[number],
    string
  >
>;

/**
 * What one row of a ticket's history says. Whatever is absent the row does not say: the ticket stays as it was. Keys are
 * short lists of plain values because every row is written to the staging file.
 */
export interface UpdateSaid extends Texts {
  readonly at: EpochMilliseconds;
  /** Where clocks showed the row's time twice: the second occurrence. */
  readonly again?: EpochMilliseconds;
  readonly order?: readonly string[];
  readonly opened?: EpochMilliseconds;
  readonly reported?: EpochMilliseconds;
  readonly ticketType?: string;
  readonly priority?: string;
  readonly status?: TicketStatus;
  readonly ball?: string;
  readonly word?: string;
  readonly evidence?: string;
  readonly code?: string;
  /** The row is what the mapping calls a response. */
  readonly responded?: true;
}
