import type { FactPayloads, FactType, TicketStatus } from '@tallystick/facts';
import { formatInstant } from '@tallystick/quantities';
import type { ChangesRule, UpdatesRule } from '../mapping/history-rules.js';
import type { ResponseEvidence } from '../mapping/ticket-columns.js';
import { ValueRule } from '../mapping/value-rule.js';
import { type FactOrigin, importedFact, type RowFact } from '../row-facts.js';
import type { StagedRow } from '../staging/row-store.js';
import { type OrderedRow, orderRows } from './order-rows.js';
import { assignmentKeys, classificationKeys, openingKeys, type UpdateSaid } from './update-said.js';

/** What the rows of one ticket come to, row by row. A row without facts changed nothing. */
export interface WalkedRow {
  readonly row: number;
  readonly facts: readonly RowFact[];
}

const ended: ReadonlySet<TicketStatus> = new Set(['resolved', 'closed', 'cancelled']);

/** Walks the rows of one ticket in order: the first opens it, each later one gives facts for what it changes. */
export function walkTicket(
  ticket: string,
  staged: readonly StagedRow<UpdateSaid>[],
  rule: UpdatesRule | ChangesRule,
  origin: FactOrigin,
): readonly WalkedRow[] {
  const rows = orderRows(staged, rule.sameInstant ?? 'as-in-file');
  const walk = new TicketWalk(ticket, rule, origin);
  const opening = rule.kind === 'changes' ? rowsOfOpening(rows) : 1;
  return rows.map((row, index) => {
    if (row.repeated) return { row: row.row, facts: [] };
    if (index === 0) walk.open(row, mergedSaid(rows.slice(0, opening)));
    else walk.update(row);
    return { row: row.row, facts: walk.takeFacts() };
  });
}

/** A ticket that opens writes a row for every field it has at that instant. */
function rowsOfOpening(rows: readonly OrderedRow[]): number {
  const later = rows.findIndex((row) => row.at !== rows[0]!.at);
  return later === -1 ? rows.length : later;
}

/** What the rows of the opening say together: each field's first value. */
function mergedSaid(rows: readonly OrderedRow[]): UpdateSaid {
  return Object.assign({}, ...rows.map((row) => row.said).reverse()) as UpdateSaid;
}

class TicketWalk {
  private facts: RowFact[] = [];
  private current: { -readonly [K in keyof UpdateSaid]?: UpdateSaid[K] } = {};
  private status: TicketStatus = 'new';
  private ball: string | undefined;
  private responded = false;

  constructor(
    private readonly ticket: string,
    private readonly rule: UpdatesRule | ChangesRule,
    private readonly origin: FactOrigin,
  ) {}

  takeFacts(): readonly RowFact[] {
    const { facts } = this;
    this.facts = [];
    return facts;
  }

  open(row: OrderedRow, said: UpdateSaid): void {
    const { opened } = said;
    const at =
      opened === undefined || (this.rule.beforeOpening === 'opens' && row.at < opened) ? row.at : opened;
    const ticketType = said.ticketType ?? emptyWord(this.rule.ticketType);
    const priority = said.priority ?? emptyWord(this.rule.priority);
    const payload = {
      ticket: this.ticket,
      ticketType,
      priority,
      ...picked(said, classificationKeys),
      ...picked(said, openingKeys),
      ...(said.reported !== undefined && { reportedAt: formatInstant(said.reported) }),
      ...(said.status === 'new' && said.word !== undefined && { sourceStatus: said.word }),
    };
    // Without a column for it, the opening is where the export begins: a longer one must not open the ticket again.
    const instant = opened === undefined ? {} : { instant: at };
    const identity = { key: this.ticket, revision: revisionOf(row), parts: [this.ticket], ...instant };
    const about = said.reporter === undefined ? {} : { about: said.reporter };
    this.facts.push({ fact: importedFact(this.origin, 'TicketOpened', at, identity, payload), ...about });
    this.current = { ...payload };
    this.changeStatus(row, said);
    this.assign(row, said);
    this.respond(row, said);
  }

  update(row: OrderedRow): void {
    const { said } = row;
    const { ticket } = this;
    if (said.priority !== undefined && said.priority !== this.current.priority) {
      this.add(row, 'TicketReprioritised', { ticket, priority: said.priority });
      this.current.priority = said.priority;
    }
    const changed: Record<string, string> = {};
    for (const key of ['ticketType', ...classificationKeys] as const) {
      const text = said[key];
      if (text !== undefined && text !== this.current[key]) {
        changed[key] = text;
        this.current[key] = text;
      }
    }
    if (Object.keys(changed).length > 0) this.add(row, 'TicketReclassified', { ticket, ...changed });
    this.assign(row, said);
    this.changeStatus(row, said);
    this.respond(row, said);
  }

  private assign(row: OrderedRow, said: UpdateSaid): void {
    const assignment = picked(said, assignmentKeys);
    const keys = Object.keys(assignment) as (typeof assignmentKeys)[number][];
    if (!keys.some((key) => assignment[key] !== this.current[key])) return;
    this.add(row, 'TicketAssigned', { ticket: this.ticket, ...assignment });
    Object.assign(this.current, assignment);
  }

  private changeStatus(row: OrderedRow, said: UpdateSaid): void {
    const { status, ball } = said;
    if (status === undefined || (status === this.status && ball === this.ball)) return;
    const { ticket } = this;
    const before = this.status;
    this.status = status;
    this.ball = ball;
    const sourceStatus = said.word === undefined ? {} : { sourceStatus: said.word };
    const code = said.code === undefined ? {} : { code: said.code };
    if (status !== before) {
      if (status === 'closed') return this.add(row, 'TicketClosed', { ticket, ...code, ...sourceStatus });
      if (status === 'cancelled') return this.add(row, 'TicketCancelled', { ticket, ...sourceStatus });
      if (status === 'resolved' && !ended.has(before)) {
        return this.add(row, 'TicketResolved', { ticket, ...code, ...sourceStatus });
      }
      if (ended.has(before) && !ended.has(status)) {
        this.add(row, 'TicketReopened', { ticket, ...sourceStatus });
        if (status === 'in-progress' && ball === undefined) return;
      }
    }
    this.add(row, 'TicketTransitioned', {
      ticket,
      status,
      ...sourceStatus,
      ...(ball !== undefined && { ball }),
      ...(said.evidence !== undefined && { evidence: said.evidence }),
    });
  }

  private respond(row: OrderedRow, said: UpdateSaid): void {
    const { response } = this.rule;
    if (response === undefined || this.responded) return;
    let usual: ResponseEvidence | undefined;
    if (response.status !== undefined) {
      if (said.status === undefined || ![response.status].flat().includes(said.status)) return;
      usual = 'status-change';
    } else if (response.assignment !== undefined) {
      if (said[response.assignment] === undefined) return;
      usual = 'assignment';
    } else if (said.responded !== true) {
      return;
    }
    this.responded = true;
    const evidence = response.evidence ?? usual;
    this.add(row, 'TicketResponded', { ticket: this.ticket, ...(evidence !== undefined && { evidence }) });
  }

  private add<T extends FactType>(row: OrderedRow, type: T, payload: FactPayloads[T]): void {
    const revision = revisionOf(row);
    const parts = [this.ticket, revision ?? '', String(row.ordinal)];
    const identity = { key: this.ticket, revision, parts, instant: row.at };
    this.facts.push({ fact: importedFact(this.origin, type, row.at, identity, payload) });
  }
}

function revisionOf(row: OrderedRow): string | undefined {
  const revision = (row.said.order ?? []).filter((part) => part !== '').join('/');
  return revision === '' ? undefined : revision;
}

/** The text that a ticket has before any row tells it; the mapping was checked to have one where it is asked for. */
function emptyWord(rule: string | ValueRule): string {
  return rule instanceof ValueRule ? (rule.empty ?? '') : '';
}

function picked<K extends keyof UpdateSaid>(
  said: UpdateSaid,
  keys: readonly K[],
): Partial<Record<K, string>> {
  const texts: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const text = said[key];
    if (text !== undefined) texts[key] = text as string;
  }
  return texts;
}
