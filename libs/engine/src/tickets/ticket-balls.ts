import { type EpochMilliseconds, type EpochSeconds, wholeSecond } from '@tallystick/quantities';
import { BallWalk } from '../accountability/ball.js';
import { PartyNames } from '../history/party-names.js';
import { termsAsKnown } from '../history/terms-as-known.js';
import type { Knowledge } from '../statement/statement-input.js';
import { TicketState } from '../timeline/index.js';

/** A time in which one party had to act next on a ticket. */
export interface BallStretch {
  /** `client`, `provider`, or a third party by its short name; null for a third party that no fact names. */
  readonly party: string | null;
  readonly from: EpochSeconds;
  /** Half-open; the instant of valuation where the ball is still there. */
  readonly until: EpochSeconds;
  /** It is still there: the ticket has not ended and nobody else has it. */
  readonly running: boolean;
  /** The fact that gave it to the party. */
  readonly fact: string;
}

/**
 * Who held the ball of a ticket, from its opening to its end or the instant of valuation, in order, by the rule that
 * statements go by (accountability/ball.ts). A stretch that begins at that very instant has no seconds.
 *
 * @returns a function of the ticket's index in the timeline; of an incomplete ticket there are no stretches.
 */
export function ticketBalls(
  input: Pick<Knowledge, 'timeline' | 'zones'> & { readonly valuedAt: EpochMilliseconds },
): (index: number) => readonly BallStretch[] {
  const { timeline } = input;
  const valuedAt = wholeSecond(input.valuedAt);
  const tracks = timeline.tracks(valuedAt);
  const walk = new BallWalk(
    timeline,
    tracks,
    new PartyNames(termsAsKnown(timeline, input.zones).versions.map(({ terms }) => terms)),
  );
  // What happens at the instant itself counts, so the walk goes one second further than the stretches.
  const beyond = valuedAt + 1;
  return (index) => {
    const stretches: BallStretch[] = [];
    if (tracks.state[index] !== TicketState.complete) return stretches;
    walk.walk(index, -Infinity, beyond, (holder, from, until, row) => {
      stretches.push({
        party: walk.nameOf(holder) ?? null,
        from,
        until: Math.min(until, valuedAt),
        running: until === beyond,
        fact: timeline.factIdOfRow(row),
      });
    });
    return stretches;
  };
}
