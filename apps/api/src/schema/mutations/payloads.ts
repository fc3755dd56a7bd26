import { ObjectType } from '@nestjs/graphql';
import type { RecordedFactSummary } from '@tallystick/application';
import { NamesFact } from '../because/rests-on-facts.js';
import { Has, HasMany } from '../common/index.js';
import { FactType } from '../enums/facts.js';
import { Instant, Position } from '../scalars/index.js';

@ObjectType({ implements: () => [NamesFact], description: 'A fact that a mutation recorded.' })
export class RecordedFact extends NamesFact {
  @Has(() => String, 'The fact’s own id, a UUID.')
  readonly factId!: string;

  @Has(() => FactType, 'What it says happened.')
  readonly type!: RecordedFactSummary['type'];

  @Has(() => Instant, 'When it happened (axis of effect).')
  readonly effectiveAt!: string;

  @Has(() => Position, 'Its place in the agreement’s ledger (axis of recording).')
  readonly position!: number;
}

/** What every mutation of an agreement answers. */
@ObjectType({ isAbstract: true })
export abstract class RecordedPayload {
  @Has(() => String, 'The agreement, by its name.')
  readonly agreement!: string;

  @Has(
    () => Position,
    'The position of the last fact that it recorded: the `waitFor` or `knownAt` of a read that is to know it.',
  )
  readonly revision!: number;

  @HasMany(() => RecordedFact, 'The facts that it recorded; of a request sent again, those recorded then.')
  readonly facts!: readonly RecordedFact[];

  @Has(() => Boolean, 'Whether the same had been recorded before, and nothing was recorded now.')
  readonly repeated!: boolean;
}

@ObjectType({ description: 'What a mutation recorded.' })
export class FactsRecordedPayload extends RecordedPayload {}
