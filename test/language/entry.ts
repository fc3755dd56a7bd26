import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { FactLine } from '../../libs/engine/src/testing/scenario.js';

/** One kind of the contract language: what it means, how it is worked out, and an example that a test runs. */
export interface Entry {
  readonly file: string;
  readonly stage: string;
  readonly kind: string;
  readonly meaning: string;
  readonly formula: string;
  readonly example: Example;
}

/** Terms and facts, and what the statement of a period then says. */
interface Example {
  /** What happens, in a sentence. */
  readonly says: string;
  /** Keys of the frame that differ: timezone, term, period, midPeriod, charges, … */
  readonly frame?: Readonly<Record<string, unknown>>;
  /** YAML of the clauses. */
  readonly terms: string;
  /** Figures reported by level and period. */
  readonly reports?: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  readonly tickets?: readonly ExampleTicket[];
  readonly outages?: readonly ExampleOutage[];
  readonly facts?: readonly FactLine[];
  readonly period: string;
  readonly recordedAt?: string;
  /** Paths of the statement and what stands there. */
  readonly gives: Readonly<Record<string, unknown>>;
}

interface ExampleTicket {
  readonly ticket: string;
  readonly opened: string;
  readonly responded?: string;
  readonly resolved?: string;
  readonly [field: string]: string | undefined;
}

interface ExampleOutage {
  readonly outage: string;
  readonly service: string;
  readonly from: string;
  readonly until: string;
}

export const kindsFolder = fileURLToPath(new URL('../../docs/reference/kinds/', import.meta.url));

/** Every entry under docs/reference/kinds, by file name. */
export function readEntries(): readonly Entry[] {
  return readdirSync(kindsFolder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((file) => ({
      file,
      ...(parse(readFileSync(`${kindsFolder}${file}`, 'utf8')) as Omit<Entry, 'file'>),
    }));
}

/** The example's facts in the order of when they happened. */
export function factsOf(example: Example): FactLine[] {
  const lines = [
    ...Object.entries(example.reports ?? {}).flatMap(([level, byPeriod]) => reported(level, byPeriod)),
    ...(example.tickets ?? []).flatMap(ticketFacts),
    ...(example.outages ?? []).flatMap(outageFacts),
    ...(example.facts ?? []),
  ];
  return lines.sort((a, b) => Date.parse(a.effectiveAt) - Date.parse(b.effectiveAt));
}

function reported(level: string, byPeriod: Readonly<Record<string, string | number>>): FactLine[] {
  return Object.entries(byPeriod).map(([period, value]) => ({
    type: 'MeasurementReported',
    effectiveAt: `${/^\d{4}-\d{2}$/.test(period) ? period : period.slice(0, 4) + '-01'}-20T12:00:00Z`,
    serviceLevel: level,
    period,
    value: String(value),
  }));
}

function ticketFacts({ ticket, opened, responded, resolved, ...fields }: ExampleTicket): FactLine[] {
  return [
    { type: 'TicketOpened', effectiveAt: opened, ticket, ticketType: 'incident', priority: 'P1', ...fields },
    ...(responded === undefined ? [] : [{ type: 'TicketResponded', effectiveAt: responded, ticket }]),
    ...(resolved === undefined ? [] : [{ type: 'TicketResolved', effectiveAt: resolved, ticket }]),
  ];
}

function outageFacts({ outage, service, from, until }: ExampleOutage): FactLine[] {
  return [
    { type: 'OutageBegan', effectiveAt: from, outage, service },
    { type: 'OutageEnded', effectiveAt: until, outage },
  ];
}
