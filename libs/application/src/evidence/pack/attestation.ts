import type { SealedStatement } from '@tallystick/engine';
import { base64Of, type Checkpoint, type Signer, signEnvelope } from '@tallystick/evidence';
import { canonicalJson } from '@tallystick/facts';

/** Types of the two in-toto Statements of a pack (docs/guides/evidence.md says what each carries). */
const attestationType = 'urn:tallystick:service-statement:1';
const manifestType = 'urn:tallystick:evidence-pack:1';

const payloadType = 'application/vnd.in-toto+json';

interface Subject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

/** An in-toto Statement (version 1) in a DSSE envelope. */
function signStatement(
  predicateType: string,
  subject: readonly Subject[],
  predicate: object,
  signer: Signer,
): string {
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate };
  const payload = canonicalJson(statement);
  return signEnvelope(payloadType, Buffer.from(payload, 'utf8'), [signer]);
}

export interface Attested {
  readonly statement: SealedStatement;
  /** SHA-256 of its canonical bytes. */
  readonly digest: string;
  /** The position of the fact that sealed it. */
  readonly sealedAt: number;
  /** A checkpoint that covers the seal. */
  readonly checkpoint: Checkpoint;
}

/** Who signs says: these bytes are the statement of that period, on that basis, sealed in that ledger. */
export function signAttestation(
  { statement, digest, sealedAt, checkpoint }: Attested,
  signer: Signer,
): string {
  const { agreement, period, knownAt, valuedAt, format, semantics, terms, zones } = statement;
  const { origin, size, root } = checkpoint;
  const predicate = {
    agreement,
    period,
    knownAt,
    valuedAt,
    format,
    semantics,
    terms,
    zones,
    ledger: {
      chainHash: statement.ledger.chainHash,
      sealedAt,
      checkpoint: { origin, size, root: base64Of(root) },
    },
  };
  return signStatement(
    attestationType,
    [{ name: 'statement.json', digest: { sha256: digest } }],
    predicate,
    signer,
  );
}

/** What a pack is, as its manifest says it. */
export interface PackDescription {
  readonly agreement: string;
  readonly period: string;
  readonly origin: string;
  readonly invoice: string | null;
  /** Whether all facts up to the seal are in it. */
  readonly complete: boolean;
}

/** Who signs says: the pack has these files and no others. */
export function signManifest(
  digests: ReadonlyMap<string, string>,
  description: PackDescription,
  signer: Signer,
): string {
  const subject = [...digests].map(([name, sha256]) => ({ name, digest: { sha256 } }));
  return signStatement(manifestType, subject, description, signer);
}
