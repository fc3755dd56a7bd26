import {
  type Checkpoint,
  mergeSignatures,
  parseVerifierKey,
  uncheckedCheckpoint,
  type VerifierKey,
} from '@tallystick/evidence';
import { type Fact, readRecordedFact } from '@tallystick/facts';
import { ledgerLimits } from '@tallystick/ledger';
import { headAt } from '../knowledge/head-at.js';
import { agreementUnknown } from '../knowledge/known-at.js';
import type { Services } from '../services.js';
import { type LedgerTree, withLedgerTree } from './tree/ledger-tree.js';

/** A key that a fact names. */
export interface AnnouncedKey {
  readonly key: VerifierKey;
  readonly position: number;
  readonly announcedAt: string;
  readonly announcedBy: string;
}

/** A checkpoint that a fact holds, with the cosignatures that later facts added. */
export interface LedgerCheckpoint extends Checkpoint {
  /** The signed note with every signature known. */
  readonly note: string;
  /** The position of the fact that holds it; it covers the facts before. */
  readonly position: number;
  readonly signedAt: string;
}

/** What a ledger itself says of keys and checkpoints. */
export interface LedgerEvidence {
  /** Keys of the log, the newest last; that one signs. */
  readonly signingKeys: readonly AnnouncedKey[];
  readonly cosigningKeys: readonly AnnouncedKey[];
  /** By size. */
  readonly checkpoints: readonly LedgerCheckpoint[];
}

/** Reads the few facts that the tree has marked. */
export async function ledgerEvidence(
  services: Pick<Services, 'ledger'>,
  tree: Pick<LedgerTree, 'agreement' | 'marks'>,
): Promise<LedgerEvidence> {
  const signingKeys: AnnouncedKey[] = [];
  const cosigningKeys: AnnouncedKey[] = [];
  const checkpoints = new Map<number, LedgerCheckpoint>();
  for await (const { position, fact } of markedFacts(services, tree)) {
    switch (fact.type) {
      case 'SigningKeyAnnounced':
        signingKeys.push(announced(fact, position));
        break;
      case 'CosigningKeyAnnounced':
        cosigningKeys.push(announced(fact, position));
        break;
      case 'CheckpointSigned':
      case 'CheckpointCosigned': {
        const before = checkpoints.get(fact.size);
        const note = before === undefined ? fact.note : mergeSignatures(before.note, fact.note);
        checkpoints.set(fact.size, {
          ...uncheckedCheckpoint(note),
          note,
          position: before?.position ?? position,
          signedAt: before?.signedAt ?? fact.effectiveAt,
        });
        break;
      }
      default:
      // A fact whose text merely quotes the mark of another.
    }
  }
  return {
    signingKeys,
    cosigningKeys,
    checkpoints: [...checkpoints.values()].sort((a, b) => a.size - b.size),
  };
}

function announced(
  fact: Fact<'SigningKeyAnnounced'> | Fact<'CosigningKeyAnnounced'>,
  position: number,
): AnnouncedKey {
  return {
    key: parseVerifierKey(fact.verifierKey),
    position,
    announcedAt: fact.effectiveAt,
    announcedBy: fact.assertedBy.party,
  };
}

async function* markedFacts(
  services: Pick<Services, 'ledger'>,
  { agreement, marks }: Pick<LedgerTree, 'agreement' | 'marks'>,
): AsyncGenerator<{ readonly position: number; readonly fact: Fact }> {
  for (let at = 0; at < marks.length; at += ledgerLimits.pageFacts) {
    const positions = marks.slice(at, at + ledgerLimits.pageFacts);
    for (const { position, text } of await services.ledger.factsAt(agreement, positions)) {
      yield { position, fact: readRecordedFact(text) };
    }
  }
}

/** What the ledger said of keys and checkpoints when `position` was its last fact. */
export async function evidenceAt(
  services: Services,
  agreement: string,
  position: number,
): Promise<LedgerEvidence> {
  const head = await services.ledger.head(agreement);
  if (head === undefined) throw agreementUnknown(agreement);
  const known = await headAt(services, head, position);
  return withLedgerTree(services, agreement, (tree) => ledgerEvidence(services, tree), known);
}

/** What the ledger says of keys and checkpoints now. @throws TallyError `agreement-unknown`. */
export async function evidenceAtHead(services: Services, agreement: string): Promise<LedgerEvidence> {
  return withLedgerTree(services, agreement, (tree) => ledgerEvidence(services, tree));
}
