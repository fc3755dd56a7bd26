import { Query } from '@nestjs/cqrs';
import {
  type CheckpointView,
  consistencyText,
  type ConsistencyQuery,
  type FactProof,
  type FactProofQuery,
  type KeyView,
  listCheckpoints,
  listKeys,
  proofOfFact,
} from '@tallystick/application';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Name } from '../requests/decorators.js';
import { heavyQueryHandler } from '../requests/heavy-handler.js';

/** What every question about evidence asks: of which agreement, as its ledger is now. */
abstract class EvidenceQuery<Result> extends Query<Result> {
  @Name()
  readonly agreement: string;

  constructor({ agreement }: { readonly agreement: string }) {
    super();
    this.agreement = agreement;
  }
}

abstract class CheckpointedQuery<Result> extends EvidenceQuery<Result> {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly size?: number | undefined;

  constructor(fields: { readonly agreement: string; readonly size?: number | undefined }) {
    super(fields);
    this.size = fields.size;
  }
}

/** The checkpoints of an agreement's ledger. */
export class ListCheckpoints extends EvidenceQuery<readonly CheckpointView[]> {}
export const ListCheckpointsHandler = heavyQueryHandler(
  ListCheckpoints,
  (services, { agreement }: ListCheckpoints) => listCheckpoints(services, agreement),
);

/** The keys that sign and cosign them. */
export class ListKeys extends EvidenceQuery<readonly KeyView[]> {}
export const ListKeysHandler = heavyQueryHandler(ListKeys, (services, { agreement }: ListKeys) =>
  listKeys(services, agreement),
);

/** The proof that a fact is in the ledger. */
export class ProveFact extends CheckpointedQuery<FactProof> implements FactProofQuery {
  @Name()
  readonly fact: string;

  constructor(fields: FactProofQuery) {
    super(fields);
    this.fact = fields.fact;
  }
}
export const ProveFactHandler = heavyQueryHandler(ProveFact, proofOfFact);

/** The proof that the ledger has only grown since an older size. */
export class ProveConsistency extends CheckpointedQuery<string> implements ConsistencyQuery {
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly old: number;

  constructor(fields: ConsistencyQuery) {
    super(fields);
    this.old = fields.old;
  }
}
export const ProveConsistencyHandler = heavyQueryHandler(ProveConsistency, consistencyText);
