import { canonicalJson, sha256Hex } from '@tallystick/facts';
import type { VerificationProgress, VerificationReport } from '@tallystick/ledger';
import { TallyError } from '@tallystick/errors';
import {
  type ComparedLedger,
  compareWithCheckpoints,
  type EvidenceFile,
  originOfFile,
  readVerifierKeys,
} from '../evidence/forks/verify-checkpoints.js';
import { isOriginOf } from '../evidence/keys/origin.js';
import { issuedStatements } from '../statements/issued-statements.js';
import { replayStatements } from '../statements/replay-statement.js';
import type { Services } from '../services.js';

export interface VerifyQuery {
  /** All agreements where absent. */
  readonly agreement?: string | undefined;
  /** Also compute every issued statement again from the facts. */
  readonly replay?: boolean | undefined;
  /** Checkpoints and proofs that were kept elsewhere, to hold the ledger against. */
  readonly against?: readonly EvidenceFile[] | undefined;
  /** Keys of the log that the asker trusts, beside those that the ledger and the folder of keys hold. */
  readonly keys?: readonly string[] | undefined;
}

export interface VerifiedStatement {
  readonly agreement: string;
  readonly period: string;
  readonly digest: string;
  /** Whether the sealed bytes still come to the sealed digest. */
  readonly sealHolds: boolean;
  /** Whether computing it again gave the same bytes; null where that was not asked for. */
  readonly replayed: 'same' | 'differs' | null;
}

/** The ledger's own report, the statements sealed in it, and one verdict over both. */
export interface LedgerVerification extends VerificationReport {
  readonly statements: readonly VerifiedStatement[];
  /** Of each agreement that has checkpoints: how its ledger stands to them. */
  readonly comparisons: readonly ComparedLedger[];
}

/**
 * Recomputes every hash from the bytes, hashes every issued statement again, and holds every ledger against its checkpoints. Faults are in the report, not thrown.
 * Statements of an agreement whose ledger has faults are not looked at: what they stand on is broken.
 * @throws TallyError `agreement-unknown`, `ledger-unavailable`; for a file to hold it against: `evidence-malformed`,
 * `signature-refused`, `checkpoint-refused` where it is of no agreement here.
 */
export async function verifyLedger(
  services: Services,
  query: VerifyQuery,
  onProgress?: (progress: VerificationProgress) => void,
): Promise<LedgerVerification> {
  const keys = readVerifierKeys(query.keys ?? []);
  const report = await services.ledger.verify(query.agreement, onProgress);
  const files = filesByAgreement(
    query.against ?? [],
    report.agreements.map(({ agreement }) => agreement),
  );
  const comparisons: ComparedLedger[] = [];
  const statements: VerifiedStatement[] = [];
  const notChecked = [...report.notChecked];
  for (const { agreement, faults } of report.agreements) {
    if (faults > 0) {
      notChecked.push(
        `The issued statements and checkpoints of "${agreement}", because its ledger is broken.`,
      );
      continue;
    }
    for await (const statement of verifiedStatements(services, agreement, query.replay === true)) {
      statements.push(statement);
    }
    const against = files.get(agreement) ?? [];
    const compared = await compareWithCheckpoints(services, { agreement, against, keys });
    if (compared !== undefined) comparisons.push(compared);
  }
  if (query.replay !== true && statements.length > 0) {
    notChecked.push(
      'Whether the issued statements follow from the facts; `tally verify --replay` computes them again.',
    );
  }
  const statementsHold = statements.every(({ sealHolds, replayed }) => sealHolds && replayed !== 'differs');
  const checkpointsHold = comparisons.every(
    ({ verdict, problems }) => verdict === 'same' && problems.length === 0,
  );
  const whole = report.whole && statementsHold && checkpointsHold;
  return { ...report, whole, statements, comparisons, notChecked };
}

/** Which agreement each file is of, by the name of the log in it. */
function filesByAgreement(
  files: readonly EvidenceFile[],
  agreements: readonly string[],
): ReadonlyMap<string, readonly EvidenceFile[]> {
  const found = new Map<string, EvidenceFile[]>();
  for (const file of files) {
    const origin = originOfFile(file);
    const agreement = agreements.find((name) => isOriginOf(origin, name));
    if (agreement === undefined) {
      throw new TallyError('checkpoint-refused', `${file.name} is of the log ${origin}.`, [
        {
          place: file.name,
          problem: `The ledger has no agreement of that name; it has ${agreements.join(', ') || 'none'}.`,
          mend: 'Hold the file against the ledger that it is of.',
        },
      ]);
    }
    found.set(agreement, [...(found.get(agreement) ?? []), file]);
  }
  return found;
}

async function* verifiedStatements(
  services: Services,
  agreement: string,
  replay: boolean,
): AsyncGenerator<VerifiedStatement> {
  const head = await services.ledger.head(agreement);
  if (head === undefined) return;
  if (replay) {
    for await (const { period, sealedDigest, storedDigest, same } of replayStatements(services, {
      agreement,
    })) {
      const sealHolds = sealedDigest === storedDigest;
      yield { agreement, period, digest: sealedDigest, sealHolds, replayed: same ? 'same' : 'differs' };
    }
    return;
  }
  for await (const { seal } of issuedStatements(services, agreement, head.position)) {
    const sealHolds = sha256Hex(canonicalJson(seal.statement)) === seal.digest;
    yield { agreement, period: seal.period, digest: seal.digest, sealHolds, replayed: null };
  }
}
