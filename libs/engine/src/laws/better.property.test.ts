import { Rational } from '@tallystick/quantities';
import { factIdOf } from '@tallystick/facts';
import { expect } from 'vitest';
import { Dice } from '../testing/whole-language/dice.js';
import { inLedgerOrder, play, type World } from '../testing/whole-language/world.js';
import { type Exception, without, withoutFacts } from './exceptions.js';
import { law } from './law.js';
import { exactly } from './money.js';
import { allStatements } from './statements.js';

/** Where something better in one place makes a credit larger in another, by the contract's own words. */
const notMonotone: readonly Exception[] = [
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
    instead: (key, value, within) =>
      key === 'baseline' && !Object.hasOwn(value as object, 'value')
        ? { value: within['never'] ?? '5' }
        : value,
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

function countedWhereOpened(measure: Readonly<Record<string, unknown>>): unknown {
  const ofTickets =
    measure['kind'] === 'ticket-share' ||
    measure['clock'] !== undefined ||
    JSON.stringify(measure['of'] ?? '').match(/tickets|breachesOf|"clock"/) !== null;
  return ofTickets ? { ...measure, countIn: 'opened' } : measure;
}
