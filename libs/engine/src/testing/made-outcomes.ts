import { pinnedZoneTable } from '@tallystick/calendar';
import { parseLocalDate, Rational } from '@tallystick/quantities';
import type { ExitCondition, ExitTrigger, ExitWindow } from '@tallystick/terms';
import { type ExitView, viewOf } from '../exits/exit-finding.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import { PeriodGrid } from '../periods/period-grid.js';
import { Timeline } from '../timeline/index.js';

/** What a made-up history has beside its verdicts. */
export interface MadeOptions {
  readonly notMeasured?: 'breaks' | 'skipped';
  /** By period: what was payable, points, misses, values, how often a cap was reached. */
  readonly credits?: readonly string[];
  readonly points?: readonly string[];
  readonly misses?: readonly number[];
  readonly values?: readonly (string | undefined)[];
  readonly when?: ExitCondition;
  readonly trigger?: Partial<ExitTrigger>;
  /** The index of a period with which the level's history starts afresh. */
  readonly afresh?: number;
  readonly termFrom?: string;
  readonly termTo?: string;
}

/** An exit trigger with every default. */
function madeTrigger(when: ExitCondition, more: Partial<ExitTrigger> = {}): ExitTrigger {
  return {
    id: 'exit',
    clause: undefined,
    text: undefined,
    when,
    scope: 'whole',
    cureDays: undefined,
    cureTest: 'accepted',
    noticeWithinDays: undefined,
    noticeDays: undefined,
    exerciseWithinDays: undefined,
    exerciseFrom: 'held',
    ...more,
  };
}

export const lastPeriods = (periods: number): ExitWindow => ({ kind: 'periods', periods });

/**
 * Outcomes of months from January 2025, one a character: `x` missed, `m` missed below minimum, `d` missed but let through
 * by its gate, `l` missed and its claim lapsed, `.` met, `-` not measured, ` ` the level does not stand.
 */
export function madeOutcomes(text: string, options: MadeOptions = {}): PeriodOutcome[] {
  const world = madeWorld(text.length, options);
  const trigger = options.when === undefined ? undefined : madeTrigger(options.when, options.trigger);
  return [...text].map((mark, index) => {
    const value = options.values?.[index];
    const compared = value === undefined ? undefined : Rational.parse(value);
    const verdict = mark === '.' ? 'met' : mark === '-' ? 'not-measured' : 'missed';
    const level = {
      id: 'level',
      verdict,
      belowMinimum: mark === 'm',
      isDefault: verdict === 'missed' && mark !== 'd',
      startsAfresh: index === 0 || options.afresh === index || text[index - 1] === ' ',
      points: Rational.parse(options.points?.[index] ?? '0'),
      parts: [
        {
          part: {
            from: 0,
            to: 0,
            clause: {
              id: 'level',
              notMeasuredInARun: options.notMeasured ?? 'breaks',
              target: { comparison: 'at-least', expected: Rational.of(95), minimum: Rational.of(85) },
            },
          },
          measured: { misses: options.misses?.[index], unit: 'percent' },
          judgement: { verdict, decidedBy: 'value', belowMinimum: mark === 'm', compared },
        },
      ],
    };
    return {
      period: world.grid.at(index),
      governing: {
        terms: {
          exits: new Map(trigger === undefined ? [] : [[trigger.id, trigger]]),
          credits: { claim: { kind: 'on-claim', lapsedCountsTowardsExit: false } },
        },
      },
      levels: new Map(mark === ' ' ? [] : [['level', level]]),
      credits: {
        payable: Rational.parse(options.credits?.[index] ?? '0'),
        caps: [],
        lines:
          mark === 'l'
            ? [{ source: { kind: 'service-level', id: 'level' }, claim: { status: 'lapsed' } }]
            : [],
      },
      points: Rational.parse(options.points?.[index] ?? '0'),
    } as unknown as PeriodOutcome;
  });
}

/** What the made-up periods share; a fee of 1,000 a month is called `fee`. */
export function madeWorld(periods: number, { termFrom, termTo }: MadeOptions = {}): PeriodWorld {
  const zone = pinnedZoneTable().transitionsOf('UTC');
  const from = parseLocalDate(termFrom ?? '2025-01-01');
  const to = termTo === undefined ? undefined : parseLocalDate(termTo);
  const grid = new PeriodGrid('month', { from, to }, zone);
  const version = { from, to, restarts: new Set<string>(), terms: { midPeriod: 'start' } };
  const fee = { id: 'fee', passThrough: false, taxPercent: Rational.zero };
  return {
    zone,
    grid,
    timeline: new Timeline(),
    environment: {
      valuedAt: grid.at(periods - 1).endsAt,
      terms: { versions: [version], on: () => version },
    },
    charges: (index: number) => {
      const period = grid.at(index);
      return new Map([
        ['fee', { stretches: [{ from: period.from, to: period.to, charge: fee, exact: Rational.of(1000) }] }],
      ]);
    },
  } as unknown as PeriodWorld;
}

/** All of a made-up history as a condition sees it at the end of its last period. */
export function madeView(text: string, options: MadeOptions = {}): ExitView {
  const outcomes = madeOutcomes(text, options);
  const world = madeWorld(text.length, options);
  return viewOf(world, outcomes, outcomes.length - 1, 0, Number.NEGATIVE_INFINITY);
}
