import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pinnedZoneTable, type ZoneTable } from '@tallystick/calendar';
import { type Ledger, openEventStoreLedger, openSqliteLedger } from '@tallystick/ledger';
import type { EpochMilliseconds } from '@tallystick/quantities';
import { type RandomBytes, SqliteSubjectKeys } from './erasure/sqlite-subject-keys.js';
import type { EvidenceStores } from './evidence/evidence-stores.js';
import { KeyFolder } from './evidence/keys/key-folder.js';
import { SqliteTreeStore } from './evidence/tree/sqlite-tree-store.js';
import { SqliteSegmentStore } from './knowledge/sqlite-segment-store.js';
import { WarmTimelines } from './knowledge/warm-timelines.js';
import { filesBeside, type LedgerPlace, subjectsFileOf } from './ledger-place.js';
import type { Services } from './services.js';

export interface ServicesOptions {
  readonly clock?: () => EpochMilliseconds;
  readonly zones?: ZoneTable;
  readonly readOnly?: boolean;
  /** Refuse to make a new ledger file. */
  readonly mustExist?: boolean;
  /** Where deliveries of webhooks are kept; default beside the ledger. */
  readonly deliveriesFile?: string;
  /** Where the keys of persons come from, instead of chance: for an example that is the same each time. */
  readonly subjectRandom?: RandomBytes;
  /** The folder of private keys. Absent: nothing is signed. */
  readonly keysFolder?: string;
  /** Keep so many facts folded in memory, of the agreements asked for last. Default 0: none. */
  readonly warmFacts?: number;
  /** Whether the heads of all agreements are asked for again and again: then a server tells them by itself. */
  readonly follow?: boolean;
}

async function openLedger(place: LedgerPlace, options: ServicesOptions): Promise<Ledger> {
  const { clock = () => Date.now(), readOnly = false, mustExist = false, follow = false } = options;
  if (typeof place === 'string') return openSqliteLedger(place, { clock, readOnly, mustExist });
  // What is kept beside it needs a folder, which nobody else has made.
  mkdirSync(dirname(place.files), { recursive: true });
  return openEventStoreLedger({ ...place, clock, readOnly, follow, indexFile: `${place.files}.index` });
}

/** Opens a ledger, what is kept beside it, and the pinned time-zone table. The caller closes `ledger`. */
export async function openServices(place: LedgerPlace, options: ServicesOptions = {}): Promise<Services> {
  const clock = options.clock ?? (() => Date.now());
  const ledger = await openLedger(place, options);
  const ledgerFile = filesBeside(place);
  const segments = new SqliteSegmentStore(`${ledgerFile}.segments`);
  const { zones = pinnedZoneTable(), warmFacts = 0 } = options;
  const subjects = new SqliteSubjectKeys(subjectsFileOf(place), options.subjectRandom);
  const leftovers = [options.deliveriesFile ?? `${ledgerFile}.ingestion`];
  const evidence: EvidenceStores = {
    trees: new SqliteTreeStore(`${ledgerFile}.tree`),
    ...(options.keysFolder === undefined ? {} : { keys: new KeyFolder(options.keysFolder) }),
  };
  const services = { ledger, clock, zones, segments, evidence, subjects, leftovers };
  return warmFacts === 0 ? services : { ...services, timelines: new WarmTimelines(services, warmFacts) };
}

/** The same for a ledger in a file. */
export function openSqliteServices(ledgerFile: string, options: ServicesOptions = {}): Promise<Services> {
  return openServices(ledgerFile, options);
}
