import type { Plain } from '../testing/whole-language/plain.js';
import type { Exception } from './exceptions.js';

/** Where something better in one place makes a credit larger in another, by the contract's own words. */
export const notMonotone: readonly Exception[] = [
  {
    what: '`critical-displaces`',
    why: 'without the credit of the critical level the displaced ones stand',
    instead: (key, value, within) =>
      key === 'combine' && value === 'critical-displaces'
        ? 'sum'
        : key === 'critical' && within['combine'] === 'critical-displaces'
          ? undefined
          : value,
  },
  {
    what: '`qualifying`',
    why: 'a level that is not judged while another is missed is judged when that is met',
    instead: (key, value) => (key === 'qualifying' ? undefined : value),
  },
  {
    what: 'baselines of earlier values',
    why: 'a better value raises what later ones are held against',
    instead: (key, value, within) => (key === 'baseline' ? fixedBaseline(within) : value),
  },
  {
    what: '`counting: only-new`',
    why: 'what was not priced in one period is new in the next',
    instead: (key, value) => (key === 'counting' ? undefined : value),
  },
  {
    what: 'caps over several periods, and what is carried over',
    why: 'what was not paid in one period leaves more room for the next',
    instead: (key, value, within) =>
      key === 'over' && within['excess'] !== undefined
        ? '1 period'
        : (key === 'excess' || key === 'below') && value === 'carried'
          ? 'lost'
          : value,
  },
  {
    what: 'tickets that count in the period in which they are due or resolved',
    why: 'with relief, or resolved earlier, they count in another period',
    instead: (key, value, within) =>
      key === 'countIn'
        ? 'opened'
        : key === 'measure' &&
            (value as { kind: string }).kind !== undefined &&
            within['target'] !== undefined
          ? countedWhereOpened(value as Readonly<Record<string, unknown>>)
          : value,
  },
  {
    what: '`whenNotReported: not-measured` beside reports whose lateness makes levels not reported',
    why: 'a report that relief excuses brings back a figure that was left out, and the figure may be a miss',
    instead: (key, value) => (key === 'whenNotReported' && value === 'not-measured' ? 'missed' : value),
  },
  {
    what: '`excludedTime: removed`',
    why: 'relief for time in which the service was up makes the rest of its downtime a larger share',
    instead: (key, value, within) =>
      key === 'measure' &&
      within['target'] !== undefined &&
      (value as { exclude?: unknown }).exclude !== undefined &&
      (value as { kind: string }).kind === 'availability'
        ? { ...(value as object), excludedTime: 'counted-as-up' }
        : value,
  },
];

/** Where something that went better makes something else be owed sooner. */
export const owedSooner: readonly Exception[] = [
  {
    what: 'obligations that run from a resolution or from the end of an outage',
    why: 'the sooner it comes, the sooner what is owed after it is late',
    instead: (key, value, within) =>
      key === 'of' && within['within'] !== undefined
        ? value === 'ticket-resolved'
          ? 'ticket-opened'
          : value === 'outage-ended'
            ? 'outage-began'
            : value
        : value,
  },
];

function fixedBaseline(level: Plain): Plain {
  const measure = level['measure'] as Plain;
  if (measure['kind'] === 'statistic') return { value: '6h' };
  return { value: measure['kind'] === 'availability' ? '99.5' : '5' };
}

function countedWhereOpened(measure: Readonly<Record<string, unknown>>): unknown {
  const of = measure['of'];
  const ofTickets =
    measure['kind'] === 'ticket-share' ||
    (measure['kind'] === 'statistic' && (of as Plain)['clock'] !== undefined) ||
    (measure['kind'] === 'count' && (of === 'tickets' || (of as Plain)['breachesOf'] !== undefined));
  return ofTickets ? { ...measure, countIn: 'opened' } : measure;
}
