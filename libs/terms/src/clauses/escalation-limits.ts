import type { Escalation } from '../model/obligation.js';
import type { Scope } from '../model/measure.js';
import type { ServiceLevel } from '../model/service-level.js';
import { type AuthoredByPriority, checkPrioritiesCovered, readLimits } from '../resolution/by-priority.js';
import type { Resolution } from '../resolution/resolution.js';

/** What a ladder says of its limits, as it is written. */
interface LimitTerms {
  readonly serviceLevel?: string;
  readonly clock?: string;
  readonly within?: AuthoredByPriority;
}

/** Which tickets a ladder is for, and the clock and limits that its steps look at. */
type LadderLimits = Pick<Escalation, 'where' | 'clock' | 'within'>;

/**
 * Written limits; or those of the service level that is named; or those of the only `ticket-share` level that counts the
 * tickets which the ladder names, and then the ladder is for the tickets that the level counts.
 */
export function resolveLadderLimits(
  authored: LimitTerms,
  named: Scope,
  path: string,
  resolution: Resolution,
): LadderLimits | undefined {
  if (authored.within !== undefined) return ownLimits(authored, named, path, resolution);
  if (authored.serviceLevel !== undefined) return limitsOfNamed(authored, named, path, resolution);
  if (authored.clock !== undefined) {
    const clock = resolution.clocks.find(authored.clock, `${path}.clock`, resolution);
    if (clock === undefined) return undefined;
  }
  const candidates = [...resolution.serviceLevels.sound().values()].flatMap((level) => {
    const limits = level.measure.kind === 'ticket-share' ? limitsOf(level) : undefined;
    const fits =
      limits !== undefined &&
      holds(limits.where, named) &&
      (authored.clock === undefined || limits.clock === authored.clock);
    return fits ? [{ id: level.id, limits }] : [];
  });
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return narrowed(only.limits, named);
  // A level with errors of its own may be the one; what is missing then is not known yet.
  const unsound = resolution.serviceLevels.ids().length > resolution.serviceLevels.sound().size;
  if (only === undefined && unsound) return undefined;
  return resolution.problem(
    path,
    only === undefined
      ? 'It says no limits, and no `ticket-share` level counts the tickets that it names.'
      : `It says no limits, and several service levels count its tickets: ${candidates.map(({ id }) => id).join(', ')}.`,
    'Write `serviceLevel` with the id of the level whose limits hold, or `clock` and `within`.',
  );
}

function ownLimits(
  authored: LimitTerms,
  where: Scope,
  path: string,
  resolution: Resolution,
): LadderLimits | undefined {
  if (authored.serviceLevel !== undefined) {
    resolution.problem(
      `${path}.serviceLevel`,
      '`serviceLevel` and `within` exclude each other.',
      'Keep one of them.',
    );
  }
  if (authored.clock === undefined) {
    return resolution.problem(`${path}.clock`, 'It is missing.', 'Name the clock that the limits are of.');
  }
  const clock = resolution.clocks.find(authored.clock, `${path}.clock`, resolution);
  if (clock === undefined) return undefined;
  const within = readLimits(authored.within!, clock, where.priority, `${path}.within`, resolution);
  const paths = { within: `${path}.within`, clock: `${path}.clock` };
  checkPrioritiesCovered(where.priority, clock, authored.within, paths, resolution);
  return { where, clock: clock.id, within };
}

function limitsOfNamed(
  authored: LimitTerms,
  named: Scope,
  path: string,
  resolution: Resolution,
): LadderLimits | undefined {
  const place = `${path}.serviceLevel`;
  const level = resolution.serviceLevels.find(authored.serviceLevel!, place, resolution);
  if (authored.clock !== undefined) {
    resolution.problem(`${path}.clock`, 'The service level says the clock already.', 'Leave it out.');
  }
  if (level === undefined) return undefined;
  const limits = limitsOf(level);
  if (limits === undefined) {
    return resolution.problem(
      place,
      `The service level \`${level.id}\` has no limits.`,
      'Name a `ticket-share` or a `count` of breaches, or write `clock` and `within`.',
    );
  }
  if (!holds(limits.where, named)) {
    resolution.problem(
      `${path}.where`,
      `The service level \`${level.id}\` does not count all of these tickets.`,
      'Name only tickets that it counts, or write `clock` and `within`.',
    );
  }
  return narrowed(limits, named);
}

function limitsOf({ measure }: ServiceLevel): LadderLimits | undefined {
  if (measure.kind === 'ticket-share') {
    return { where: measure.where, clock: measure.clock, within: measure.within };
  }
  if (measure.kind !== 'count' || measure.of.kind !== 'breaches') return undefined;
  return { where: measure.where, clock: measure.of.clock, within: measure.of.within };
}

const scopeKeys = ['ticketType', 'priority', 'service', 'category', 'site', 'configurationItem'] as const;

/** Whether a level counts every value that a ladder names. */
function holds(level: Scope, named: Scope): boolean {
  return scopeKeys.every((key) => {
    const counted = level[key];
    return counted === undefined || (named[key]?.every((value) => counted.includes(value)) ?? true);
  });
}

/** The tickets of the level, as far as the ladder does not name fewer. */
function narrowed(limits: LadderLimits, named: Scope): LadderLimits {
  const where = Object.fromEntries(
    scopeKeys.map((key) => [key, named[key] ?? limits.where[key]]),
  ) as unknown as Scope;
  return { ...limits, where: Object.freeze(where) };
}
