import type { Dice } from './dice.js';
import type { Plain } from './plain.js';
import { drawPrice } from './pricing.js';

export const obligationIds = [
  'monthly-report',
  'quarterly-test',
  'root-cause',
  'access-on-request',
  'approve-change',
  'line-repair',
  'exit-plan',
  'project-steps',
  'after-outage',
] as const;
export type ObligationId = (typeof obligationIds)[number];

/** The schedule of each; everything else about it is drawn. */
const schedules: Readonly<
  Record<ObligationId, { readonly owedBy: string; readonly due: (dice: Dice) => Plain }>
> = {
  'monthly-report': {
    owedBy: 'provider',
    due: (dice) => ({
      each: dice.one(['period', '2 periods']),
      ...dice.one<Plain>([
        { on: '10th business day after end', calendar: 'office' },
        { within: '5 calendar days after end' },
        { within: '16h', calendar: 'always' },
      ]),
    }),
  },
  'quarterly-test': {
    owedBy: 'provider',
    due: () => ({ each: '3 months', within: '10 business days after end' }),
  },
  'root-cause': {
    owedBy: 'provider',
    due: (dice) => ({
      within: dice.one(['5 business days', '2 calendar days']),
      of: dice.one(['ticket-resolved', 'ticket-opened', 'ticket-closed']),
      where: { priority: 'P1' },
    }),
  },
  'access-on-request': { owedBy: 'client', due: () => ({ within: '1 business day', of: 'request' }) },
  'approve-change': {
    owedBy: 'client',
    due: (dice) => ({ within: '2 business days', of: dice.one(['change-requested', 'change-finished']) }),
  },
  'line-repair': {
    owedBy: 'fastfibre',
    due: () => ({ within: '4h', of: 'outage-began', calendar: 'always' }),
  },
  'exit-plan': { owedBy: 'provider', due: () => ({ before: '2025-04-01' }) },
  'project-steps': { owedBy: 'provider', due: (dice) => ({ milestones: dice.one(['migration', 'all']) }) },
  'after-outage': { owedBy: 'provider', due: () => ({ within: '3 calendar days', of: 'outage-ended' }) },
};

export function drawObligation(dice: Dice, id: ObligationId, reported: readonly string[]): Plain {
  const { owedBy, due } = schedules[id];
  const schedule = due(dice);
  const byFact = id !== 'project-steps';
  const missedLater = dice.percent(40);
  return {
    id,
    clause: `Schedule 4, ${id}`,
    owedBy,
    due: schedule,
    ...(byFact ? dice.maybe(25, () => ({ evidence: 'required' })) : {}),
    ...(byFact
      ? dice.maybe(35, () =>
          dice.one<Plain>([{ acceptance: 'required' }, { acceptedAfter: '5 business days' }]),
        )
      : {}),
    ...(missedLater ? { missedAfter: dice.one(['5 business days', '3 calendar days']) } : {}),
    ...(owedBy === 'provider'
      ? providerConsequences(dice, id, schedule, reported)
      : dice.maybe(80, () => ({ whenLate: dice.one<unknown>(['relief', { relief: true }]) }))),
  };
}

function providerConsequences(dice: Dice, id: ObligationId, due: Plain, reported: readonly string[]): Plain {
  const levels =
    id === 'monthly-report' && due['each'] === 'period' && reported.length > 0
      ? dice.maybe(60, () => ({ levels: dice.one<unknown>(['not-reported', [reported[0]]]) }))
      : {};
  const late = dice.maybe(40, () => ({ whenLate: { credit: drawOccurrenceCredit(dice) } }));
  const missed = { ...levels, ...dice.maybe(60, () => ({ credit: drawOccurrenceCredit(dice) })) };
  return { ...late, ...(Object.keys(missed).length === 0 ? {} : { whenMissed: missed }) };
}

function drawOccurrenceCredit(dice: Dice): Plain {
  return dice.one<() => Plain>([
    () => ({ fixed: '250.00' }),
    () => ({ ...drawPrice(dice, 'percent', 1), of: ['managed'] }),
    () => drawPrice(dice, 'points', 1),
    () => ({ ...drawPrice(dice, 'days', 1), of: ['managed'] }),
  ])();
}

export function drawReviews(dice: Dice): Plain[] {
  if (!dice.percent(60)) return [];
  return [
    {
      id: 'service-review',
      each: dice.one(['period', '3 months']),
      within: '10 business days after end',
      with: dice.one([
        ['client', 'provider'],
        ['client', 'provider', 'fastfibre'],
      ]),
      ...dice.maybe(50, () => ({ whenMissed: { credit: drawOccurrenceCredit(dice) } })),
    },
  ];
}

export function drawEscalation(dice: Dice): Plain[] {
  if (!dice.percent(60)) return [];
  return [
    {
      id: 'ladder',
      where: { priority: ['P1', 'P2'] },
      clock: 'resolution',
      within: { P1: '4h', else: '2d' },
      levels: dice.one([
        [
          { after: '50 percent', to: 'duty manager', calendar: 'always' },
          { after: 'breach', to: 'service director', within: '15m' },
        ],
        [{ after: '2h', to: 'team lead' }],
      ]),
      ...dice.maybe(60, () => ({ whenMissed: { credit: drawOccurrenceCredit(dice) } })),
    },
  ];
}

export function drawRelief(dice: Dice): Plain {
  const limited = dice.percent(60);
  return {
    ...(limited ? { claimWithin: dice.one(['5 business days', '10 calendar days']) } : {}),
    ...(limited ? { outOfTime: dice.one(['barred', 'may-be-granted']) } : {}),
    decidedBy: dice.one(['client', 'provider', 'both']),
    ...dice.maybe(40, () => ({
      undecided: { after: '10 business days', counts: dice.one(['granted', 'refused']) },
    })),
  };
}

export function drawResponsibilities(dice: Dice): Plain[] {
  return dice.some<Plain>(
    [
      { area: 'email', owner: 'provider' },
      {
        area: 'internet line',
        owner: 'fastfibre',
        coordinatedBy: 'provider',
        services: ['core'],
        categories: ['network'],
      },
      { area: 'legacy', owner: 'client', note: 'not supported', services: ['files'] },
    ],
    dice.whole(0, 3),
  );
}
