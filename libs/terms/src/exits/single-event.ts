import { DurationText, Field } from '@tallystick/documents';
import { parseDuration } from '@tallystick/quantities';
import { describeDuration } from '../describe/describe-duration.js';
import { joined } from '../describe/words.js';
import type { ExitCondition } from '../model/exit-trigger.js';
import type { ServiceLevel } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct, nameList, positiveSpan } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { ExitKindOf } from './exit-kind.js';

type Names = string | readonly string[];
type Event = Extract<ExitCondition, { kind: 'event' }>['event'];

export class LongOutageTerms {
  @Field(words.names, { meaning: 'The service, or several: one outage of any of them …' })
  outage!: Names;

  @Field(words.span, { meaning: '… that lasts longer than this, on the instant line.' })
  longerThan!: string;
}

export class LateTicketTerms {
  @Field(words.id, {
    meaning:
      'The id of a service level with limits, a `ticket-share` or a `count` of breaches: one ticket of it …',
  })
  breachOf!: string;

  @DurationText({
    optional: true,
    default: '`0s`: any breach',
    meaning: '… whose clock goes over its limit by more than this, in working time.',
  })
  overLimitBy?: string;
}

export const singleEvent: ExitKindOf<'event', LongOutageTerms | LateTicketTerms> = {
  kind: 'event',
  documents: { outage: LongOutageTerms, breachOf: LateTicketTerms },
  resolve(authored, path, resolution) {
    const event =
      authored instanceof LongOutageTerms
        ? readOutage(authored, path, resolution)
        : readBreach(authored, path, resolution);
    return event && Object.freeze({ kind: 'event', event: Object.freeze(event) });
  },
  describe({ event }) {
    if (event.kind === 'outage') {
      return `one outage of ${joined(event.services, 'or')} lasts longer than ${describeDuration(event.longerThanSeconds)}`;
    }
    const by =
      event.overLimitBySeconds === 0 ? '' : ` by more than ${describeDuration(event.overLimitBySeconds)}`;
    return `one ticket of ${event.serviceLevel} goes over its limit${by}`;
  },
};

function readOutage(
  { outage, longerThan }: LongOutageTerms,
  path: string,
  resolution: Resolution,
): Event | undefined {
  const services = nameList(outage);
  checkDistinct(services, `${path}.outage`, resolution);
  const longerThanSeconds = positiveSpan(longerThan, `${path}.longerThan`, resolution);
  return longerThanSeconds === undefined ? undefined : { kind: 'outage', services, longerThanSeconds };
}

function readBreach(
  { breachOf, overLimitBy }: LateTicketTerms,
  path: string,
  resolution: Resolution,
): Event | undefined {
  const place = `${path}.breachOf`;
  const level = resolution.serviceLevels.find(breachOf, place, resolution);
  if (level === undefined) return undefined;
  if (!hasLimits(level)) {
    return resolution.problem(
      place,
      `The service level \`${level.id}\` has no limits that a ticket could go over.`,
      'Name a `ticket-share` or a `count` of breaches.',
    );
  }
  const overLimitBySeconds = overLimitBy === undefined ? 0 : parseDuration(overLimitBy);
  return { kind: 'breach', serviceLevel: level.id, overLimitBySeconds };
}

function hasLimits({ measure }: ServiceLevel): boolean {
  return measure.kind === 'ticket-share' || (measure.kind === 'count' && measure.of.kind === 'breaches');
}
