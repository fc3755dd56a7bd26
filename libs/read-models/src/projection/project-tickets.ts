import type { Checkpoint } from '../store/checkpoints.js';
import type { RowWriter } from '../store/row-writer.js';
import type { AgreementKnowledge } from './agreement-knowledge.js';
import type { TicketRowMaker, TicketRows } from './ticket-rows.js';

/** The facts after which any ticket may read otherwise: there are other terms. */
const termsFacts = ['AgreementSigned', 'TermsAmended', 'TermsRescinded'];
/** The facts that take other facts away, or bring them back. */
const removers = ['FactRetracted', 'ContestSettled'];

/**
 * Brings the rows of tickets and clocks from a checkpoint to what is known: of the tickets that facts since then are
 * about and of those that time moves; of all where the terms or the relief changed.
 */
export function projectTickets(
  writer: RowWriter,
  knowledge: AgreementKnowledge,
  maker: TicketRowMaker,
  from: Checkpoint,
  to: Checkpoint,
): void {
  const { agreement, timeline } = knowledge;
  if (from.position < 0) {
    for (const index of timeline.ticketsInOrder()) putNew(writer, maker.rowsOf(index));
    return;
  }
  const some = from.reliefs === to.reliefs ? touchedTickets(writer, agreement, from.position) : undefined;
  if (some === undefined) {
    for (let index = 0; index < timeline.ticketCount; index += 1) {
      bring(writer, agreement, timeline.ticketKey(index), maker.rowsOf(index));
    }
    return;
  }
  for (const key of some) {
    const index = timeline.ticketIndex(key);
    bring(writer, agreement, key, index === undefined ? undefined : maker.rowsOf(index));
  }
}

function putNew(writer: RowWriter, rows: TicketRows | undefined): void {
  if (rows === undefined) return;
  writer.put('tickets', rows.ticket, rows.movesWithTime ? 1 : 0);
  for (const clock of rows.clocks) writer.put('clocks', clock);
}

function bring(writer: RowWriter, agreement: string, ticket: string, rows: TicketRows | undefined): void {
  const moves = rows?.movesWithTime === true ? 1 : 0;
  writer.bring('tickets', [agreement, ticket], rows === undefined ? [] : [rows.ticket], () => moves);
  writer.bring('clocks', [agreement, ticket], rows?.clocks ?? []);
}

/** The keys of the tickets to look at; undefined for all. */
function touchedTickets(
  { database }: RowWriter,
  agreement: string,
  after: number,
): ReadonlySet<string> | undefined {
  const touched = new Set(
    database
      .prepare<[string], string>('SELECT ticket FROM tickets WHERE agreement = ? AND "moves with time" = 1')
      .pluck()
      .all(agreement),
  );
  const since = database
    .prepare<[string, number], { type: string; family: string; subject: string | null }>(
      `SELECT DISTINCT type, family, subject FROM facts WHERE agreement = ? AND position > ?
       AND (family IN ('ticket', 'agreement') OR type IN ('FactRetracted', 'ContestSettled'))`,
    )
    .all(agreement, after);
  const byId = database.prepare<[string, string], { type: string; family: string; subject: string | null }>(
    'SELECT type, family, subject FROM facts WHERE agreement = ? AND id = ?',
  );
  const asked = new Set<string>();
  // What takes a fact away may itself be taken away, so that the chain is followed to what it is about in the end.
  const queue = [...since];
  for (let fact = queue.pop(); fact !== undefined; fact = queue.pop()) {
    const { type, family, subject } = fact;
    if (termsFacts.includes(type)) return undefined;
    if (family === 'ticket' && subject !== null) touched.add(subject);
    if (removers.includes(type) && subject !== null && !asked.has(subject)) {
      asked.add(subject);
      queue.push(...byId.all(agreement, subject));
    }
  }
  return touched;
}
