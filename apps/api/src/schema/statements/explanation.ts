import { ObjectType } from '@nestjs/graphql';
import type { Explanation as EngineExplanation } from '@tallystick/engine';
import { Because } from '../because/because.js';
import { Has, HasMany, MayHave } from '../common/index.js';

@ObjectType({ description: 'Why a figure is what it is, with the figures that it was made from.' })
export class Explanation implements EngineExplanation {
  @Has(() => String, 'The figure’s name, e.g. "p1-resolution.credit" or "settlement".')
  readonly figure!: string;

  @MayHave(
    () => String,
    'The figure as the statement writes it: a decimal, money, a verdict, a state. Null where there is none.',
  )
  readonly value!: string | null;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;

  @HasMany(() => Explanation, 'The figures that it was made from.', { rows: 3 })
  readonly from!: readonly Explanation[];
}
