import type { EpochSeconds } from '@tallystick/quantities';
import type { CountIn } from '@tallystick/terms';
import { outageConcerns } from '../scopes/outage-of-instance.js';
import type { Outage } from '../timeline/index.js';
import type { MeasureContext } from './measure-context.js';

/** An outage and how long it lasted on the instant line; one that still runs, until `valuedAt`. */
export interface OutageLength {
  readonly outage: Outage;
  readonly seconds: number;
  /** When it counts: its beginning, or its end. */
  readonly at: EpochSeconds;
}

/** The outages of some services that concern the level, in the order of service, beginning and key. */
export function outagesOfServices(context: MeasureContext, services: readonly string[]): Outage[] {
  return services
    .flatMap((service) => context.timeline.outages(service))
    .filter((outage) => outageConcerns(context.level, outage));
}

/** Where an outage ends as far as known: its end, or `valuedAt` where it still runs or ends later. */
export function knownEnd(outage: Outage, valuedAt: EpochSeconds): EpochSeconds {
  return Math.max(outage.from, Math.min(outage.until ?? valuedAt, valuedAt));
}

/**
 * The outages that belong to a part: by their beginning, or, where the measure counts in the period of the
 * resolution, by their end. One without length is none.
 */
export function outagesBegunWithin(
  context: MeasureContext,
  services: readonly string[],
  countIn: CountIn,
): OutageLength[] {
  const { startsAt, endsAt } = context;
  const { valuedAt } = context.environment;
  return outagesOfServices(context, services).flatMap((outage) => {
    const at = countIn === 'resolved' ? outage.until : outage.from;
    if (at === undefined || at < startsAt || at >= endsAt || outage.from >= valuedAt) return [];
    const seconds = knownEnd(outage, valuedAt) - outage.from;
    return seconds > 0 ? [{ outage, seconds, at }] : [];
  });
}
