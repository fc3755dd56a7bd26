import { ArgsType, Field, ObjectType } from '@nestjs/graphql';
import type { FactType as FactTypeWord } from '@tallystick/facts';
import { Fact } from '../schema/because/fact.js';
import { Has } from '../schema/common/index.js';
import { FactType } from '../schema/enums/facts.js';
import { Position } from '../schema/scalars/index.js';

@ObjectType({ description: 'A fact that was recorded.' })
export class FactRecorded {
  @Has(() => String, 'The agreement.')
  readonly agreement!: string;

  @Has(() => Position, 'Its place in the ledger: subscribe `after` it to go on behind it.')
  readonly position!: number;

  @Has(() => Fact, 'The fact.')
  readonly fact!: Fact;
}

@ArgsType()
export class FactsRecordedArguments {
  @Field(() => String, { description: 'The agreement.' })
  readonly agreement!: string;

  @Field(() => Position, {
    nullable: true,
    description:
      'The last position that is known; every fact after it is given. Absent: those recorded from now on.',
  })
  readonly after?: number | null;

  @Field(() => [FactType], { nullable: true, description: 'Only facts of these types; absent: of all.' })
  readonly types?: readonly FactTypeWord[] | null;
}
