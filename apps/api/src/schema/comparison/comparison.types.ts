import { Field, InputType, ObjectType } from '@nestjs/graphql';
import type { AdjustmentCause as EngineCause } from '@tallystick/engine';
import { connectionOf, Has, HasMany, Kept } from '../common/index.js';
import { StatementDifference } from '../ledger/ledger.types.js';
import { Instant, KnownAt } from '../scalars/index.js';
import { AdjustmentCause } from '../statements/settlement.js';
import { Statement, StatementBasis } from '../statements/statement.js';

@InputType({ description: 'One side of a comparison: a statement as sealed, or as known at some point.' })
export class ComparisonSideInput {
  @Field(() => StatementBasis, {
    nullable: true,
    description: 'As stated and sealed, or as known; absent: as known.',
  })
  readonly as?: 'sealed' | 'as-known' | null;

  @Field(() => KnownAt, {
    nullable: true,
    description: 'Up to when facts are known (axis of recording). Absent: now.',
  })
  readonly knownAt?: string | null;

  @Field(() => Instant, {
    nullable: true,
    description: 'When running clocks are read; absent: as for a statement. Not for sealed ones.',
  })
  readonly valuedAt?: string | null;
}

@ObjectType({
  description: 'What a period comes to under two states of knowledge, where they differ, and why.',
})
export class StatementComparison {
  @Kept()
  readonly allDifferences!: readonly StatementDifference[];

  @Has(() => Statement, 'The left side.')
  readonly left!: Statement;

  @Has(() => Statement, 'The right side.')
  readonly right!: Statement;

  @Has(() => Boolean, 'Whether no figure differs.')
  readonly same!: boolean;

  @HasMany(
    () => AdjustmentCause,
    'What came, or came to pass, between the two: from the side that knows less to the one that knows more.',
  )
  readonly causes!: readonly EngineCause[];
}

export const StatementDifferenceConnection = connectionOf(
  StatementDifference,
  'StatementDifference',
  'differences',
);
