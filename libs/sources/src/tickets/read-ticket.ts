import { bindLength } from '../columns/length-binding.js';
import { bindKey } from '../columns/key-binding.js';
import type { RowColumns } from '../columns/row-columns.js';
import { bindOptionalTime, bindTime } from '../columns/time-binding.js';
import { bindConditions, bindOptional, bindValue, type Value } from '../columns/value-binding.js';
import { formatInstant } from '@tallystick/quantities';
import type { FactPayloads, FactType } from '@tallystick/facts';
import type { SourceRow } from '../input/source-row.js';
import type { Mapping } from '../mapping/mapping.js';
import type { TicketsRule } from '../mapping/ticket-rules.js';
import type { MarkRule } from '../mapping/time-rule.js';
import { type FactOrigin, latestFact, type RowFact } from '../row-facts.js';
import { RowProblem } from '../row-problem.js';
import { assignmentKeys, classificationKeys, openingKeys } from '../updates/update-said.js';
import { bindWaits } from './waits.js';
import { lengthAfter } from './working-length.js';

/** What one row says: its facts, and the keys of which it no longer says anything. */
export interface LatestRow {
  readonly facts: readonly RowFact[];
  readonly withdrawnKeys: readonly string[];
}

/** The instant of a mark; `opened` is where lengths count from. */
type Mark = (row: SourceRow, opened: number) => number | undefined;

/** Binds the rule of a ticket table to an input: each row gives the facts of a whole ticket, or throws RowProblem. */
export function bindTicket(
  rule: TicketsRule,
  columns: RowColumns,
  mapping: Mapping,
  origin: FactOrigin,
): (row: SourceRow) => LatestRow {
  const ticketOf = bindKey(rule.ticket, columns);
  const revisionOf = rule.revision === undefined ? undefined : columns.column(rule.revision);
  const opened = bindTime(rule.opened, columns, mapping);
  const reported = bindOptionalTime(rule.reported, columns, mapping);
  const opening = bindTexts(rule, columns, [...classificationKeys, ...openingKeys]);
  const assignment = bindTexts(rule, columns, assignmentKeys);
  const required = {
    ticketType: bindValue(rule.ticketType, columns, true),
    priority: bindValue(rule.priority, columns, true),
  };
  const code = bindOptional(rule.code, columns);
  const reporter = bindOptional(rule.reporter, columns);
  const mark = (of: string | MarkRule | undefined): Mark | undefined => bindMark(of, columns, mapping);
  const marks = {
    responded: mark(rule.responded),
    assigned: mark(rule.assigned),
    started: mark(rule.started),
    resolved: mark(rule.resolved),
    closed: mark(rule.closed),
    cancelled: mark(rule.cancelled),
  };
  const waits = bindWaits(rule.waits ?? [], columns, mapping);

  return (row) => {
    const ticket = ticketOf(row);
    const openedAt = opened(row)?.instant;
    if (openedAt === undefined) {
      throw new RowProblem(
        'The time of the opening is empty.',
        'Correct the row, or map another column to `opened`.',
      );
    }
    const builder = new TicketFacts(ticket, revisionOf?.(row), origin);
    const reportedAt = reported?.(row)?.instant;
    builder.add('opened', 'TicketOpened', openedAt, {
      ticket,
      ticketType: required.ticketType(row)!,
      priority: required.priority(row)!,
      ...opening(row),
      ...(reportedAt !== undefined && { reportedAt: formatInstant(reportedAt) }),
    });
    builder.openingIsAbout(reporter?.(row));
    const at = (name: keyof typeof marks): number | undefined => marks[name]?.(row, openedAt);
    const assigned = assignment(row);
    builder.mark(
      marks.assigned,
      'assigned',
      'TicketAssigned',
      Object.keys(assigned).length === 0 ? undefined : at('assigned'),
      {
        ticket,
        ...assigned,
      },
    );
    builder.mark(marks.responded, 'responded', 'TicketResponded', at('responded'), {
      ticket,
      ...(rule.responseEvidence !== undefined && { evidence: rule.responseEvidence }),
    });
    builder.mark(marks.started, 'started', 'TicketTransitioned', at('started'), {
      ticket,
      status: 'in-progress',
    });
    const [resolved, closed] = [at('resolved'), at('closed')];
    builder.waits(waits(row, openedAt, resolved ?? closed));
    const codeText = code?.(row);
    const coded = codeText === undefined ? {} : { code: codeText };
    builder.mark(marks.resolved, 'resolved', 'TicketResolved', resolved, { ticket, ...coded });
    builder.mark(marks.closed, 'closed', 'TicketClosed', closed, { ticket, ...coded });
    builder.mark(marks.cancelled, 'cancelled', 'TicketCancelled', at('cancelled'), { ticket });
    return builder.done();
  };
}

function bindTexts<
  K extends (typeof classificationKeys | typeof openingKeys | typeof assignmentKeys)[number],
>(
  rule: TicketsRule,
  columns: RowColumns,
  keys: readonly K[],
): (row: SourceRow) => Partial<Record<K, string>> {
  const values = keys.flatMap((key): [K, Value][] => {
    const value = bindOptional(rule[key], columns);
    return value === undefined ? [] : [[key, value]];
  });
  return (row) => {
    const texts: Partial<Record<K, string>> = {};
    for (const [key, value] of values) {
      const text = value(row);
      if (text !== undefined) texts[key] = text;
    }
    return texts;
  };
}

function bindMark(
  rule: string | MarkRule | undefined,
  columns: RowColumns,
  mapping: Mapping,
): Mark | undefined {
  if (rule === undefined) return undefined;
  if (typeof rule === 'string' || rule.afterOpening === undefined) {
    const time = bindTime(rule, columns, mapping);
    return (row) => time(row)?.instant;
  }
  const { afterOpening } = rule;
  const length = bindLength(afterOpening, columns);
  const holds = bindConditions(rule.when, columns);
  const { workingTime } = mapping;
  return (row, opened) => {
    if (!holds(row)) return undefined;
    const seconds = length(row);
    if (seconds === undefined) return undefined;
    return lengthAfter(opened, seconds, afterOpening.measuredIn === 'working' ? workingTime : undefined);
  };
}

/** Gathers the facts of one ticket, each under the key of its mark. */
class TicketFacts {
  private readonly facts: RowFact[] = [];
  private readonly withdrawnKeys: string[] = [];

  constructor(
    private readonly ticket: string,
    private readonly revision: string | undefined,
    private readonly origin: FactOrigin,
  ) {}

  add<T extends FactType>(mark: string, type: T, at: number, payload: FactPayloads[T]): void {
    this.facts.push(latestFact(this.origin, type, at, `${this.ticket}#${mark}`, this.revision, payload));
  }

  /** Whom the opening, which was added last, is about. */
  openingIsAbout(about: string | undefined): void {
    const opening = this.facts.pop();
    if (opening !== undefined) this.facts.push(about === undefined ? opening : { ...opening, about });
  }

  /** A mark that the mapping has and the row has not is withdrawn: the ticket was opened again. */
  mark<T extends FactType>(
    mapped: Mark | undefined,
    mark: string,
    type: T,
    at: number | undefined,
    payload: FactPayloads[T],
  ): void {
    if (at !== undefined) this.add(mark, type, at, payload);
    else if (mapped !== undefined) this.withdrawnKeys.push(`${this.ticket}#${mark}`);
  }

  waits(waits: ReturnType<ReturnType<typeof bindWaits>>): void {
    const { ticket } = this;
    for (const wait of waits) {
      if (wait.from === undefined) {
        this.withdrawnKeys.push(`${ticket}#${wait.key}`, `${ticket}#${wait.key}-ended`);
        continue;
      }
      const evidence = wait.evidence === undefined ? {} : { evidence: wait.evidence };
      this.add(wait.key, 'TicketTransitioned', wait.from, { ticket, status: wait.status, ...evidence });
      if (wait.until === undefined) this.withdrawnKeys.push(`${ticket}#${wait.key}-ended`);
      else this.add(`${wait.key}-ended`, 'TicketTransitioned', wait.until, { ticket, status: 'in-progress' });
    }
  }

  /** In the order of time, as they would have been recorded; the order of one instant is that of a ticket's life. */
  done(): LatestRow {
    const facts = this.facts
      .map((fact, index) => ({ fact, index }))
      .sort(
        (a, b) =>
          Date.parse(a.fact.fact.effectiveAt) - Date.parse(b.fact.fact.effectiveAt) || a.index - b.index,
      )
      .map(({ fact }) => fact);
    return { facts, withdrawnKeys: this.withdrawnKeys };
  }
}
