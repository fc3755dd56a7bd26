import type { FactLine } from '../../../libs/engine/src/testing/scenario.js';

/** Made-up facts for worked examples, short to write. Instants are UTC unless they say otherwise. */

/** Figures of a level that is measured elsewhere, by period; `8/11` is a figure with numerator and denominator. */
export function reported(
  serviceLevel: string,
  figures: Readonly<Record<string, string | number>>,
  more: Readonly<Record<string, unknown>> = {},
): FactLine[] {
  return Object.entries(figures).map(([period, figure]) => {
    const [numerator, denominator] = String(figure).split('/');
    const value = denominator === undefined ? { value: String(figure) } : { numerator, denominator };
    return {
      type: 'MeasurementReported',
      effectiveAt: `${lastDayOf(period)}T12:00:00Z`,
      serviceLevel,
      period,
      ...value,
      ...more,
    };
  });
}

/** The same figure, or figures in turn, for consecutive months from one on; `-` stands for none. */
export function monthly(
  serviceLevel: string,
  from: string,
  figures: readonly (string | number)[],
  more: Readonly<Record<string, unknown>> = {},
): FactLine[] {
  const byMonth = figures.map((figure, index) => [monthAfter(from, index), figure] as const);
  return reported(serviceLevel, Object.fromEntries(byMonth.filter(([, figure]) => figure !== '-')), more);
}

export function monthAfter(month: string, months: number): string {
  const [year, of] = month.split('-').map(Number) as [number, number];
  const index = year * 12 + of - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The 20th of a month or of the last month of a quarter, 20 December of a year. */
function lastDayOf(period: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter !== null) return `${quarter[1]!}-${String(Number(quarter[2]) * 3).padStart(2, '0')}-20`;
  return period.length === 4 ? `${period}-12-20` : `${period}-20`;
}

/** A ticket that was answered and solved so many minutes after it was opened. */
export function ticket(
  key: string,
  opened: string,
  minutes: number,
  more: Readonly<Record<string, unknown>> = {},
): FactLine[] {
  const from = instant(opened);
  const until = later(from, minutes * 60);
  return [
    {
      type: 'TicketOpened',
      effectiveAt: from,
      ticket: key,
      ticketType: 'incident',
      priority: 'P1',
      ...more,
    },
    { type: 'TicketResponded', effectiveAt: until, ticket: key },
    { type: 'TicketResolved', effectiveAt: until, ticket: key },
  ];
}

/** So many tickets of one kind, the first of them in time. */
export function tickets(
  key: string,
  opened: string,
  counts: { readonly inTime: number; readonly of: number },
  minutes: { readonly inTime: number; readonly late: number },
  more: Readonly<Record<string, unknown>> = {},
): FactLine[] {
  return Array.from({ length: counts.of }, (_, index) =>
    ticket(`${key}-${index + 1}`, opened, index < counts.inTime ? minutes.inTime : minutes.late, more),
  ).flat();
}

/** An outage of so many seconds. */
export function outage(
  key: string,
  service: string,
  began: string,
  seconds: number,
  more: Readonly<Record<string, unknown>> = {},
): FactLine[] {
  const from = instant(began);
  return [
    { type: 'OutageBegan', effectiveAt: from, outage: key, service, ...more },
    { type: 'OutageEnded', effectiveAt: later(from, seconds), outage: key },
  ];
}

/** A fact of a type on a day (at noon, UTC) or at an instant. */
export function fact(type: string, on: string, more: Readonly<Record<string, unknown>> = {}): FactLine {
  return { type, effectiveAt: instant(on), ...more };
}

export function byClient(type: string, on: string, more: Readonly<Record<string, unknown>> = {}): FactLine {
  return fact(type, on, { assertedBy: { party: 'client' }, ...more });
}

export const minute = 60;
export const hour = 3600;

function instant(on: string): string {
  return on.length === 10 ? `${on}T12:00:00Z` : /(?:Z|[+-]\d\d:\d\d)$/.test(on) ? on : `${on}Z`;
}

function later(from: string, seconds: number): string {
  return new Date(Date.parse(from) + seconds * 1000).toISOString().replace('.000Z', 'Z');
}
