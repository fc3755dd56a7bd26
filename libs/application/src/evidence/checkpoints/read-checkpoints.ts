import { TallyError } from '@tallystick/errors';
import { formatConsistencyText, formatTlogProof, formatVerifierKey, openNote } from '@tallystick/evidence';
import { isUuid } from '@tallystick/facts';
import type { RecordedFact } from '@tallystick/ledger';
import { formatInstantSeconds } from '@tallystick/quantities';
import type { Services } from '../../services.js';
import {
  evidenceAtHead,
  type LedgerCheckpoint,
  type LedgerEvidence,
  ledgerEvidence,
} from '../ledger-evidence.js';
import { type LedgerTree, withLedgerTree } from '../tree/ledger-tree.js';

/** A checkpoint as it is shown. */
export interface CheckpointView {
  readonly origin: string;
  /** How many facts it covers. */
  readonly size: number;
  /** The root in hexadecimal. */
  readonly rootHash: string;
  readonly signedAt: string;
  /** The position of the fact that holds it. */
  readonly position: number;
  /** The signed note, with every signature that the ledger knows. */
  readonly note: string;
  /** Signatures that were checked, by keys that the ledger names. */
  readonly signatures: readonly {
    readonly verifierKey: string;
    readonly name: string;
    /** When a cosigner signed; null for the log's own signature. */
    readonly cosignedAt: string | null;
  }[];
}

/** The checkpoints that the ledger holds, by size. @throws TallyError `agreement-unknown`. */
export async function listCheckpoints(
  services: Services,
  agreement: string,
): Promise<readonly CheckpointView[]> {
  const evidence = await evidenceAtHead(services, agreement);
  return evidence.checkpoints.map((checkpoint) => viewOf(checkpoint, evidence));
}

export interface CheckpointQuery {
  readonly agreement: string;
  /** How many facts it covers; the newest where absent. */
  readonly size?: number | undefined;
}

/** One checkpoint. @throws TallyError `agreement-unknown`, `checkpoint-unknown`. */
export async function checkpointOf(services: Services, query: CheckpointQuery): Promise<CheckpointView> {
  const evidence = await evidenceAtHead(services, query.agreement);
  return viewOf(requireCheckpoint(evidence, query), evidence);
}

export interface ConsistencyQuery extends CheckpointQuery {
  /** The size of the older tree, of which the reader has the root; 0 where it has none. */
  readonly old: number;
}

/**
 * The proof that the ledger has only grown since an older size, with the checkpoint: the text that the other party's
 * `tally checkpoint cosign` takes (C2SP tlog-witness).
 *
 * @throws TallyError `agreement-unknown`, `checkpoint-unknown`, `proof-refused`.
 */
export async function consistencyText(services: Services, query: ConsistencyQuery): Promise<string> {
  return withLedgerTree(services, query.agreement, async (tree) => {
    const { note, size } = requireCheckpoint(await ledgerEvidence(services, tree), query);
    const { old } = query;
    return formatConsistencyText({ old, hashes: old === 0 ? [] : tree.consistency(old, size), note });
  });
}

export interface FactProofQuery extends CheckpointQuery {
  /** The fact's id, or its position in the ledger. */
  readonly fact: string;
}

export interface FactProof {
  readonly position: number;
  /** The fact's canonical text: the bytes that are proved. */
  readonly text: string;
  /** The proof that the checkpoint covers these very bytes: the text of a `.tlog-proof` file. */
  readonly proof: string;
}

/**
 * The proof that a fact is in the ledger.
 *
 * @throws TallyError `agreement-unknown`, `fact-unknown`, `checkpoint-unknown` where none covers it.
 */
export async function proofOfFact(services: Services, query: FactProofQuery): Promise<FactProof> {
  return withLedgerTree(services, query.agreement, async (tree) => {
    const fact = await factOf(services, tree, query.fact);
    const evidence = await ledgerEvidence(services, tree);
    return {
      position: fact.position,
      text: fact.text,
      proof: proofIn(tree, fact, requireCheckpoint(evidence, query)),
    };
  });
}

/** The text of the proof that a checkpoint covers a fact. @throws TallyError `checkpoint-unknown`. */
export function proofIn(tree: LedgerTree, fact: RecordedFact, { note, size }: LedgerCheckpoint): string {
  if (fact.position >= size) {
    throw new TallyError(
      'checkpoint-unknown',
      `The checkpoint covers ${size} facts, not the one at position ${fact.position}.`,
      [
        {
          place: 'size',
          problem: 'It is older than the fact.',
          mend: 'Make one with `tally checkpoint make`.',
        },
      ],
    );
  }
  return formatTlogProof({ index: fact.position, hashes: tree.inclusion(fact, size), note });
}

async function factOf(
  services: Pick<Services, 'ledger'>,
  { agreement, size }: LedgerTree,
  wanted: string,
): Promise<RecordedFact> {
  const position = isUuid(wanted)
    ? (await services.ledger.positionsOf(agreement, [wanted])).get(wanted)
    : /^\d+$/.test(wanted)
      ? Number(wanted)
      : undefined;
  if (position === undefined || position >= size) {
    throw new TallyError('fact-unknown', `The ledger of "${agreement}" has no fact "${wanted}".`, [
      { place: 'fact', problem: 'It is neither an id nor a position there.', mend: 'See `tally export`.' },
    ]);
  }
  const [fact] = await services.ledger.factsAt(agreement, [position]);
  return fact!;
}

function requireCheckpoint(
  { checkpoints }: LedgerEvidence,
  { agreement, size }: CheckpointQuery,
): LedgerCheckpoint {
  const found = size === undefined ? checkpoints.at(-1) : checkpoints.find((one) => one.size === size);
  if (found !== undefined) return found;
  const sizes = checkpoints.slice(-10).map((one) => one.size);
  throw new TallyError('checkpoint-unknown', `The ledger of "${agreement}" holds no such checkpoint.`, [
    {
      place: 'size',
      problem: sizes.length === 0 ? 'There is none at all.' : `The newest cover ${sizes.join(', ')} facts.`,
      mend: 'Make one with `tally checkpoint make`.',
    },
  ]);
}

function viewOf(
  checkpoint: LedgerCheckpoint,
  { signingKeys, cosigningKeys }: LedgerEvidence,
): CheckpointView {
  const { origin, size, root, note, signedAt, position } = checkpoint;
  const { verified } = openNote(
    note,
    [...signingKeys, ...cosigningKeys].map(({ key }) => key),
  );
  return {
    origin,
    size,
    rootHash: Buffer.from(root).toString('hex'),
    signedAt,
    position,
    note,
    signatures: verified.map(({ key, cosignedAtSeconds }) => ({
      verifierKey: formatVerifierKey(key),
      name: key.name,
      cosignedAt: cosignedAtSeconds === undefined ? null : formatInstantSeconds(cosignedAtSeconds),
    })),
  };
}
