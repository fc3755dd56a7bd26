import type { EpochSeconds } from '@tallystick/quantities';
import { EventFlag, EventKind, isEnd, StatusCode } from './event-kinds.js';
import type { FactStore } from './fact-store.js';
import type { TicketGroups } from './ticket-groups.js';

/** Kinds of a track's steps: only what can move a clock. */
export const StepKind = Object.freeze({
  /** The first step of every track; its value is the priority's code, and the status is `new`. */
  opened: 0,
  /** The status changed; the value is its code, plus `evidenceBit` where the fact carries evidence. */
  status: 1,
  /** The priority changed; the value is its code. */
  priority: 2,
  /** The provider responded; the value is the evidence's code. */
  responded: 3,
  assigned: 4,
});
export const evidenceBit = 8;

export const TicketState = Object.freeze({
  /** Nothing of it is known (yet). */
  absent: 0,
  complete: 1,
  /** There are events but no opening: an export that was cut. */
  incomplete: 2,
});

/**
 * What clocks read: for each ticket its steps in order, in whole seconds, without repetitions, none before its opening
 * and none after the instant of reading; and what is last known of it. The steps of ticket i are `starts[i]..starts[i + 1]`.
 */
export class TicketTracks {
  readonly starts: Int32Array;
  readonly second: Float64Array;
  readonly kind: Uint8Array;
  readonly value: Uint32Array;
  /** The row of the event columns behind the step. */
  readonly row: Int32Array;

  readonly state: Uint8Array;
  readonly openedAt: Float64Array;
  /** When it was reported; the opening where the fact does not say, or says a later instant. */
  readonly reportedAt: Float64Array;
  /** Start of the present end (resolved, closed or cancelled); `NaN` while active. */
  readonly endedAt: Float64Array;
  readonly status: Uint8Array;
  readonly priority: Uint32Array;
  readonly ticketType: Uint32Array;
  readonly service: Uint32Array;
  readonly category: Uint32Array;
  readonly configurationItem: Uint32Array;
  readonly site: Uint32Array;
  /** Code of the key that it duplicates, or of its parent; 0 for none. */
  readonly duplicateOf: Uint32Array;
  readonly parent: Uint32Array;

  constructor(ticketCount: number, stepCount: number) {
    this.starts = new Int32Array(ticketCount + 1);
    this.second = new Float64Array(stepCount);
    this.kind = new Uint8Array(stepCount);
    this.value = new Uint32Array(stepCount);
    this.row = new Int32Array(stepCount);
    this.state = new Uint8Array(ticketCount);
    this.openedAt = new Float64Array(ticketCount).fill(NaN);
    this.reportedAt = new Float64Array(ticketCount).fill(NaN);
    this.endedAt = new Float64Array(ticketCount).fill(NaN);
    this.status = new Uint8Array(ticketCount);
    this.priority = new Uint32Array(ticketCount);
    this.ticketType = new Uint32Array(ticketCount);
    this.service = new Uint32Array(ticketCount);
    this.category = new Uint32Array(ticketCount);
    this.configurationItem = new Uint32Array(ticketCount);
    this.site = new Uint32Array(ticketCount);
    this.duplicateOf = new Uint32Array(ticketCount);
    this.parent = new Uint32Array(ticketCount);
  }
}

/** Works out the tracks from the grouped rows, with the events up to and at `until`. */
export function tracksOf(store: FactStore, groups: TicketGroups, until: EpochSeconds): TicketTracks {
  const ticketCount = groups.ends.length;
  const tracks = new TicketTracks(ticketCount, groups.rows.length);
  const builder = new TrackBuilder(store, tracks, until);
  for (let ticket = 0; ticket < ticketCount; ticket += 1) {
    builder.ticket(ticket, groups.rows, groups.starts[ticket]!, groups.ends[ticket]!);
  }
  return tracks;
}

class TrackBuilder {
  private next = 0;
  private status = 0;
  private evidence = false;
  private priority = 0;
  private readonly duplicateOfCode: number | undefined;
  private readonly parentCode: number | undefined;

  constructor(
    private readonly store: FactStore,
    private readonly tracks: TicketTracks,
    private readonly until: EpochSeconds,
  ) {
    this.duplicateOfCode = store.texts.codeOf('duplicate-of');
    this.parentCode = store.texts.codeOf('parent');
  }

  ticket(ticket: number, rows: Int32Array, start: number, end: number): void {
    const { tracks, until } = this;
    const { events } = this.store;
    tracks.starts[ticket] = this.next;
    let opening = start;
    while (opening < end && events.kind[rows[opening]!] !== EventKind.opened) {
      opening += 1;
    }
    if (opening < end) {
      const openingRow = rows[opening]!;
      const openedAt = Math.floor(events.effectiveAt[openingRow]! / 1000);
      if (openedAt <= until) {
        this.open(ticket, openingRow, openedAt);
        for (let index = start; index < end; index += 1) {
          // An event before the opening counts as at the opening (design 5: an opening that was back-filled).
          const second = Math.max(openedAt, Math.floor(events.effectiveAt[rows[index]!]! / 1000));
          if (second > until) {
            break;
          }
          if (index !== opening) {
            this.event(ticket, rows[index]!, second);
          }
        }
        tracks.status[ticket] = this.status;
        tracks.priority[ticket] = this.priority;
      }
    } else if (start < end && events.effectiveAt[rows[start]!]! < (until + 1) * 1000) {
      tracks.state[ticket] = TicketState.incomplete;
    }
    tracks.starts[ticket + 1] = this.next;
  }

  private open(ticket: number, row: number, openedAt: EpochSeconds): void {
    const { tracks, store } = this;
    const attribute = store.events.other[row]!;
    const reportedAt = Math.floor(store.attributes.reportedAt[attribute]! / 1000);
    tracks.state[ticket] = TicketState.complete;
    tracks.openedAt[ticket] = openedAt;
    tracks.reportedAt[ticket] = reportedAt < openedAt ? reportedAt : openedAt;
    this.status = StatusCode.new;
    this.evidence = false;
    this.priority = store.events.value[row]!;
    this.classify(ticket, attribute);
    this.step(openedAt, StepKind.opened, this.priority, row);
  }

  private event(ticket: number, row: number, second: EpochSeconds): void {
    const { events } = this.store;
    const value = events.value[row]!;
    switch (events.kind[row]) {
      // A second opening restates what the ticket is; it does not open it again.
      case EventKind.opened:
        this.classify(ticket, events.other[row]!);
        this.reprioritise(value, second, row);
        return;
      case EventKind.responded:
        this.step(second, StepKind.responded, value, row);
        return;
      case EventKind.transitioned:
        this.transition(ticket, value, (events.flags[row]! & EventFlag.evidence) !== 0, second, row);
        return;
      case EventKind.reprioritised:
        this.reprioritise(value, second, row);
        return;
      case EventKind.reclassified:
        this.classify(ticket, events.other[row]!);
        return;
      case EventKind.assigned:
        this.step(second, StepKind.assigned, value, row);
        return;
      case EventKind.resolved:
        this.transition(ticket, StatusCode.resolved, false, second, row);
        return;
      case EventKind.reopened:
        if (isEnd(this.status)) {
          this.transition(ticket, StatusCode.inProgress, false, second, row);
        }
        return;
      case EventKind.closed:
        this.transition(ticket, StatusCode.closed, false, second, row);
        return;
      case EventKind.cancelled:
        this.transition(ticket, StatusCode.cancelled, false, second, row);
        return;
      case EventKind.linked:
        if (value === this.duplicateOfCode) {
          this.tracks.duplicateOf[ticket] = events.other[row]!;
        } else if (value === this.parentCode) {
          this.tracks.parent[ticket] = events.other[row]!;
        }
        return;
      default:
        return;
    }
  }

  /** A repeated status changes nothing, unless it brings the evidence that the wait lacked. */
  private transition(
    ticket: number,
    status: number,
    evidence: boolean,
    second: EpochSeconds,
    row: number,
  ): void {
    if (status === this.status && (this.evidence || !evidence)) {
      return;
    }
    if (!isEnd(status)) {
      this.tracks.endedAt[ticket] = NaN;
    } else if (!isEnd(this.status)) {
      this.tracks.endedAt[ticket] = second;
    }
    this.status = status;
    this.evidence = evidence;
    this.step(second, StepKind.status, evidence ? status + evidenceBit : status, row);
  }

  private reprioritise(priority: number, second: EpochSeconds, row: number): void {
    if (priority !== this.priority) {
      this.priority = priority;
      this.step(second, StepKind.priority, priority, row);
    }
  }

  private classify(ticket: number, attribute: number): void {
    const { tracks } = this;
    const { attributes } = this.store;
    const { ticketType, service, category, configurationItem, site } = attributes;
    tracks.ticketType[ticket] = ticketType[attribute]! || tracks.ticketType[ticket]!;
    tracks.service[ticket] = service[attribute]! || tracks.service[ticket]!;
    tracks.category[ticket] = category[attribute]! || tracks.category[ticket]!;
    tracks.configurationItem[ticket] = configurationItem[attribute]! || tracks.configurationItem[ticket]!;
    tracks.site[ticket] = site[attribute]! || tracks.site[ticket]!;
  }

  private step(second: EpochSeconds, kind: number, value: number, row: number): void {
    const { tracks, next } = this;
    tracks.second[next] = second;
    tracks.kind[next] = kind;
    tracks.value[next] = value;
    tracks.row[next] = row;
    this.next = next + 1;
  }
}
