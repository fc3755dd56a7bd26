import type { EpochMilliseconds } from '@tallystick/quantities';
import type Database from 'better-sqlite3';

/** A row of the agreements table. */
export interface AgreementRow {
  readonly agreement: number;
  readonly name: string;
  readonly head_position: number;
  readonly head_recorded_at: EpochMilliseconds;
  readonly head_chain: Uint8Array;
}

export interface FactRow {
  readonly position: number;
  readonly recorded_at: EpochMilliseconds;
  readonly chain: Uint8Array;
  readonly text: string;
}

/** The SQL of the ledger, prepared once a connection. */
export function prepareStatements(database: Database.Database) {
  return {
    allAgreements: database.prepare<[], AgreementRow>('SELECT * FROM agreements'),
    agreementByName: database.prepare<[string], AgreementRow>('SELECT * FROM agreements WHERE name = ?'),
    addAgreement: database.prepare<[string, EpochMilliseconds, Uint8Array]>(
      'INSERT INTO agreements (name, head_position, head_recorded_at, head_chain) VALUES (?, -1, ?, ?)',
    ),
    moveHead: database.prepare<[number, EpochMilliseconds, Uint8Array, number]>(
      'UPDATE agreements SET head_position = ?, head_recorded_at = ?, head_chain = ? WHERE agreement = ?',
    ),
    addFact: database.prepare<[number, number, Uint8Array, EpochMilliseconds, Uint8Array, string]>(
      'INSERT INTO facts (agreement, position, id, recorded_at, chain, text) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    factAt: database.prepare<[number, number], FactRow>(
      'SELECT position, recorded_at, chain, text FROM facts WHERE agreement = ? AND position = ?',
    ),
    recordedAtOf: database
      .prepare<[number, number], EpochMilliseconds>(
        'SELECT recorded_at FROM facts WHERE agreement = ? AND position = ?',
      )
      .pluck(),
    positionOf: database
      .prepare<[number, Uint8Array], number>('SELECT position FROM facts WHERE agreement = ? AND id = ?')
      .pluck(),
    page: database
      .prepare<[number, number, number], [position: unknown, text: unknown]>(
        'SELECT position, text FROM facts WHERE agreement = ? AND position BETWEEN ? AND ? ORDER BY position',
      )
      .raw(),
    scattered: database
      .prepare<[number, string], [position: unknown, text: unknown]>(
        'SELECT position, text FROM facts WHERE agreement = ? AND position IN (SELECT value FROM json_each(?))',
      )
      .raw(),
    dataVersion: database.prepare<[], number>('PRAGMA data_version').pluck(),
  };
}

export type LedgerStatements = ReturnType<typeof prepareStatements>;
