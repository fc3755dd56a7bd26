import { type ErrorDetail, TallyError } from '@tallystick/errors';
import type { Ledger, LedgerHead } from '@tallystick/ledger';
import { differencesOf, ledgerProof, type ProvedStatement } from './ledger-proof.js';

export interface MigrateCommand {
  /** All agreements where absent. */
  readonly agreement?: string | undefined;
}

/** `copying` counts the facts given to the other ledger, `proving` those read back from both. */
export interface MigrationProgress {
  readonly agreement: string;
  readonly step: 'copying' | 'proving';
  readonly facts: number;
  readonly ofFacts: number;
}

export interface MigratedAgreement {
  readonly agreement: string;
  /** `already-there`: the other ledger held it whole, and it was only proved. */
  readonly outcome: 'copied' | 'already-there';
  readonly facts: number;
  /** The revision up to which both are equal. */
  readonly position: number;
  readonly chainHash: string;
  readonly statements: readonly ProvedStatement[];
  /** What was found to differ when both were read back; empty where they are equal. */
  readonly differences: readonly string[];
}

export interface Migration {
  /** Whether every agreement was read back from both ledgers and is the same, and none was written to meanwhile. */
  readonly equal: boolean;
  readonly facts: number;
  readonly agreements: readonly MigratedAgreement[];
  /** Agreements to which facts were recorded in the first ledger while they were copied. */
  readonly grew: readonly string[];
}

/** The state of one agreement in the ledger that it is to go to. */
type Destination = 'empty' | 'whole';

/**
 * Copies agreements from one ledger to another, byte for byte with their recorded instants, and proves it: both are read
 * back from the first fact, their chains recomputed, and revision, chain hash and the digests of all issued
 * statements compared. Nothing is written before every agreement is known to be absent there or the same.
 *
 * A migration that was broken off is finished by the same command: agreements that are there whole are only proved; one
 * that was being copied goes on where it was, where its ledger keeps parts (EventStoreDB), or begins anew, where it
 * takes an agreement in one transaction (SQLite).
 *
 * @throws TallyError `agreement-unknown`, `migration-refused` where the other ledger holds another history or another
 * length of this one; whatever the ledgers throw.
 */
export async function migrateLedger(
  from: Ledger,
  to: Ledger,
  command: MigrateCommand = {},
  onProgress: (progress: MigrationProgress) => void = () => undefined,
): Promise<Migration> {
  const heads = await headsToMove(from, command.agreement);
  const destinations = await destinationsOf(from, to, heads);
  const agreements: MigratedAgreement[] = [];
  for (const head of heads) {
    const outcome = destinations.get(head.agreement) === 'whole' ? 'already-there' : 'copied';
    if (outcome === 'copied') await copy(from, to, head, onProgress);
    agreements.push(await prove(from, to, head, outcome, onProgress));
  }
  const grew: string[] = [];
  for (const { agreement, position } of heads) {
    if ((await from.head(agreement))?.position !== position) grew.push(agreement);
  }
  return {
    equal: grew.length === 0 && agreements.every(({ differences }) => differences.length === 0),
    facts: agreements.reduce((sum, { facts }) => sum + facts, 0),
    agreements,
    grew,
  };
}

async function headsToMove(from: Ledger, agreement: string | undefined): Promise<readonly LedgerHead[]> {
  if (agreement === undefined) return from.agreements();
  const head = await from.head(agreement);
  if (head === undefined) {
    throw new TallyError('agreement-unknown', `The ledger does not hold an agreement "${agreement}".`);
  }
  return [head];
}

/** @throws TallyError `migration-refused` naming every agreement that is neither absent there nor the same. */
async function destinationsOf(
  from: Ledger,
  to: Ledger,
  heads: readonly LedgerHead[],
): Promise<ReadonlyMap<string, Destination>> {
  const destinations = new Map<string, Destination>();
  const refusals: ErrorDetail[] = [];
  for (const head of heads) {
    const there = await to.head(head.agreement);
    if (there === undefined) destinations.set(head.agreement, 'empty');
    else if (there.position === head.position && there.chainHash === head.chainHash) {
      destinations.set(head.agreement, 'whole');
    } else refusals.push(await refusal(from, to, head, there));
  }
  if (refusals.length > 0) {
    const [{ place, problem }] = refusals as [ErrorDetail];
    const others = refusals.length === 1 ? '' : ` So are ${refusals.length - 1} more.`;
    throw new TallyError(
      'migration-refused',
      `Nothing was copied: "${place}" is there already and not the same. ${problem}${others}`,
      refusals,
    );
  }
  return destinations;
}

/** Why an agreement that is there already is not the one to be copied. */
async function refusal(from: Ledger, to: Ledger, here: LedgerHead, there: LedgerHead): Promise<ErrorDetail> {
  const place = here.agreement;
  const shorter = Math.min(here.position, there.position);
  const [hereThen, thereThen] = await Promise.all([from.headAt(place, shorter), to.headAt(place, shorter)]);
  if (hereThen.chainHash !== thereThen.chainHash) {
    return {
      place,
      problem: `The two have different histories by position ${shorter}; they cannot be made one.`,
      mend: 'Migrate into a ledger that does not hold this agreement: another file, or esdb://HOST/another_name.',
    };
  }
  return here.position > there.position
    ? {
        place,
        problem: `It is the same history, and ${here.position - there.position} facts short: it was copied before they were recorded.`,
        mend: 'Stop whatever writes to the first ledger, and migrate into a new one: another file, or esdb://HOST/another_name.',
      }
    : {
        place,
        problem: `It is the same history, and ${there.position - here.position} facts longer: it is the newer of the two.`,
        mend: 'Go on with that one, or migrate from it.',
      };
}

async function copy(
  from: Ledger,
  to: Ledger,
  { agreement, position, chainHash }: LedgerHead,
  onProgress: (progress: MigrationProgress) => void,
): Promise<void> {
  async function* pages(): AsyncGenerator<readonly string[], void, undefined> {
    let facts = 0;
    for await (const page of from.read(agreement, { until: position, verifyWhileReading: true })) {
      yield page.map(({ text }) => text);
      facts += page.length;
      onProgress({ agreement, step: 'copying', facts, ofFacts: position + 1 });
    }
  }
  const restored = await to.restore(agreement, pages());
  if (restored.chainHash !== chainHash) {
    throw new TallyError(
      'ledger-broken',
      `"${agreement}" does not come to the same chain in the other ledger.`,
    );
  }
}

async function prove(
  from: Ledger,
  to: Ledger,
  { agreement, position, chainHash }: LedgerHead,
  outcome: MigratedAgreement['outcome'],
  onProgress: (progress: MigrationProgress) => void,
): Promise<MigratedAgreement> {
  const ofFacts = 2 * (position + 1);
  const progress = (before: number) => (facts: number) =>
    onProgress({ agreement, step: 'proving', facts: before + facts, ofFacts });
  const here = await ledgerProof(from, agreement, position, progress(0));
  const there = await ledgerProof(to, agreement, position, progress(position + 1));
  return {
    agreement,
    outcome,
    facts: position + 1,
    position,
    chainHash,
    statements: here.statements,
    differences: differencesOf(here, there),
  };
}
