import type { Clock, StopMark } from '@tallystick/terms';
import { isEnd, StatusCode } from '../timeline/index.js';

/** How a ticket's status passes the marks of a clock. */

/** Whether this status passes the start mark. A ticket that ended without a response was answered by its end. */
export function startsIn({ from }: Clock, status: number): boolean {
  switch (from) {
    case 'activated':
      return status !== StatusCode.new && status !== StatusCode.cancelled;
    case 'responded':
    case 'resolved':
      return status === StatusCode.resolved || status === StatusCode.closed;
    default:
      return false;
  }
}

/** Whether this status passes the stop mark. A ticket that ends stops every clock, but one that waits for the closing. */
export function stopsIn({ to }: Clock, status: number): boolean {
  switch (to) {
    case 'closed':
      return status === StatusCode.closed || status === StatusCode.cancelled;
    case 'activated':
      return status !== StatusCode.new;
    default:
      return isEnd(status);
  }
}

/** The mark that a status passed when it stopped the clock. */
export function stopMarkOf({ to }: Clock, status: number): StopMark | 'cancelled' {
  if (status === StatusCode.cancelled) {
    return 'cancelled';
  }
  if (to === 'activated' || !isEnd(status)) {
    return to;
  }
  return status === StatusCode.closed ? 'closed' : 'resolved';
}

/** Marks that a ticket passes once: a reopening does not undo that it was answered, begun or assigned. */
export function isPassedOnce(mark: StopMark): boolean {
  return mark === 'responded' || mark === 'activated' || mark === 'assigned';
}
