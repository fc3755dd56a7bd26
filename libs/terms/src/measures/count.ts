import { DurationText, Either, Field, shape, Text } from '@tallystick/documents';
import { parseDuration } from '@tallystick/quantities';
import { describeDuration } from '../describe/describe-duration.js';
import { describeByPriority, joined } from '../describe/words.js';
import { describeLimit } from '../limits/registry.js';
import type { CountMeasure, Scope } from '../model/measure.js';
import { type AuthoredByPriority, checkPrioritiesCovered, readLimits } from '../resolution/by-priority.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import { type MeasureContext, type MeasureKindOf, stretchWindows } from './measure-kind.js';
import {
  checkCountedWithoutLimit,
  describePopulation,
  describeScope,
  describeServices,
  namedPriorities,
  readPopulation,
  readServices,
  refuseScopeKeys,
  refuseTicketKeys,
  scopeKeysOfTicketsOnly,
  outageForEachKeys,
  ticketForEachKeys,
  TicketPopulationTerms,
} from './population.js';

export const changeOutcomes = ['successful', 'failed', 'backed-out', 'unauthorised'] as const;
export type ChangeOutcome = (typeof changeOutcomes)[number];

/** `backed out`: an outcome for people. */
export function changeOutcomeWord(outcome: ChangeOutcome): string {
  return outcome.replace('-', ' ');
}

export class BreachesCounted {
  @Field(words.id, { meaning: 'The id of the clock whose breaches are counted.' })
  breachesOf!: string;

  @Either({
    text: words.limit,
    object: shape.map(words.limit, { min: 1 }),
    meaning: 'The limit that is breached; or one by priority, with `else` for all others.',
  })
  within!: AuthoredByPriority;
}

export class OutagesCounted {
  @Field(words.names, {
    meaning:
      'The service, or several, whose outages are counted. `each`: the service that `forEach` stands for.',
  })
  outages!: string | readonly string[];

  @DurationText({ optional: true, default: '`0m`', meaning: 'Only outages longer than this count.' })
  longerThan?: string;
}

export class ChangesCounted {
  @Either({
    text: shape.choice(changeOutcomes),
    list: shape.list(shape.choice(changeOutcomes), { min: 1 }),
    meaning: 'The outcomes of the changes that are counted.',
  })
  changes!: ChangeOutcome | readonly ChangeOutcome[];
}

export class CountTerms extends TicketPopulationTerms {
  @Text({ meaning: '`count`: how many.' })
  kind!: 'count';

  @Either({
    text: shape.choice(['tickets']),
    object: shape.oneOf({
      kinds: {
        breachesOf: () => BreachesCounted,
        outages: () => OutagesCounted,
        changes: () => ChangesCounted,
      },
    }),
    meaning: 'Of what: `tickets`, breaches of a clock, outages, or changes by outcome.',
  })
  of!: 'tickets' | BreachesCounted | OutagesCounted | ChangesCounted;
}

export const count: MeasureKindOf<'count', CountTerms> = {
  kind: 'count',
  document: CountTerms,
  resolve(authored, path, resolution, context) {
    const limited = typeof authored.of !== 'string' && 'breachesOf' in authored.of;
    const population = readPopulation(authored, path, resolution, limited ? 'due' : 'opened');
    const of = readSubject(authored, population.where, path, resolution, context);
    return of === undefined ? undefined : Object.freeze({ kind: 'count', ...population, of });
  },
  unit: () => 'count',
  unitOf: () => 'count',
  volume: () => undefined,
  hasEvents: () => true,
  // A ticket that is overdue in several periods has no one instant at which a sliding window could count it.
  windows: (authored) =>
    authored.countIn === 'each-period-overdue'
      ? stretchWindows
      : [...stretchWindows, 'any-days', 'days-from-first'],
  forEachKeys({ of }) {
    if (typeof of === 'string' || 'breachesOf' in of) return ticketForEachKeys;
    return 'outages' in of ? outageForEachKeys : ['service'];
  },
  describe(measure) {
    switch (measure.of.kind) {
      case 'tickets':
        return `the number of ${describeScope(measure.where, 'tickets')}${describePopulation(measure)}`;
      case 'breaches':
        return (
          `the number of ${describeScope(measure.where, 'tickets')} that did not keep their limit by the clock ${measure.of.clock} ` +
          `(${describeByPriority(measure.of.within, describeLimit)})${describePopulation(measure)}`
        );
      case 'outages': {
        const longer =
          measure.of.longerThanSeconds === 0
            ? ''
            : ` that last longer than ${describeDuration(measure.of.longerThanSeconds)}`;
        return `the number of outages of ${describeServices(measure.of.services)}${longer}`;
      }
      case 'changes':
        return `the number of ${joined(measure.of.outcomes.map(changeOutcomeWord), 'or')} ${describeScope(measure.where, 'changes')}`;
    }
  },
};

function readSubject(
  authored: CountTerms,
  where: Scope,
  path: string,
  resolution: Resolution,
  context: MeasureContext,
): CountMeasure['of'] | undefined {
  const { of } = authored;
  if (typeof of === 'string') {
    checkCountedWithoutLimit(authored, path, resolution);
    return Object.freeze({ kind: 'tickets' });
  }
  if ('breachesOf' in of) {
    const clock = resolution.clocks.find(of.breachesOf, `${path}.of.breachesOf`, resolution);
    if (clock === undefined) return undefined;
    const priorities = namedPriorities(where, context);
    const within = readLimits(of.within, clock, priorities, `${path}.of.within`, resolution);
    const paths = { within: `${path}.of.within`, clock: `${path}.of.breachesOf` };
    checkPrioritiesCovered(priorities, clock, of.within, paths, resolution);
    return Object.freeze({ kind: 'breaches', clock: clock.id, within });
  }
  if ('outages' in of) {
    refuseTicketKeys(
      authored,
      ['where', 'countIn', 'judgedBy', 'exclude'],
      'a count of outages',
      path,
      resolution,
    );
    const services = readServices(of.outages, `${path}.of.outages`, resolution, context);
    if (services === undefined) return undefined;
    return Object.freeze({
      kind: 'outages',
      services,
      longerThanSeconds: parseDuration(of.longerThan ?? '0s'),
    });
  }
  refuseTicketKeys(authored, ['countIn', 'judgedBy', 'exclude'], 'a count of changes', path, resolution);
  refuseScopeKeys(authored.where, scopeKeysOfTicketsOnly, 'A change', `${path}.where`, resolution);
  const outcomes = typeof of.changes === 'string' ? [of.changes] : [...of.changes];
  checkDistinct(outcomes, `${path}.of.changes`, resolution);
  return Object.freeze({ kind: 'changes', outcomes: Object.freeze(outcomes) });
}
