import { ObjectType } from '@nestjs/graphql';
import { MayHave } from '../common/index.js';
import { Duration, Instant } from '../scalars/index.js';

@ObjectType({ description: 'How much working time lies between two instants, or when a limit is due.' })
export class WorkingTimeAnswer {
  @MayHave(() => Duration, 'The working time; null where it was asked when a limit is due.', {
    name: 'elapsed',
  })
  readonly seconds!: number | null;

  @MayHave(() => Instant, 'When the limit is due; null where the working time was asked for.')
  readonly due!: string | null;
}
