import { readStatement, type SealedStatement, termsAsKnown } from '@tallystick/engine';
import { invariant, TallyError } from '@tallystick/errors';
import { formatVerifierKey, type Signer, uncheckedCheckpoint } from '@tallystick/evidence';
import {
  type AssertedBy,
  canonicalJson,
  readSealedText,
  replaceSealedTexts,
  sha256Hex,
} from '@tallystick/facts';
import { printDocument, type PrintedDocument } from '@tallystick/print';
import { sealedMark } from '../../erasure/open-texts.js';
import { readKnowledge } from '../../knowledge/read-knowledge.js';
import type { Services } from '../../services.js';
import { makeCheckpoint } from '../checkpoints/make-checkpoint.js';
import { logSigner } from '../keys/log-signers.js';
import { type LedgerCheckpoint, type LedgerEvidence, ledgerEvidence } from '../ledger-evidence.js';
import { type LedgerTree, withLedgerTree } from '../tree/ledger-tree.js';
import { type PackDescription, signAttestation, signManifest } from './attestation.js';
import { addCheckpoints, addFacts, addKeys, factName, type PackFiles } from './ledger-files.js';
import { openedTexts, type OpenedTextOfFact } from './opened-texts.js';
import { type PackBasis, packBasis } from './pack-basis.js';
import type { PackPrograms } from './pack-programs.js';
import { packReadme } from './pack-readme.js';
import { printedDispute } from './printed-dispute.js';
import { printedStatement } from './printed-statement.js';
import { readFactsAt } from './read-positions.js';
import { grouped } from './statement-charts.js';

export interface EvidencePackCommand {
  readonly agreement: string;
  /** The period of an issued statement. */
  readonly period: string;
  /** Make a dispute file of it: this invoice is held against the terms. */
  readonly invoice?: string | undefined;
  /** Pack all facts up to the seal, so that the statement can be computed again. */
  readonly complete?: boolean | undefined;
  /** Subjects whose personal texts are opened: names or pseudonyms. */
  readonly open?: readonly string[] | undefined;
  /** Checkpoints that the reader holds, as text: the pack shows that its own extends them. */
  readonly since?: readonly string[] | undefined;
  /** Who makes the checkpoint that is signed where the last one does not cover everything. Default: the client. */
  readonly assertedBy?: AssertedBy | undefined;
}

export interface EvidencePack extends PackDescription {
  /** The files by name, in the order of the zip. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** SHA-256 of the statement. */
  readonly digest: string;
  /** The key that signed the pack, in the text form of C2SP. */
  readonly verifierKey: string;
  /** The size of the newest checkpoint in it. */
  readonly checkpointSize: number;
  /** How many facts it has with their proofs. */
  readonly facts: number;
}

/**
 * Everything that shows an issued statement to somebody who does not trust us (decision 23). Where the ledger has no checkpoint
 * over all of it yet, one is signed and recorded; otherwise nothing is recorded, and the same ledger gives the same pack.
 * @throws TallyError `agreement-unknown`, `statement-unknown`, `invoice-unknown`, `subject-unknown`, `signing-key-missing`,
 * `keys-missing`, `checkpoint-refused`.
 */
export async function makeEvidencePack(
  services: Services,
  command: EvidencePackCommand,
  programs: PackPrograms,
): Promise<EvidencePack> {
  const { agreement, assertedBy = { party: 'client' } } = command;
  const basis = await packBasis(services, command);
  const since = (command.since ?? []).map((note) => uncheckedCheckpoint(note).size);
  const last = Math.max(...basis.positions.values(), ...since.map((size) => size - 1));
  const covers = ({ checkpoints }: LedgerEvidence) => (checkpoints.at(-1)?.size ?? 0) > last;
  const evidenceNow = () => withLedgerTree(services, agreement, (tree) => ledgerEvidence(services, tree));
  if (!covers(await evidenceNow())) await makeCheckpoint(services, { agreement, assertedBy });
  return withLedgerTree(services, agreement, async (tree) => {
    const evidence = await ledgerEvidence(services, tree);
    if (!covers(evidence)) throw setBack(agreement, evidence.checkpoints.at(-1)!, since);
    const signer = await logSigner(services, agreement, evidence);
    return packed(services, command, { basis, tree, evidence, signer, programs, since });
  });
}

function setBack(agreement: string, { size }: LedgerCheckpoint, since: readonly number[]): TallyError {
  return new TallyError(
    'checkpoint-refused',
    `The ledger of "${agreement}" is shorter than a checkpoint of it.`,
    [
      {
        place: 'since',
        problem: `It covers ${Math.max(...since)} facts, and the newest that can be signed now ${size}.`,
        mend: 'Run `tally verify --against` with it: it says what became of the ledger.',
      },
    ],
  );
}

interface Packing {
  readonly basis: PackBasis;
  readonly tree: LedgerTree;
  readonly evidence: LedgerEvidence;
  readonly signer: Signer;
  readonly programs: PackPrograms;
  readonly since: readonly number[];
}

async function packed(
  services: Services,
  command: EvidencePackCommand,
  packing: Packing,
): Promise<EvidencePack> {
  const { agreement, period, invoice = null, complete = false, open = [] } = command;
  const { basis, tree, evidence, signer, programs, since } = packing;
  const { statement, issued, dispute, positions } = basis;
  const newest = evidence.checkpoints.at(-1)!;
  const earlier = earlierCheckpoints(basis, evidence.checkpoints);
  const text = canonicalJson(issued.seal.statement);
  const { digest } = issued.seal;
  invariant(sha256Hex(text) === digest, 'a statement that was sealed still has its digest');
  const facts = await readFactsAt(services, agreement, positions.values());
  const files: PackFiles = new Map();
  files.set('statement.json', text);
  const checkpoint = [...earlier, newest].find(({ size }) => size > issued.position)!;
  const attested = { statement, digest, sealedAt: issued.position, checkpoint };
  files.set('attestation.dsse.json', signAttestation(attested, signer));
  if (dispute !== undefined) files.set('dispute.json', canonicalJson(dispute));
  await addTerms(services, files, agreement, statement);
  addFacts(files, tree, facts, newest);
  addCheckpoints(files, tree, newest, earlier, [...since, ...(complete ? [issued.position + 1] : [])]);
  const opened = openedTexts(
    services.subjects,
    agreement,
    open,
    facts.map((fact) => fact.text),
  );
  if (opened.length > 0) files.set('opened.json', canonicalJson(opened));
  const keys = [...evidence.signingKeys, ...evidence.cosigningKeys].map(({ key }) => key);
  addKeys(files, keys);
  if (complete) {
    files.set('facts.ndjson', await allFacts(services, agreement, issued.position));
    files.set('calculation.mjs', programs.calculation);
  }
  files.set('verify.mjs', programs.verifier);
  const description: PackDescription = { agreement, period, origin: newest.origin, invoice, complete };
  const readme = packReadme({
    description,
    title: statement.title,
    total: `${statement.settlement.currency} ${grouped(statement.settlement.total)}`,
    digest,
    sealName: factName(issued.position),
    checkpointSize: newest.size,
    factCount: facts.length,
    keyId: signer.key.keyId,
    verifierKey: formatVerifierKey(signer.key),
    opened: opened.length,
  });
  return {
    ...description,
    files: signed(
      new Map([
        ['README.txt', Buffer.from(readme, 'utf8')],
        ['statement.pdf', await printed(basis, opened)],
        ...[...files].map(([name, content]) => [name, Buffer.from(content, 'utf8')] as const),
      ]),
      description,
      signer,
    ),
    digest,
    verifierKey: formatVerifierKey(signer.key),
    checkpointSize: newest.size,
    facts: facts.length,
  };
}

/**
 * The checkpoints from the one that covers the statement before on, and the last that somebody cosigned before that: what the
 * reader may hold.
 */
function earlierCheckpoints(
  { earlier }: PackBasis,
  checkpoints: readonly LedgerCheckpoint[],
): readonly LedgerCheckpoint[] {
  const before = earlier.at(-1)?.position ?? -1;
  const older = checkpoints.slice(0, -1);
  const from = older.findIndex(({ size }) => size > before);
  return from === -1 ? older.slice(-1) : older.slice(from);
}

/** The terms in force on days of the period, by their digests: the plain documents that the digests are of. */
async function addTerms(
  services: Services,
  files: PackFiles,
  agreement: string,
  statement: SealedStatement,
): Promise<void> {
  const { timeline, zones } = await readKnowledge(services, agreement, String(statement.knownAt.position));
  const { versions } = termsAsKnown(timeline, zones);
  for (const { digest } of statement.terms) {
    const terms = versions.find((version) => version.terms.digest === digest)?.terms;
    invariant(terms !== undefined, 'the terms that a statement names are those of its ledger');
    const text = canonicalJson(terms.document);
    invariant(sha256Hex(text) === digest, 'the digest of terms is of their canonical bytes');
    files.set(`terms/${digest}.json`, text);
  }
}

async function allFacts(services: Services, agreement: string, until: number): Promise<string> {
  const lines: string[] = [];
  for await (const page of services.ledger.read(agreement, { until, verifyWhileReading: true })) {
    for (const { text } of page) lines.push(text, '\n');
  }
  return lines.join('');
}

/** Personal texts are printed only where they were opened: paper cannot be erased. */
async function printed(
  { statement, issued, earlier, dispute, positions }: PackBasis,
  opened: readonly OpenedTextOfFact[],
): Promise<Uint8Array> {
  const document = printedStatement({
    statement: readStatement(statement),
    digest: issued.seal.digest,
    sealedAt: issued.seal.effectiveAt,
    earlier: earlier.map(({ seal }) => readStatement(seal.statement)),
    positions,
    first: dispute === undefined ? [] : printedDispute(dispute),
  });
  const texts = new Map(opened.map(({ commitment, text }) => [commitment, text]));
  const shown = replaceSealedTexts(JSON.stringify(document), (sealed) => {
    const text = texts.get(readSealedText(sealed)!.commitment) ?? sealedMark;
    return JSON.stringify(text).slice(1, -1);
  });
  return printDocument(JSON.parse(shown) as PrintedDocument);
}

/** Adds what covers every file: sums for people, and the signed manifest. */
function signed(
  files: Map<string, Uint8Array>,
  description: PackDescription,
  signer: Signer,
): ReadonlyMap<string, Uint8Array> {
  const digests = (): Map<string, string> =>
    new Map([...files].map(([name, bytes]) => [name, sha256Hex(bytes)]));
  const sums = [...digests()].map(([name, digest]) => `${digest}  ${name}\n`).join('');
  files.set('SHA256SUMS', Buffer.from(sums, 'utf8'));
  files.set('manifest.dsse.json', Buffer.from(signManifest(digests(), description, signer), 'utf8'));
  return files;
}
