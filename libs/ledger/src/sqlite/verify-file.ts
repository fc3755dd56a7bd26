import { isUtf8 } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { TallyError } from '@tallystick/errors';
import type Database from 'better-sqlite3';
import { AgreementVerification, FaultList, type StoredFact, type StoredHead } from '../verification.js';
import type { VerificationProgress, VerificationReport, VerifiedAgreement } from '../verification-report.js';
import { factIdOfDigits } from './fact-id-bytes.js';
import { schemaFaults } from './schema.js';

/** Facts between two reports of progress, and between two turns of the event loop. */
const progressFacts = 1_000;

interface AgreementHead {
  readonly number: unknown;
  readonly name: string;
  readonly head: StoredHead;
}

function integer(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

function hexadecimal(value: unknown, bytes: number): string | undefined {
  return typeof value === 'string' && value.length === 2 * bytes ? value : undefined;
}

/** SQL for a blob as lower-case digits, which costs the driver a fifth of a buffer; nothing else passes for a blob. */
function digitsOf(column: string): string {
  return `CASE typeof(${column}) WHEN 'blob' THEN lower(hex(${column})) END`;
}

type HeadRow = [agreement: unknown, name: unknown, position: unknown, recordedAt: unknown, chain: unknown];
type StoredRow = [position: unknown, id: unknown, recordedAt: unknown, chain: unknown, text: unknown];

function readHeads(database: Database.Database, faults: FaultList): AgreementHead[] {
  return database
    .prepare<[], HeadRow>(
      `SELECT agreement, name, head_position, head_recorded_at, ${digitsOf('head_chain')}
       FROM agreements ORDER BY agreement`,
    )
    .raw()
    .all()
    .map(([number, name, position, recordedAt, chain]) => {
      if (typeof name !== 'string') {
        faults.add({
          kind: 'head',
          problem: `The agreement numbered ${String(number)} has no readable name.`,
        });
      }
      return {
        number,
        name: typeof name === 'string' ? name : `(unreadable name, number ${String(number)})`,
        head: { position: integer(position), recordedAt: integer(recordedAt), chain: hexadecimal(chain, 32) },
      };
    });
}

/**
 * The driver turns bytes that are not UTF-8 into U+FFFD. A text without it is what the bytes say; of any other the
 * bytes themselves are looked at.
 */
function contentOf(text: unknown, readBytes: () => unknown): string | Uint8Array | undefined {
  if (typeof text !== 'string') {
    return undefined;
  }
  if (!text.includes('\ufffd')) {
    return text;
  }
  const bytes = readBytes();
  return bytes instanceof Uint8Array && !isUtf8(bytes) ? bytes : text;
}

function storedFact(
  [position, id, recordedAt, chain, text]: StoredRow,
  readBytes: () => unknown,
): StoredFact {
  const idDigits = hexadecimal(id, 16);
  return {
    position: integer(position),
    id: idDigits === undefined ? undefined : factIdOfDigits(idDigits),
    recordedAt: integer(recordedAt),
    chain: hexadecimal(chain, 32),
    content: contentOf(text, readBytes),
  };
}

/** Damage that SQLite meets is a fault of the report; any other error is not for the report to swallow. */
function addStorageFault(faults: FaultList, doing: string, error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'SqliteError') {
    throw error;
  }
  faults.add({ kind: 'storage', problem: `The file could not be read ${doing}: ${error.message}.` });
}

function addIntegrityFaults(database: Database.Database, faults: FaultList): void {
  try {
    const problems = database.prepare<[], unknown>('PRAGMA integrity_check(100)').pluck().all();
    for (const problem of problems) {
      if (problem !== 'ok') {
        faults.add({ kind: 'storage', problem: `SQLite's integrity check: ${String(problem)}.` });
      }
    }
    if (problems.length === 0) {
      faults.add({ kind: 'storage', problem: "SQLite's integrity check gave no answer." });
    }
  } catch (error) {
    addStorageFault(faults, "for SQLite's integrity check", error);
  }
}

function orphanFaults(database: Database.Database, faults: FaultList): void {
  const orphans = database
    .prepare<[], unknown>(
      'SELECT DISTINCT agreement FROM facts WHERE agreement NOT IN (SELECT agreement FROM agreements)',
    )
    .pluck()
    .all();
  for (const orphan of orphans) {
    faults.add({
      kind: 'agreement',
      problem: `There are facts of the agreement numbered ${String(orphan)}, which has no name.`,
    });
  }
}

const alwaysNotChecked = [
  'Whether newest facts were cut off together with the head, or the whole ledger was rewritten: only a head or a signed checkpoint kept elsewhere shows that.',
  'Whether each fact is valid for its type and true in the world: the ledger keeps what was asserted, and by whom.',
];

/** Verifies a ledger's file, or one agreement of it, in one snapshot (port.ts, `verify`). */
export async function verifyFile(
  database: Database.Database,
  agreement: string | undefined,
  onProgress: ((progress: VerificationProgress) => void) | undefined,
): Promise<VerificationReport> {
  const faults = new FaultList();
  const verified: VerifiedAgreement[] = [];
  const notChecked = [...alwaysNotChecked];
  let verifiedFacts = 0;
  database.exec('BEGIN');
  for (const problem of schemaFaults(database)) {
    faults.add({ kind: 'storage', problem });
  }
  const all = readHeads(database, faults);
  const chosen = agreement === undefined ? all : all.filter(({ name }) => name === agreement);
  if (agreement !== undefined && chosen.length === 0) {
    throw new TallyError('agreement-unknown', `The ledger holds no agreement "${agreement}".`);
  }
  const totalFacts = chosen.reduce((sum, { head }) => sum + Math.max(0, (head.position ?? -1) + 1), 0);
  const rows = database
    .prepare<[unknown], StoredRow>(
      `SELECT position, ${digitsOf('id')}, recorded_at, ${digitsOf('chain')}, text
       FROM facts WHERE agreement = ? ORDER BY position`,
    )
    .raw();
  const bytesOf = database
    .prepare<[unknown, unknown], unknown>(
      'SELECT CAST(text AS BLOB) FROM facts WHERE agreement = ? AND position = ?',
    )
    .pluck();
  for (const { number, name, head } of chosen) {
    const verification = new AgreementVerification(name, faults);
    try {
      for (const row of rows.iterate(number)) {
        verification.take(storedFact(row, () => bytesOf.get(number, row[0])));
        verifiedFacts += 1;
        if (verifiedFacts % progressFacts === 0) {
          onProgress?.({ verifiedFacts, totalFacts });
          await nextTurn();
        }
      }
    } catch (error) {
      addStorageFault(faults, `in "${name}"`, error);
      notChecked.push(`The facts of "${name}" behind the damage.`);
    }
    verified.push(verification.finish(head));
  }
  if (agreement === undefined) {
    orphanFaults(database, faults);
    addIntegrityFaults(database, faults);
  } else {
    notChecked.push("The other agreements of the file, and SQLite's own structures.");
  }
  onProgress?.({ verifiedFacts, totalFacts });
  return {
    whole: faults.count === 0,
    facts: verifiedFacts,
    agreements: verified,
    faults: faults.listed,
    faultsNotListed: faults.count - faults.listed.length,
    notChecked,
  };
}
