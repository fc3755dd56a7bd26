import type { AssertedBy } from '@tallystick/facts';
import { Readable } from 'node:stream';
import { BatchBuilder } from './batch-builder.js';
import { bindCheck, type CheckSaid } from './checks/read-check.js';
import { walkMonitor } from './checks/walk-monitor.js';
import type { ImportedFact, RejectedRow, WithdrawnKey } from './import-batch.js';
import type { Mapping } from './mapping/mapping.js';
import { bindOutage } from './outages/read-outage.js';
import { readAll, type Run } from './read-all.js';
import type { FactOrigin } from './row-facts.js';
import { bindTicket, type LatestRow } from './tickets/read-ticket.js';
import { bindUpdate } from './updates/read-update.js';
import type { UpdateSaid } from './updates/update-said.js';
import { walkTicket } from './updates/walk-ticket.js';

/**
 * One row of a history as it was understood: plain JSON data, to be kept by whoever is pushed the rows one by one,
 * because what a row changes follows only from the rows before it.
 */
export interface SaidRow {
  /** The number of the row in its payload, from 1. */
  readonly row: number;
  /** The key of the ticket or monitor. */
  readonly about: string;
  readonly said: object;
}

/** A row of a history among the others of its ticket or monitor; `delivery` numbers the payloads as they came. */
export interface HistoryRow {
  readonly delivery: number;
  readonly row: number;
  readonly said: object;
}

/** What a payload says. `rows = understood + ignored + rejects.length`. */
export interface PayloadRead {
  readonly rows: number;
  /** Rows that `where` of the mapping leaves out. */
  readonly ignored: number;
  readonly rejects: readonly RejectedRow[];
  /** Of mappings of tickets and outages: each row says all there is to say. */
  readonly facts: readonly ImportedFact[];
  readonly withdrawnKeys: readonly WithdrawnKey[];
  /** Of mappings of updates, changes and checks: rows of histories. */
  readonly history: readonly SaidRow[];
}

/**
 * Reads the rows of one payload that a system pushes, by the same mappings as its exports. With `format: json` and no
 * `list`, a single object is a payload of one row.
 *
 * @throws TallyError `mapping-invalid`, `source-unreadable`: what makes all payloads of the mapping unreadable.
 */
export async function readPayload(
  mapping: Mapping,
  payload: Uint8Array,
  name: string,
  assertedBy: AssertedBy,
): Promise<PayloadRead> {
  const batch = new BatchBuilder(Number.POSITIVE_INFINITY);
  const origin: FactOrigin = { system: mapping.system, assertedBy };
  const stream = Readable.from([asList(mapping, payload)]);
  const run: Run = { mapping, inputs: [{ name, stream }], options: {}, batch, origin };
  const { rows } = mapping.document;
  const history: SaidRow[] = [];
  let taken = 0;
  const keep = (row: number, { about, said }: { readonly about: string; readonly said: object }): void => {
    taken += 1;
    history.push({ row, about, said });
  };
  const latest = (row: number, said: LatestRow): void => {
    taken += 1;
    batch.addRow(row, said.facts);
    batch.addWithdrawn(row, mapping.system, said.withdrawnKeys);
  };
  const reading =
    rows.kind === 'tickets'
      ? readAll(run, (columns) => bindTicket(rows, columns, mapping, origin), latest)
      : rows.kind === 'outages'
        ? readAll(run, (columns) => bindOutage(rows, columns, mapping, origin), latest)
        : rows.kind === 'checks'
          ? readAll(run, (columns) => bindCheck(rows, columns, mapping), keep)
          : readAll(run, (columns) => bindUpdate(rows, columns, mapping), keep);
  const facts: ImportedFact[] = [];
  const withdrawnKeys: WithdrawnKey[] = [];
  const rejects: RejectedRow[] = [];
  const gather = (part: ReturnType<BatchBuilder['take']>): void => {
    facts.push(...part.facts);
    withdrawnKeys.push(...part.withdrawnKeys);
    rejects.push(...part.rejects);
  };
  for await (const part of reading) gather(part);
  const last = batch.take();
  gather(last);
  return {
    rows: last.rowsRead,
    ignored: last.rowsRead - rejects.length - taken,
    rejects,
    facts,
    withdrawnKeys,
    history,
  };
}

/** The facts that follow from all rows known of one ticket or monitor, and which rows changed nothing. */
export interface WalkedHistory {
  readonly facts: readonly ImportedFact[];
  /** Indexes into the rows given. */
  readonly withoutFacts: readonly number[];
}

/**
 * Walks the rows known of one ticket or monitor, in whatever order they came. The same rows give the same facts with
 * the same ids, and one more row gives the facts of before and those of the row.
 */
export function walkHistory(
  mapping: Mapping,
  about: string,
  known: readonly HistoryRow[],
  assertedBy: AssertedBy,
): WalkedHistory {
  const { rows } = mapping.document;
  const origin: FactOrigin = { system: mapping.system, assertedBy };
  const staged = known.map(({ delivery, said }, index) => ({ row: index, input: delivery, said }));
  const walked =
    rows.kind === 'checks'
      ? walkMonitor(about, staged as { row: number; input: number; said: CheckSaid }[], rows, origin)
      : rows.kind === 'updates' || rows.kind === 'changes'
        ? walkTicket(about, staged as { row: number; input: number; said: UpdateSaid }[], rows, origin)
        : [];
  return {
    facts: walked.flatMap(({ row, facts }) => facts.map((fact) => ({ row: row + 1, ...fact }))),
    withoutFacts: walked.filter(({ facts }) => facts.length === 0).map(({ row }) => row),
  };
}

/** One object is a list of one; a mapping that names the list, or reads lines, is given the payload as it came. */
function asList(mapping: Mapping, payload: Uint8Array): Uint8Array {
  const { format } = mapping.document;
  if (format.kind !== 'json' || format.list !== undefined) return payload;
  const first = payload.find((byte) => !whitespace.has(byte));
  return first === openingBrace ? Buffer.concat([Buffer.from('['), payload, Buffer.from(']')]) : payload;
}

const openingBrace = 0x7b;
const whitespace: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
