import { Either, Field, shape, Text } from '@tallystick/documents';
import { describeByPriority } from '../describe/words.js';
import { describeLimit } from '../limits/registry.js';
import { type AuthoredByPriority, checkPrioritiesCovered, readLimits } from '../resolution/by-priority.js';
import { words } from '../resolution/words.js';
import { type MeasureKindOf, stretchWindows } from './measure-kind.js';
import {
  describePopulation,
  describeScope,
  namedPriorities,
  readPopulation,
  ticketForEachKeys,
  TicketPopulationTerms,
} from './population.js';

export class TicketShareTerms extends TicketPopulationTerms {
  @Text({ meaning: '`ticket-share`: tickets whose clock met its limit, as a percentage of all counted.' })
  kind!: 'ticket-share';

  @Field(words.id, { meaning: 'The id of the clock that is held against the limit.' })
  clock!: string;

  @Either({
    text: words.limit,
    object: shape.map(words.limit, { min: 1 }),
    meaning: 'The limit; or one by priority, with `else` for all others. It is met at equality.',
  })
  within!: AuthoredByPriority;
}

export const ticketShare: MeasureKindOf<'ticket-share', TicketShareTerms> = {
  kind: 'ticket-share',
  document: TicketShareTerms,
  resolve(authored, path, resolution, context) {
    const population = readPopulation(authored, path, resolution, 'due');
    const named = namedPriorities(population.where, context);
    const clock = resolution.clocks.find(authored.clock, `${path}.clock`, resolution);
    if (clock === undefined) return undefined;
    const within = readLimits(authored.within, clock, named, `${path}.within`, resolution);
    const paths = { within: `${path}.within`, clock: `${path}.clock` };
    checkPrioritiesCovered(named, clock, authored.within, paths, resolution);
    return Object.freeze({ kind: 'ticket-share', ...population, clock: clock.id, within });
  },
  unit: () => 'percent',
  unitOf: () => 'percent',
  volume: () => 'with-misses',
  hasEvents: () => true,
  windows: () => stretchWindows,
  forEachKeys: () => ticketForEachKeys,
  describe: (measure) =>
    `the share of ${describeScope(measure.where, 'tickets')} that kept their limit by the clock ${measure.clock} ` +
    `(${describeByPriority(measure.within, describeLimit)})${describePopulation(measure)}`,
};
