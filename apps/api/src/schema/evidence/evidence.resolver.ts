import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { requireAccess } from '@tallystick/access';
import {
  AnnounceCosigningKey,
  ListCheckpoints,
  ListKeys,
  ProveConsistency,
  ProveFact,
  RecordCosignature,
  SignCheckpoint,
} from '@tallystick/application-nest';
import type { RequestContext } from '../../graphql/request-context.js';
import { Agreement } from '../agreements/agreement.types.js';
import { present, provenanceOf } from '../common/index.js';
import { CommandDesk } from '../mutations/command-desk.js';
import { FactsRecordedPayload } from '../mutations/payloads.js';
import { WholeNumber } from '../scalars/index.js';
import {
  AnnounceCosigningKeyInput,
  Checkpoint,
  CheckpointPayload,
  FactProof,
  LedgerKey,
  RecordCosignatureInput,
  SignCheckpointInput,
} from './evidence.types.js';

const size = {
  type: () => WholeNumber,
  nullable: true,
  description: 'The checkpoint over so many facts; absent: the newest.',
};

/** What a party can take away and check without trusting the server. */
@Resolver(() => Agreement)
export class EvidenceResolver {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @ResolveField(() => [Checkpoint], {
    description: 'The signed checkpoints of the ledger, by size. Keep the newest elsewhere.',
    complexity: 20,
  })
  async checkpoints(
    @Parent() agreement: Agreement,
    @Context() { principal }: RequestContext,
  ): Promise<readonly Checkpoint[]> {
    requireAccess(principal, 'verify-ledger', agreement.name);
    const found = await this.queries.execute(new ListCheckpoints({ agreement: agreement.name }));
    return found.map((one) => present(Checkpoint, one, provenanceOf(agreement)));
  }

  @ResolveField(() => [LedgerKey], {
    description: 'The keys that sign and cosign checkpoints, as facts name them.',
    complexity: 20,
  })
  async ledgerKeys(
    @Parent() agreement: Agreement,
    @Context() { principal }: RequestContext,
  ): Promise<readonly LedgerKey[]> {
    requireAccess(principal, 'verify-ledger', agreement.name);
    const found = await this.queries.execute(new ListKeys({ agreement: agreement.name }));
    // Keys that no fact names are the server's own affair.
    return found.flatMap(({ announced, ...key }) =>
      announced === null ? [] : [present(LedgerKey, { ...key, ...announced }, provenanceOf(agreement))],
    );
  }

  @ResolveField(() => FactProof, {
    description: 'The proof that a fact is in the ledger. `checkpoint-unknown`: no checkpoint covers it yet.',
    complexity: 20,
  })
  async factProof(
    @Parent() agreement: Agreement,
    @Context() { principal }: RequestContext,
    @Args('fact', { type: () => String, description: 'The fact, by its id or its position.' }) fact: string,
    @Args('size', size) facts?: number | null,
  ): Promise<FactProof> {
    requireAccess(principal, 'verify-ledger', agreement.name);
    const query = new ProveFact({ agreement: agreement.name, fact, size: facts ?? undefined });
    return present(FactProof, await this.queries.execute(query), provenanceOf(agreement));
  }

  @ResolveField(() => String, {
    description:
      'The proof that the ledger has only grown since an older size, with the newer checkpoint: what `tally checkpoint cosign` takes (C2SP tlog-witness).',
    complexity: 20,
  })
  async consistencyProof(
    @Parent() agreement: Agreement,
    @Context() { principal }: RequestContext,
    @Args('since', { type: () => WholeNumber, description: 'The older size; 0 where none was seen before.' })
    old: number,
    @Args('size', size) facts?: number | null,
  ): Promise<string> {
    requireAccess(principal, 'verify-ledger', agreement.name);
    const query = new ProveConsistency({ agreement: agreement.name, old, size: facts ?? undefined });
    return this.queries.execute(query);
  }
}

const what = { description: 'What to record.' };

/** Checkpoints signed here, and what the other party gives back. */
@Resolver()
export class EvidenceMutationsResolver {
  constructor(@Inject(CommandDesk) private readonly desk: CommandDesk) {}

  @Mutation(() => CheckpointPayload, {
    description:
      'Signs what the ledger comes to now; where nothing was recorded since the last checkpoint, gives that one. ' +
      '`signing-key-missing`, `keys-missing`; `checkpoint-refused`: the ledger is not the one that was signed before.',
    complexity: 20,
  })
  async signCheckpoint(
    @Context() { principal }: RequestContext,
    @Args('input', what) input: SignCheckpointInput,
  ): Promise<CheckpointPayload> {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'issue-statement',
      types: ['CheckpointSigned'],
    });
    return this.desk.perform(new SignCheckpoint(fields), CheckpointPayload);
  }

  @Mutation(() => CheckpointPayload, {
    description:
      'Records the cosignature of the token’s party below a checkpoint. `signature-refused`: by no key that the party announced; ' +
      '`checkpoint-refused`: not of this ledger.',
    complexity: 20,
  })
  async recordCosignature(
    @Context() { principal }: RequestContext,
    @Args('input', what) input: RecordCosignatureInput,
  ): Promise<CheckpointPayload> {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'record-facts',
      types: ['CheckpointCosigned'],
    });
    return this.desk.perform(new RecordCosignature(fields), CheckpointPayload, (result) => ({
      ...result,
      note: input.note,
    }));
  }

  @Mutation(() => FactsRecordedPayload, {
    description: 'Records the key by which the token’s party cosigns checkpoints from now on.',
    complexity: 20,
  })
  async announceCosigningKey(
    @Context() { principal }: RequestContext,
    @Args('input', what) input: AnnounceCosigningKeyInput,
  ): Promise<FactsRecordedPayload> {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'record-facts',
      types: ['CosigningKeyAnnounced'],
    });
    return this.desk.perform(new AnnounceCosigningKey(fields), FactsRecordedPayload, () => ({}));
  }
}
