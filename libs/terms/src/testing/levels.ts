import type { ServiceLevel } from '../model/service-level.js';
import { errorsOf, exampleWith, load } from './documents.js';
import { plain } from './entries.js';

/** Clauses of the example that refer to its service levels, or that a test states itself. */
const others = ['exit', 'escalation', 'earnBack', 'obligations', 'reviews'] as const;

const obligations = `obligations:
  - { id: monthly-report, owedBy: provider, due: { each: period, on: 10th business day after end } }
`;

/** The example with the obligation `monthly-report` alone beside its service levels, and with keys replaced. */
function frameWith(keys: string): Record<string, unknown> {
  const document = exampleWith('');
  for (const key of others) delete document[key];
  return { ...document, ...plain(obligations), ...(keys === '' ? {} : plain(keys)) };
}

/** Keys of a document with service levels (items of a YAML list) in place of the example's. */
export function onlyLevels(...levels: readonly string[]): string {
  return `serviceLevels:\n${levels.map((level) => `  - ${level}\n`).join('')}`;
}

/** A document of these service levels alone. */
export function documentOfLevels(...levels: readonly string[]): unknown {
  return frameWith(onlyLevels(...levels));
}

function documentOf(level: string, keys: string): unknown {
  const document = frameWith(keys);
  return { ...document, serviceLevels: [...(document['serviceLevels'] as unknown[]), plain(level)] };
}

/** The service level `s` of a document that holds it after the example's own, or after those that the keys state. */
export function levelOf(measure: string, rest: string, keys = ''): ServiceLevel {
  return load(documentOf(`id: s\nmeasure: ${measure}\n${rest}`, keys)).serviceLevels.get('s')!;
}

/** `path | problem | mend` of every error of the same document, paths of a third level (the example has two) below it. */
export function levelErrors(measure: string, rest: string, keys = ''): readonly string[] {
  const errors = errorsOf(documentOf(`id: s\nmeasure: ${measure}\n${rest}`, keys));
  return errors.map((error) => error.replace(/^serviceLevels\[2\]\./, ''));
}

/** Some measures by what sets them apart. */
export const measures = {
  share: '{ kind: ticket-share, clock: resolution, within: 4h }',
  up: '{ kind: availability, service: email, calendar: always }',
  mean: '{ kind: statistic, statistic: mean, of: { clock: resolution } }',
  scores: '{ kind: statistic, statistic: mean, of: { survey: csat } }',
  tickets: '{ kind: count, of: tickets }',
  overdueTickets: '{ kind: count, of: { breachesOf: resolution, within: 4h }, countIn: each-period-overdue }',
  outages: '{ kind: count, of: { outages: email } }',
  changes: '{ kind: change-share }',
  recurring: '{ kind: recurrence, by: service, times: 3, within: 30 calendar days }',
  report: '{ kind: obligation, obligation: monthly-report, figure: share-met }',
  percent: '{ kind: reported, unit: percent }',
  number: '{ kind: reported, unit: number }',
  result: '{ kind: result, figure: missed-levels }',
  smoothed: '{ kind: smoothed, of: email-availability, previous: 1 period }',
} as const;
