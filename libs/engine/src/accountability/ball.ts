import { compareText, type EpochSeconds } from '@tallystick/quantities';
import { EventKind, isEnd, StatusCode, type TicketTracks, type Timeline } from '../timeline/index.js';
import { behindLimit, Foremost, type Listed } from './foremost.js';
import type { PartyNames } from '../history/party-names.js';
import type { PeriodView } from './period-view.js';

/** A ticket that somebody held, for how long, and the facts that gave it to them. */
interface HeldTicket {
  readonly ticket: number;
  readonly seconds: number;
  readonly factIds: readonly string[];
}

/** What one party held in its court. */
export interface BallHolding {
  /** `client`, `provider`, the name of a third party; absent: a third party that no fact names. */
  readonly party: string | undefined;
  /** Of all tickets together. */
  readonly seconds: number;
  readonly tickets: number;
  /** Those that it held longest. */
  readonly longest: Listed<HeldTicket>;
}

export interface Ball {
  readonly seconds: number;
  /** The tickets that were open for some time of the period, or opened in it. */
  readonly tickets: readonly number[];
  readonly holdings: readonly BallHolding[];
}

/** Somebody holds a ticket from an instant to another, by the fact of a row. */
type VisitStretch = (holder: number, from: EpochSeconds, until: EpochSeconds, row: number) => void;

/** Holders by number: these three, and every other party by the order in which it is met. */
const provider = 0;
const client = 1;
const unnamed = 2;
const nobody = -1;

/**
 * Who holds the ball of open tickets (design 2). A fact that says who must act next decides until the status changes.
 * Else the status does: the client where the ticket waits for it; the third party that it is assigned to, or one without
 * a name, where it waits for one; in every other status the party that it is assigned to, or the provider. A ticket
 * that is resolved, closed or cancelled is in nobody's court.
 */
export class BallWalk {
  private readonly names: (string | undefined)[] = ['provider', 'client', undefined];
  private readonly holders = new Map<number, number>();
  private readonly rowsByTicket: Timeline['rowsByTicket'];
  private readonly events: Timeline['events'];

  constructor(
    private readonly timeline: Timeline,
    private readonly tracks: TicketTracks,
    private readonly parties: PartyNames,
  ) {
    this.rowsByTicket = timeline.rowsByTicket;
    this.events = timeline.events;
  }

  nameOf(holder: number): string | undefined {
    return this.names[holder];
  }

  /** Visits the stretches of one complete ticket that have some time within `[from, until)`, in order. */
  walk(ticket: number, from: EpochSeconds, until: EpochSeconds, visit: VisitStretch): void {
    const { tracks } = this;
    const { kind: kinds, value, other, effectiveAt } = this.events;
    const { starts, ends, rows } = this.rowsByTicket;
    const openedAt = tracks.openedAt[ticket]!;
    let status: number = StatusCode.new;
    let said = 0;
    let assigned = 0;
    let holder = provider;
    let since = openedAt;
    // The first step of a track is the opening.
    let sinceRow = tracks.row[tracks.starts[ticket]!]!;
    for (let index = starts[ticket]!; index < ends[ticket]!; index += 1) {
      const row = rows[index]!;
      const kind = kinds[row]!;
      if (movesBall[kind] === 0) continue;
      // An event before the opening counts as at the opening, as it does for clocks.
      const second = Math.max(openedAt, Math.floor(effectiveAt[row]! / 1000));
      if (second >= until) break;
      const next = statusAfter(kind, value[row]!, status);
      if (next !== undefined) {
        status = next;
        said = kind === EventKind.transitioned ? other[row]! : 0;
      } else if (kind === EventKind.assigned && value[row] !== 0) {
        assigned = value[row]!;
      } else {
        continue;
      }
      const now = this.holderOf(status, said, assigned);
      if (now === holder) continue;
      if (holder !== nobody && second > from && second > since) {
        visit(holder, Math.max(since, from), second, sinceRow);
      }
      holder = now;
      since = second;
      sinceRow = row;
    }
    const last = Math.max(since, from);
    if (holder !== nobody && last < until) visit(holder, last, until, sinceRow);
  }

  private holderOf(status: number, said: number, assigned: number): number {
    if (isEnd(status)) return nobody;
    if (said !== 0) return this.holder(said);
    if (status === StatusCode.waitingClient) return client;
    const worksOnIt = assigned === 0 ? provider : this.holder(assigned);
    if (status !== StatusCode.waitingThirdParty) return worksOnIt;
    return worksOnIt === provider || worksOnIt === client ? unnamed : worksOnIt;
  }

  /** The holder of a text's code. */
  private holder(code: number): number {
    let holder = this.holders.get(code);
    if (holder === undefined) {
      const name = this.parties.of(this.timeline.text(code));
      holder = this.names.indexOf(name);
      if (holder < 0) holder = this.names.push(name) - 1;
      this.holders.set(code, holder);
    }
    return holder;
  }
}

/** By the kind of an event: whether it can give the ball to somebody else. */
const movesBall = new Uint8Array(Object.keys(EventKind).length);
for (const kind of ['transitioned', 'assigned', 'resolved', 'reopened', 'closed', 'cancelled'] as const) {
  movesBall[EventKind[kind]] = 1;
}

/** The status that an event leaves a ticket in; `undefined` where it has nothing to do with that. */
function statusAfter(kind: number, value: number, status: number): number | undefined {
  switch (kind) {
    case EventKind.transitioned:
      return value;
    case EventKind.resolved:
      return StatusCode.resolved;
    case EventKind.closed:
      return StatusCode.closed;
    case EventKind.cancelled:
      return StatusCode.cancelled;
    case EventKind.reopened:
      return isEnd(status) ? StatusCode.inProgress : undefined;
    default:
      return undefined;
  }
}

/**
 * How long each party held the ball of the tickets that were open in a period: seconds on the clock on the wall, of all
 * those tickets together. One pass over the period's tickets.
 *
 * @param tickets those that may have been open for some time of the period (`ticketsOfPeriod`).
 */
export function ballInCourt(view: PeriodView, tickets: readonly number[]): Ball {
  const { world, period, parties, endsAt } = view;
  const { timeline, environment } = world;
  const tracks = timeline.tracks(environment.valuedAt);
  const walk = new BallWalk(timeline, tracks, parties);
  const courts: Court[] = [];
  const held: number[] = [];
  const open: number[] = [];
  for (const ticket of tickets) {
    walk.walk(ticket, period.startsAt, endsAt, (holder, from, until) => {
      while (held.length <= holder) {
        held.push(0);
        courts.push(new Court(timeline));
      }
      held[holder]! += until - from;
    });
    let isOpen = tracks.openedAt[ticket]! >= period.startsAt;
    for (let holder = 0; holder < held.length; holder += 1) {
      if (held[holder] === 0) continue;
      courts[holder]!.add(ticket, held[holder]!);
      held[holder] = 0;
      isOpen = true;
    }
    if (isOpen) open.push(ticket);
  }
  const factIdsOf = (ticket: number, holder: number): string[] => {
    const factIds: string[] = [];
    walk.walk(ticket, period.startsAt, endsAt, (who, _from, _until, row) => {
      if (who === holder) factIds.push(timeline.factIdOfRow(row));
    });
    return factIds;
  };
  const holdings = courts.flatMap(({ seconds, tickets: count, longest }, holder): BallHolding[] =>
    count === 0
      ? []
      : [
          {
            party: walk.nameOf(holder),
            seconds,
            tickets: count,
            longest: {
              listed: longest.all.listed.map((one) => ({ ...one, factIds: factIdsOf(one.ticket, holder) })),
              more: longest.all.more,
            },
          },
        ],
  );
  return {
    seconds: holdings.reduce((sum, { seconds }) => sum + seconds, 0),
    tickets: open,
    holdings: holdings.sort(inOrder),
  };
}

/** What one holder has, while it is counted. */
class Court {
  seconds = 0;
  tickets = 0;
  readonly longest: Foremost<{ readonly ticket: number; readonly seconds: number }>;

  constructor(timeline: Timeline) {
    this.longest = new Foremost(
      behindLimit,
      (a, b) =>
        b.seconds - a.seconds || compareText(timeline.ticketKey(a.ticket), timeline.ticketKey(b.ticket)),
    );
  }

  add(ticket: number, seconds: number): void {
    this.seconds += seconds;
    this.tickets += 1;
    this.longest.add({ ticket, seconds });
  }
}

/** The provider, the client, the third parties by their names, and those without one. */
function inOrder(a: BallHolding, b: BallHolding): number {
  return rank(a) - rank(b) || compareText(a.party ?? '', b.party ?? '');
}

function rank({ party }: BallHolding): number {
  return party === 'provider' ? 0 : party === 'client' ? 1 : party === undefined ? 3 : 2;
}
