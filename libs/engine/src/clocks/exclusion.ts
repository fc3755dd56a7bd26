import type { ExclusionReason } from '@tallystick/terms';
import { StatusCode, type TicketTracks } from '../timeline/index.js';

/** Why a population leaves a ticket out, whatever its clock says; the first reason in the order of the terms' list. */
export function exclusionOf(
  tracks: TicketTracks,
  ticket: number,
  exclude: ReadonlySet<ExclusionReason>,
): ExclusionReason | undefined {
  if (tracks.status[ticket] === StatusCode.cancelled && exclude.has('cancelled')) {
    return 'cancelled';
  }
  if (tracks.duplicateOf[ticket] !== 0 && exclude.has('duplicate')) {
    return 'duplicate';
  }
  return tracks.parent[ticket] !== 0 && exclude.has('child') ? 'child' : undefined;
}
