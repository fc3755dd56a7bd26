import type { ReliefClaim, ReliefDecision, ReliefExtent } from '../timeline/index.js';

/** What a grant gives: as claimed where it does not say otherwise; nothing where no interval is known. */
export function extentGranted(
  { from = NaN, until = NaN, tickets, services }: ReliefDecision,
  claim: ReliefClaim | undefined,
): ReliefExtent | undefined {
  const claimed = claim?.extent;
  const extent = {
    from: Number.isNaN(from) ? (claimed?.from ?? NaN) : from,
    until: Number.isNaN(until) ? (claimed?.until ?? NaN) : until,
    tickets: tickets ?? claimed?.tickets,
    services: services ?? claimed?.services,
  };
  return extent.from < extent.until ? extent : undefined;
}

/** What two extents have in common; nothing where they name different kinds of things, or no time is in both. */
export function commonExtent(a: ReliefExtent, b: ReliefExtent): ReliefExtent | undefined {
  const from = Math.max(a.from, b.from);
  const until = Math.min(a.until, b.until);
  if (from >= until) return undefined;
  if (isGeneral(a)) return { from, until, tickets: b.tickets, services: b.services };
  if (isGeneral(b)) return { from, until, tickets: a.tickets, services: a.services };
  const tickets = commonNames(a.tickets, b.tickets);
  const services = commonNames(a.services, b.services);
  return tickets === undefined && services === undefined ? undefined : { from, until, tickets, services };
}

function commonNames(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): readonly string[] | undefined {
  const common = a?.filter((name) => b?.includes(name));
  return common === undefined || common.length === 0 ? undefined : common;
}

/** It names neither tickets nor services, and so is about everything. */
export function isGeneral({ tickets, services }: ReliefExtent): boolean {
  return tickets === undefined && services === undefined;
}

/** Whether it is about the time of a service: relief for named tickets is not, unless it names the service too. */
export function isAboutService(extent: ReliefExtent, service: string): boolean {
  return extent.services?.includes(service) ?? extent.tickets === undefined;
}

/** Whether it is about a ticket: one that it names; without any, one of the services that it names; without those, all. */
export function isAboutTicket(extent: ReliefExtent, ticket: string, service: string | undefined): boolean {
  if (extent.tickets !== undefined) return extent.tickets.includes(ticket);
  return extent.services === undefined || (service !== undefined && extent.services.includes(service));
}
