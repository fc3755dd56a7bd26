import { hash } from 'node:crypto';
import { evaluatePeriods, nextPeriodToIssue, type Statement } from '@tallystick/engine';
import type { Ledger } from '@tallystick/ledger';
import { formatInstant } from '@tallystick/quantities';
import { writeTouched } from '../store/touched.js';
import { type Checkpoint, writeCheckpoint } from '../store/checkpoints.js';
import type { RowWriter } from '../store/row-writer.js';
import { quoted } from '../store/schema.js';
import { viewNames } from '../views/catalogue.js';
import type { FactRow } from '../views/rows.js';
import { type AgreementKnowledge, LocalMonths, zoneOf } from './agreement-knowledge.js';
import { factRowOf } from './fact-rows.js';
import { periodRowsOf } from './period-rows.js';
import { recordRowsOf } from './record-rows.js';
import { standingsOf } from './standings.js';
import { projectTickets } from './project-tickets.js';
import { TicketRowMaker } from './ticket-rows.js';

/** So many facts are taken in at a time, each time with a checkpoint of their own. */
const factsAtATime = 5_000;

/** Where the projection of an agreement begins in a file that has none of its rows. */
export function beginning(agreement: string): Checkpoint {
  return {
    agreement,
    position: -1,
    chain: '',
    recordedAt: '',
    factsPosition: -1,
    factsChain: '',
    reliefs: '',
  };
}

/** Takes every row of an agreement out of a file. */
export function forgetAgreement(writer: RowWriter, agreement: string): void {
  writer.database.transaction(() => {
    for (const view of viewNames) writer.run(`DELETE FROM ${quoted(view)} WHERE agreement = ?`, agreement);
    writer.run('DELETE FROM statements WHERE agreement = ?', agreement);
    writer.run('DELETE FROM touched WHERE agreement = ?', agreement);
    writer.run('DELETE FROM checkpoints WHERE agreement = ?', agreement);
  })();
}

/**
 * Takes in the rows of facts up to a position, some at a time, so that a long first build goes on where it was broken
 * off. Readers do not see them before the checkpoint has come as far.
 */
export async function takeFacts(
  writer: RowWriter,
  ledger: Pick<Ledger, 'read' | 'headAt'>,
  knowledge: AgreementKnowledge,
  from: Checkpoint,
): Promise<Checkpoint> {
  const { agreement, knownAt } = knowledge;
  let checkpoint = from;
  if (checkpoint.factsPosition >= knownAt.position) return checkpoint;
  const months = new LocalMonths(zoneOf(knowledge));
  const range = {
    from: checkpoint.factsPosition + 1,
    until: knownAt.position,
    pageSize: factsAtATime,
  };
  for await (const page of ledger.read(agreement, range)) {
    const factsPosition = page.at(-1)!.position;
    const { chainHash } = await ledger.headAt(agreement, factsPosition);
    checkpoint = { ...checkpoint, factsPosition, factsChain: chainHash };
    writer.database.transaction(() => {
      for (const { position, text } of page) {
        writer.put('facts', factRowOf(agreement, position, text, months));
      }
      writeCheckpoint(writer, checkpoint);
    })();
  }
  return checkpoint;
}

/**
 * Brings all rows of an agreement, whose facts are taken in, from its checkpoint to what is known, in one transaction:
 * readers see the rows before it or those after it. The rows are a function of the knowledge alone; the checkpoint only
 * says which of them need not be looked at.
 *
 * @throws TallyError where the recorded terms are no terms; nothing is written then.
 */
export function bringRows(writer: RowWriter, knowledge: AgreementKnowledge, from: Checkpoint): Checkpoint {
  const { agreement, timeline, knownAt } = knowledge;
  const { recordedAt } = knownAt;
  const statements = evaluatePeriods({ ...knowledge, valuedAt: recordedAt });
  const next = nextPeriodToIssue(knowledge)?.label;
  const open = statements.find(({ period }) => period.label === next) ?? statements.at(-1);
  const lookup = new FactLookup(writer, agreement);
  const tickets = new TicketRowMaker(knowledge, (position) => lookup.titleAt(position));
  const checkpoint: Checkpoint = {
    ...from,
    position: knownAt.position,
    chain: knowledge.chainHash,
    recordedAt: formatInstant(recordedAt),
    reliefs: hash('sha256', tickets.reliefs),
  };
  writer.database.transaction(() => {
    bringStandings(writer, agreement, standingsOf(timeline), lookup);
    projectTickets(writer, knowledge, tickets, from, checkpoint);
    const figures = {
      ...periodRowsOf(knowledge, statements),
      ...recordRowsOf(knowledge, statements, open, (id) => lookup.byId(id)),
    };
    writer.bring('periods', [agreement], figures.periods);
    writer.bring('levels', [agreement], figures.levels);
    writer.bring('credits', [agreement], figures.credits);
    writer.bring('adjustments', [agreement], figures.adjustments);
    writer.bring('exits', [agreement], figures.exits);
    writer.bring('obligations', [agreement], figures.obligations);
    writer.bring('outages', [agreement], figures.outages);
    writer.bring('changes', [agreement], figures.changes);
    writer.bring('contests', [agreement], figures.contests);
    writer.bring('reliefs', [agreement], figures.reliefs);
    writer.bring('invoices', [agreement], figures.invoices);
    bringStatements(writer, agreement, statements);
    writeTouched(writer, checkpoint);
    writeCheckpoint(writer, checkpoint);
  })();
  return checkpoint;
}

/** Questions about the facts of an agreement that are taken in. */
class FactLookup {
  private readonly title;
  private readonly row;

  constructor(
    { database }: RowWriter,
    private readonly agreement: string,
  ) {
    this.title = database
      .prepare<[string, number], string | null>(
        'SELECT title FROM facts WHERE agreement = ? AND position = ?',
      )
      .pluck();
    this.row = database.prepare<[string, string], FactRow>(
      'SELECT * FROM facts WHERE agreement = ? AND id = ? ORDER BY position LIMIT 1',
    );
  }

  titleAt(position: number): string | null {
    return this.title.get(this.agreement, position) ?? null;
  }

  byId(id: string): FactRow | undefined {
    return this.row.get(this.agreement, id);
  }
}

function bringStandings(
  writer: RowWriter,
  agreement: string,
  standings: ReturnType<typeof standingsOf>,
  lookup: FactLookup,
): void {
  const set = (position: number, standing: string): void =>
    writer.run(
      'UPDATE facts SET standing = ? WHERE agreement = ? AND position = ?',
      standing,
      agreement,
      position,
    );
  const before = writer.database
    .prepare<[string], { id: string; position: number; standing: string }>(
      `SELECT id, position, standing FROM facts WHERE agreement = ? AND standing <> 'counts'`,
    )
    .all(agreement);
  const stands = new Map(before.map(({ id, standing }) => [id, standing]));
  for (const { id, position } of before) if (!standings.has(id)) set(position, 'counts');
  for (const [id, standing] of standings) {
    const fact = stands.get(id) === standing ? undefined : lookup.byId(id);
    if (fact !== undefined) set(fact.position, standing);
  }
}

/** What of a statement moves with every fact is left out of its text, and put in again when it is read. */
const moving = { knownAt: null, valuedAt: null, ledger: null };

function bringStatements(writer: RowWriter, agreement: string, statements: readonly Statement[]): void {
  const before = new Map(
    writer.database
      .prepare<[string], [string, string]>('SELECT period, digest FROM statements WHERE agreement = ?')
      .raw()
      .all(agreement),
  );
  for (const statement of statements) {
    const text = JSON.stringify({ ...statement, ...moving });
    const digest = hash('sha256', text);
    const period = statement.period.label;
    if (before.get(period) !== digest) {
      writer.run('INSERT OR REPLACE INTO statements VALUES (?, ?, ?, ?)', agreement, period, digest, text);
    }
    before.delete(period);
  }
  for (const period of before.keys()) {
    writer.run('DELETE FROM statements WHERE agreement = ? AND period = ?', agreement, period);
  }
}
