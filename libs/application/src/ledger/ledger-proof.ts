import { canonicalJson, readRecordedFact, sha256Hex } from '@tallystick/facts';
import type { Ledger } from '@tallystick/ledger';

/** An issued statement as a ledger holds it. */
export interface ProvedStatement {
  readonly period: string;
  /** Where it was sealed. */
  readonly position: number;
  /** The digest of the statement's own bytes, worked out anew; not the one that the seal says. */
  readonly digest: string;
}

/** What one agreement comes to in one ledger, from its bytes. */
export interface LedgerProof {
  readonly facts: number;
  readonly chainHash: string;
  /** The ledger's last position when it was read; facts behind `facts` are not part of the proof. */
  readonly headPosition: number | undefined;
  readonly statements: readonly ProvedStatement[];
}

/** What the canonical text of a seal holds and that of other facts does not. */
const sealMark = '"type":"StatementIssued"';

/**
 * Reads an agreement from its first fact to a position, recomputing the chain on the way, and works out the digests of the
 * statements issued by then.
 * @throws TallyError `ledger-broken` where the bytes do not come to the chain stored with them.
 */
export async function ledgerProof(
  ledger: Ledger,
  agreement: string,
  until: number,
  onRead: (facts: number) => void,
): Promise<LedgerProof> {
  const statements: ProvedStatement[] = [];
  let facts = 0;
  for await (const page of ledger.read(agreement, { until, verifyWhileReading: true })) {
    for (const { position, text } of page) {
      // Only the few seals are parsed; a text that merely quotes the mark is told apart after that.
      if (!text.includes(sealMark)) continue;
      const fact = readRecordedFact(text);
      if (fact.type !== 'StatementIssued') continue;
      statements.push({ period: fact.period, position, digest: sha256Hex(canonicalJson(fact.statement)) });
    }
    facts += page.length;
    onRead(facts);
  }
  const { chainHash } = await ledger.headAt(agreement, until);
  return { facts, chainHash, headPosition: (await ledger.head(agreement))?.position, statements };
}

/** Where two proofs of one agreement say different things, as sentences; none where they are equal. */
export function differencesOf(here: LedgerProof, there: LedgerProof): readonly string[] {
  const differences: string[] = [];
  if (here.facts !== there.facts) differences.push(`${here.facts} facts here, ${there.facts} there.`);
  if (here.chainHash !== there.chainHash) {
    differences.push(`The chain comes to ${here.chainHash} here and to ${there.chainHash} there.`);
  }
  if (there.headPosition !== there.facts - 1) {
    differences.push(`There are facts there behind position ${there.facts - 1} that were not copied.`);
  }
  const count = Math.max(here.statements.length, there.statements.length);
  for (let index = 0; index < count; index += 1) {
    const [one, other] = [here.statements[index], there.statements[index]];
    if (one?.digest !== other?.digest || one?.position !== other?.position) {
      const named = one ?? other!;
      differences.push(`The statement of ${named.period} at position ${named.position} is not the same.`);
    }
  }
  return differences;
}
