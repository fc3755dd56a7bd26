import { Choice, Field, joinPath, ListOf, Nested, shape } from '@tallystick/documents';
import { joined } from '../describe/words.js';
import {
  countInPolicies,
  type CountIn,
  type ExclusionReason,
  exclusionReasons,
  type JudgedBy,
  judgedByPolicies,
  type Scope,
} from '../model/measure.js';
import type { ForEachKey } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct, nameList } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { MeasureContext } from './measure-kind.js';

type Names = string | readonly string[];

/** Which tickets, outages or changes are looked at; each key one value or a list of values that are all meant. */
export class ScopeTerms {
  @Field(words.names, { optional: true, default: 'all', meaning: 'Ticket types, such as `incident`.' })
  type?: Names;

  @Field(words.names, { optional: true, default: 'all', meaning: 'Priorities.' })
  priority?: Names;

  @Field(words.names, { optional: true, default: 'all', meaning: 'Services.' })
  service?: Names;

  @Field(words.names, { optional: true, default: 'all', meaning: 'Categories.' })
  category?: Names;

  @Field(words.names, { optional: true, default: 'all', meaning: 'Sites.' })
  site?: Names;

  @Field(words.names, { optional: true, default: 'all', meaning: 'Configuration items.' })
  configurationItem?: Names;
}

/** The keys of every measure that looks at tickets. */
export class TicketPopulationTerms {
  @Nested(() => ScopeTerms, {
    optional: true,
    default: 'all tickets',
    meaning: 'Which tickets are looked at.',
  })
  where?: ScopeTerms;

  @Choice(countInPolicies, {
    optional: true,
    default:
      '`due` where there is a limit, `resolved` for a statistic of a clock, `opened` for a count of tickets',
    meaning:
      'To which period a ticket belongs: the one in which it was opened, resolved or due, or each in which it is overdue.',
  })
  countIn?: CountIn;

  @Choice(judgedByPolicies, {
    optional: true,
    default: '`final`',
    meaning:
      'Which priority judges a ticket: its last, first, highest, longest held, or the one it had at each event.',
  })
  judgedBy?: JudgedBy;

  @ListOf(shape.choice(exclusionReasons), {
    optional: true,
    default: '`[cancelled, duplicate, no-limit]`',
    meaning: 'Tickets left out of the count, listed in the statement with the reason.',
  })
  exclude?: readonly ExclusionReason[];
}

const excludedByDefault: readonly ExclusionReason[] = ['cancelled', 'duplicate', 'no-limit'];

export function readScope(authored: ScopeTerms | undefined, path: string, resolution: Resolution): Scope {
  const read = (names: Names | undefined, key: string): readonly string[] | undefined => {
    if (names === undefined) return undefined;
    if (typeof names !== 'string') checkDistinct(names, joinPath(path, key), resolution);
    return nameList(names);
  };
  const priority = read(authored?.priority, 'priority');
  priority?.forEach((name, index) => {
    const single = typeof authored?.priority === 'string';
    resolution.checkPriority(name, single ? `${path}.priority` : `${path}.priority[${index}]`);
  });
  return Object.freeze({
    ticketType: read(authored?.type, 'type'),
    priority,
    service: read(authored?.service, 'service'),
    category: read(authored?.category, 'category'),
    site: read(authored?.site, 'site'),
    configurationItem: read(authored?.configurationItem, 'configurationItem'),
  });
}

export interface Population {
  readonly where: Scope;
  readonly countIn: CountIn;
  readonly judgedBy: JudgedBy;
  readonly exclude: ReadonlySet<ExclusionReason>;
}

export function readPopulation(
  authored: TicketPopulationTerms,
  path: string,
  resolution: Resolution,
  countInByDefault: CountIn,
): Population {
  checkDistinct(authored.exclude, `${path}.exclude`, resolution);
  return {
    where: readScope(authored.where, `${path}.where`, resolution),
    countIn: authored.countIn ?? countInByDefault,
    judgedBy: authored.judgedBy ?? 'final',
    exclude: new Set(authored.exclude ?? excludedByDefault),
  };
}

/** By what tickets can be told apart into several levels. */
export const ticketForEachKeys: readonly ForEachKey[] = [
  'service',
  'site',
  'priority',
  'category',
  'configurationItem',
];

/** What outages can be told apart by. */
export const outageForEachKeys: readonly ForEachKey[] = ['service', 'site'];

/** The priorities that a level counts, where it names any: in `where`, or as what it stands for each of. */
export function namedPriorities(where: Scope, { forEach }: MeasureContext): readonly string[] | undefined {
  return where.priority ?? (forEach?.by === 'priority' ? forEach.values : undefined);
}

/** Stands for the service of `forEach: { service: … }` where a service has to be named. */
const eachService = 'each';

/**
 * The services that a measure of outages looks at.
 *
 * @returns none where the level stands for each of several services: each instance then has its own.
 */
export function readServices(
  authored: Names,
  path: string,
  resolution: Resolution,
  { forEach }: MeasureContext,
): readonly string[] | undefined {
  const services = nameList(authored);
  if (typeof authored !== 'string') checkDistinct(authored, path, resolution);
  const stands = services.includes(eachService);
  if (forEach?.by === 'service') {
    if (stands && services.length === 1) return Object.freeze([]);
    return resolution.problem(
      path,
      '`forEach` says of which services there is a level each.',
      `Write \`${eachService}\` here, or take \`forEach\` out.`,
    );
  }
  if (!stands) return services;
  return resolution.problem(
    path,
    `\`${eachService}\` stands for the service of \`forEach: { service: … }\`, and there is none.`,
    'Name the service, or add `forEach`.',
  );
}

export function describeServices(services: readonly string[]): string {
  return services.length === 0 ? 'the service' : joined(services);
}

/** A ticket without a limit is never due, so it cannot be counted by when it is. */
export function checkCountedWithoutLimit(
  authored: TicketPopulationTerms,
  path: string,
  resolution: Resolution,
): void {
  if (authored.countIn === 'due' || authored.countIn === 'each-period-overdue') {
    resolution.problem(
      `${path}.countIn`,
      `Nothing here has a limit, so nothing is due.`,
      'Write `opened` or `resolved`.',
    );
  }
}

/** Keys about tickets where none are looked at would be ignored, so they are problems. */
export function refuseTicketKeys(
  authored: TicketPopulationTerms,
  keys: readonly (keyof TicketPopulationTerms)[],
  what: string,
  path: string,
  resolution: Resolution,
): void {
  for (const key of keys) {
    if (authored[key] !== undefined) {
      resolution.problem(`${path}.${key}`, `It has no effect on ${what}.`, 'Leave it out.');
    }
  }
}

/** The same of the keys of `where` that what is looked at does not have. */
export function refuseScopeKeys(
  where: ScopeTerms | undefined,
  keys: readonly (keyof ScopeTerms)[],
  what: string,
  path: string,
  resolution: Resolution,
): void {
  for (const key of keys) {
    if (where?.[key] !== undefined) {
      resolution.problem(`${path}.${key}`, `${what} has none.`, 'Leave it out.');
    }
  }
}

/** What only tickets have: changes and answers to surveys are known by their service alone. */
export const scopeKeysOfTicketsOnly: readonly (keyof ScopeTerms)[] = [
  'type',
  'priority',
  'category',
  'site',
  'configurationItem',
];

const counted: { readonly [Policy in CountIn]: string } = {
  opened: 'a ticket counts in the period in which it is opened',
  resolved: 'a ticket counts in the period in which it is resolved',
  due: 'a ticket counts in the period in which it is due',
  'each-period-overdue': 'a ticket counts in every period in which it is overdue',
};

const judged: { readonly [Policy in JudgedBy]: string } = {
  final: 'under its last priority',
  first: 'under its first priority',
  highest: 'under the highest priority that it had',
  'longest-held': 'under the priority that it had longest',
  'at-event': 'under the priority that it had then',
};

const left: { readonly [Reason in ExclusionReason]: string } = {
  cancelled: 'cancelled tickets',
  duplicate: 'duplicates',
  child: 'tickets that belong to another one',
  'no-limit': 'tickets without a limit',
};

/** To which period a ticket belongs, which priority judges it, and what is left out; begins with a semicolon. */
export function describePopulation({ countIn, judgedBy, exclude }: Omit<Population, 'where'>): string {
  const without =
    exclude.size === 0 ? '' : `; ${joined([...exclude].map((reason) => left[reason]))} do not count`;
  return `; ${counted[countIn]}, ${judged[judgedBy]}${without}`;
}

export function describeScope(scope: Scope, noun: string): string {
  const parts = [
    ['type', scope.ticketType],
    ['priority', scope.priority],
    ['service', scope.service],
    ['category', scope.category],
    ['site', scope.site],
    ['configuration item', scope.configurationItem],
  ] as const;
  const stated = parts.flatMap(([name, values]) =>
    values === undefined ? [] : [`${name} ${joined(values, 'or')}`],
  );
  return stated.length === 0 ? noun : `${noun} of ${stated.join(', ')}`;
}
