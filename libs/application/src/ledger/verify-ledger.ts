import { canonicalJson, sha256Hex } from '@tallystick/facts';
import type { VerificationProgress, VerificationReport } from '@tallystick/ledger';
import { issuedStatements } from '../statements/issued-statements.js';
import { replayStatements } from '../statements/replay-statement.js';
import type { Services } from '../services.js';

export interface VerifyQuery {
  /** All agreements where absent. */
  readonly agreement?: string | undefined;
  /** Also compute every issued statement again from the facts. */
  readonly replay?: boolean | undefined;
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
}

/**
 * Recomputes every hash from the bytes, and hashes every issued statement again. Faults are in the report, not thrown.
 * Statements of an agreement whose ledger has faults are not looked at: what they stand on is broken.
 * @throws TallyError `agreement-unknown`, `ledger-unavailable`.
 */
export async function verifyLedger(
  services: Services,
  query: VerifyQuery,
  onProgress?: (progress: VerificationProgress) => void,
): Promise<LedgerVerification> {
  const report = await services.ledger.verify(query.agreement, onProgress);
  const statements: VerifiedStatement[] = [];
  const notChecked = [...report.notChecked];
  for (const { agreement, faults } of report.agreements) {
    if (faults > 0) {
      notChecked.push(`The issued statements of "${agreement}", because its ledger is broken.`);
      continue;
    }
    for await (const statement of verifiedStatements(services, agreement, query.replay === true)) {
      statements.push(statement);
    }
  }
  if (query.replay !== true && statements.length > 0) {
    notChecked.push(
      'Whether the issued statements follow from the facts; `tally verify --replay` computes them again.',
    );
  }
  const statementsHold = statements.every(({ sealHolds, replayed }) => sealHolds && replayed !== 'differs');
  return { ...report, whole: report.whole && statementsHold, statements, notChecked };
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
