/** What differs from regime to regime; the rest of a terms document is the same. */
export interface AgreementParts {
  readonly timezone?: string;
  readonly from?: string;
  readonly every?: 'month' | 'quarter' | 'year';
  /** A day on which a period begins, where periods are not those of the calendar. */
  readonly anchor?: string;
  /** False where the clauses have charges of their own. */
  readonly charges?: false;
  readonly midPeriod?: 'start' | 'end' | 'segment';
  readonly rounding?: 'half-up' | 'half-even';
  /** The charge, called `fee`: by the month unless `feePer` says otherwise. */
  readonly fee?: string;
  readonly feePer?: 'month' | 'period';
  /** YAML of further keys: calendars, clocks, serviceLevels, credits, exit. */
  readonly clauses: string;
}

export const agreementName = 'regime';

/** A whole terms document in YAML. */
export function agreement(parts: AgreementParts): string {
  return `
semantics: 1
agreement: ${agreementName}
title: A regime
parties: { client: The customer, provider: The supplier }
timezone: ${parts.timezone ?? 'UTC'}
currency: GBP
term: { from: ${parts.from ?? '2025-01-01'} }
period: { every: ${parts.every ?? 'month'}${parts.anchor === undefined ? '' : `, anchor: ${parts.anchor}`} }
midPeriod: ${parts.midPeriod ?? 'start'}
rounding: ${parts.rounding ?? 'half-up'}
${parts.charges === false ? '' : `charges: [ { id: fee, amount: "${parts.fee ?? '10000.00'}", per: ${parts.feePer ?? 'month'} } ]`}
${parts.clauses}
`;
}

/** Months `2025-01`, `2025-02`, … */
export function monthLabels(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`);
}

/** A level reported elsewhere, one figure a month from January 2025 on. */
export function reports(serviceLevel: string, values: readonly (number | string)[]) {
  return monthLabels(values.length).map((period, index) => ({
    type: 'MeasurementReported',
    effectiveAt: `${period}-20T12:00:00Z`,
    serviceLevel,
    period,
    value: String(values[index]),
  }));
}

/** A ticket that took so many minutes from opening to response and resolution. */
export function ticket(key: string, openedAt: string, minutes: number, priority = 'P1') {
  const end = new Date(Date.parse(openedAt) + minutes * 60_000).toISOString().replace('.000Z', 'Z');
  return [
    { type: 'TicketOpened', effectiveAt: openedAt, ticket: key, ticketType: 'incident', priority },
    { type: 'TicketResponded', effectiveAt: end, ticket: key },
    { type: 'TicketResolved', effectiveAt: end, ticket: key },
  ];
}

/** An outage of so many seconds. */
export function outage(key: string, service: string, from: string, seconds: number) {
  const until = new Date(Date.parse(from) + seconds * 1000).toISOString().replace('.000Z', 'Z');
  return [
    { type: 'OutageBegan', effectiveAt: from, outage: key, service },
    { type: 'OutageEnded', effectiveAt: until, outage: key },
  ];
}
