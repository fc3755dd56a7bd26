import { InputType, ObjectType } from '@nestjs/graphql';
import type { CheckpointView } from '@tallystick/application';
import { Has, HasMany, MayHave } from '../common/index.js';
import { enumOf } from '../enums/enum-of.js';
import { CommandInput, Given } from '../mutations/command-input.js';
import { RecordedPayload } from '../mutations/payloads.js';
import { Digest, Instant, Position, WholeNumber } from '../scalars/index.js';

@ObjectType({ description: 'A signature on a checkpoint, checked by a key that the ledger names.' })
export class CheckpointSignature {
  @Has(() => String, 'The name of the key.')
  readonly name!: string;

  @Has(() => String, 'The public key, in the text form of C2SP signed notes.')
  readonly verifierKey!: string;

  @MayHave(() => Instant, 'When a cosigner signed; null for the signature of the log itself.')
  readonly cosignedAt!: string | null;
}

@ObjectType({
  description:
    'What the ledger came to at a size, signed: the text to keep elsewhere. Whoever has it can show that the ledger was set back or replaced.',
})
export class Checkpoint implements CheckpointView {
  @Has(() => String, 'The name of the log: who keeps it, and the agreement.')
  readonly origin!: string;

  @Has(() => WholeNumber, 'How many facts it covers: positions 0 to size - 1.')
  readonly size!: number;

  @Has(() => Digest, 'The root of the Merkle tree (RFC 6962) over them.')
  readonly rootHash!: string;

  @Has(() => Instant, 'When it was signed (axis of effect).')
  readonly signedAt!: string;

  @Has(() => Position, 'The place of the fact that holds it (axis of recording).')
  readonly position!: number;

  @Has(() => String, 'The signed note, with every signature known: a C2SP checkpoint.')
  readonly note!: string;

  @HasMany(() => CheckpointSignature, 'The signatures that were checked.')
  readonly signatures!: readonly CheckpointSignature[];
}

const KeyUse = enumOf<'ed25519' | 'ed25519-cosignature'>('KeyUse', 'What a key signs.', {
  ed25519: 'Checkpoints of the log itself.',
  'ed25519-cosignature': 'Cosignatures below checkpoints.',
});

@ObjectType({ description: 'A public key that a fact of the ledger names.' })
export class LedgerKey {
  @Has(
    () => String,
    'The key, in the text form of C2SP signed notes. Trust it by another way than this answer.',
  )
  readonly verifierKey!: string;

  @Has(() => KeyUse, 'What it signs.')
  readonly type!: string;

  @Has(() => Boolean, 'Whether it is the one that signs checkpoints from now on.')
  readonly isCurrent!: boolean;

  @Has(() => String, 'The party that announced it.')
  readonly announcedBy!: string;

  @Has(() => Instant, 'When (axis of effect).')
  readonly announcedAt!: string;

  @Has(() => Position, 'The place of the fact that names it.')
  readonly position!: number;
}

@ObjectType({ description: 'The proof that a fact is in the ledger, byte for byte.' })
export class FactProof {
  @Has(() => Position, 'The place of the fact in the ledger.')
  readonly position!: number;

  @Has(
    () => String,
    'The bytes of the fact that are proved, in base64: as they were recorded, with personal text sealed.',
    { from: (text: string) => Buffer.from(text, 'utf8').toString('base64'), name: 'bytes' },
  )
  readonly text!: string;

  @Has(() => String, 'The text of a C2SP .tlog-proof file.')
  readonly proof!: string;
}

@InputType({ description: 'Of which agreement a checkpoint is signed.' })
export class SignCheckpointInput extends CommandInput {}

@InputType({ description: 'A checkpoint with the cosignature of the party that sends it.' })
export class RecordCosignatureInput extends CommandInput {
  @Given(() => String, 'The signed note, as `tally checkpoint cosign` gives it.')
  readonly note!: string;
}

@InputType({ description: 'The key by which the party that sends it cosigns from now on.' })
export class AnnounceCosigningKeyInput extends CommandInput {
  @Given(() => String, 'The public key, in the text form of C2SP signed notes.')
  readonly verifierKey!: string;
}

@ObjectType({ description: 'A checkpoint that was signed or cosigned.' })
export class CheckpointPayload extends RecordedPayload {
  @Has(() => String, 'The name of the log.')
  readonly origin!: string;

  @Has(() => WholeNumber, 'How many facts it covers.')
  readonly size!: number;

  @Has(() => String, 'The signed note.')
  readonly note!: string;
}
