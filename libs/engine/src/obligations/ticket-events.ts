import type { EpochSeconds } from '@tallystick/quantities';
import type { EventKind } from '@tallystick/terms';
import { ScopeMatch } from '../clocks/scope-match.js';
import { evidenceBit, isEnd, StatusCode, StepKind, TicketState } from '../timeline/index.js';
import { type Arising, nthKey } from './arising.js';
import { offsetInstant } from './offset-instant.js';
import { type Scheduled, scheduledBy, type ScheduleContext, versionInForce } from './schedule-context.js';

interface Asked {
  readonly obligation: Scheduled<'after-event'>;
  readonly scope: ScopeMatch;
}
type AskedByEvent = ReadonlyMap<EventKind, readonly Asked[]>;

const ticketEvents: ReadonlySet<EventKind> = new Set([
  'ticket-opened',
  'ticket-resolved',
  'ticket-closed',
  'request',
]);

/** Whether an event is one of tickets. */
export function isTicketEvent(event: EventKind): boolean {
  return ticketEvents.has(event);
}

/**
 * What is owed after events of tickets in scope, by their last known classification and the priority of the moment. A
 * ticket that is closed without being resolved counts as resolved at its closing; one that is cancelled as neither. A
 * request is one stay in `waiting-client`: it ends when the ticket leaves that status. One pass over all tickets
 * serves every obligation, and there is none where no obligation asks.
 */
export function afterTicketEvents(context: ScheduleContext): Arising[] {
  const { timeline, environment } = context;
  const asked = environment.terms.versions.map((_, index) => askedOf(context, index));
  if (asked.every((byEvent) => byEvent.size === 0)) return [];
  const tracks = timeline.tracks(environment.valuedAt);
  const found: Arising[] = [];
  for (let ticket = 0; ticket < timeline.ticketCount; ticket += 1) {
    if (tracks.state[ticket] === TicketState.complete) walk(ticket);
  }
  return found;

  function walk(ticket: number): void {
    const counts = new Map<EventKind, number>();
    let priority = 0;
    let status: number = StatusCode.new;
    let waiting: number[] = [];
    const happened = (event: EventKind, at: EpochSeconds, row: number): number[] => {
      const nth = (counts.get(event) ?? 0) + 1;
      counts.set(event, nth);
      const versionIndex = versionInForce(context, at);
      const list = versionIndex === undefined ? undefined : asked[versionIndex]!.get(event);
      if (versionIndex === undefined || list === undefined) return [];
      const indexes: number[] = [];
      for (const { obligation, scope } of list) {
        if (!scope.hasTicket(tracks, ticket) || !scope.hasPriority(priority)) continue;
        const key = timeline.ticketKey(ticket);
        const { due } = obligation;
        found.push({
          obligation,
          versionIndex,
          key: nthKey(key, nth),
          otherNames: [],
          aboutPeriod: undefined,
          coveredPeriods: [],
          ticket: key,
          arisesAt: at,
          dueAt: offsetInstant(environment, versionIndex, context.zone, due.within, at),
          left: undefined,
          factIds: [timeline.factIdOfRow(row)],
        });
        indexes.push(found.length - 1);
      }
      return indexes;
    };
    for (let step = tracks.starts[ticket]!; step < tracks.starts[ticket + 1]!; step += 1) {
      const [kind, value] = [tracks.kind[step]!, tracks.value[step]!];
      const [at, row] = [tracks.second[step]!, tracks.row[step]!];
      if (kind === StepKind.opened) {
        priority = value;
        happened('ticket-opened', at, row);
      } else if (kind === StepKind.priority) {
        priority = value;
      } else if (kind === StepKind.status) {
        const next = value & ~evidenceBit;
        if (status === StatusCode.waitingClient && next !== status) {
          const left = { at, factId: timeline.factIdOfRow(row) };
          for (const index of waiting) found[index] = { ...found[index]!, left };
          waiting = [];
        }
        if (next === StatusCode.waitingClient && next !== status) waiting = happened('request', at, row);
        const done = next === StatusCode.resolved || next === StatusCode.closed;
        if (done && !isEnd(status)) happened('ticket-resolved', at, row);
        if (next === StatusCode.closed && status !== next) happened('ticket-closed', at, row);
        status = next;
      }
    }
  }
}

function askedOf(context: ScheduleContext, versionIndex: number): AskedByEvent {
  const asked = new Map<EventKind, Asked[]>();
  for (const obligation of scheduledBy(context, versionIndex, 'after-event')) {
    const { event, where } = obligation.due;
    if (!isTicketEvent(event)) continue;
    asked.set(event, [
      ...(asked.get(event) ?? []),
      { obligation, scope: new ScopeMatch(context.timeline, where) },
    ]);
  }
  return asked;
}
