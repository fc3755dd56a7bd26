import type { Dice } from './dice.js';
import type { Plain } from './plain.js';

export const services = ['email', 'files', 'core'];
export const sites = ['madrid', 'sevilla'];
export const categories = ['mail', 'network'];
export const items = ['ci-1', 'ci-2'];
export const priorities = ['P1', 'P2', 'P3'];
export const ticketTypes = ['incident', 'request'];

/** Zones with clocks that change in spring, in autumn, by half an hour, at midnight's other side, and never. */
const zones = [
  'Europe/London',
  'Europe/Madrid',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/St_Johns',
  'UTC',
];

/** How an agreement runs. */
export interface Frame {
  readonly timezone: string;
  readonly every: 'month' | 'quarter';
  readonly anchored: boolean;
  /** The labels of the periods that the histories are about, in order. */
  readonly labels: readonly string[];
  readonly document: Plain;
}

export function drawFrame(dice: Dice): Frame {
  const timezone = dice.one(zones);
  const every = dice.percent(85) ? 'month' : 'quarter';
  const anchored = dice.percent(30);
  const from = dice.one(['2025-01-01', '2025-01-01', '2025-01-16', '2024-12-20']);
  const labels =
    every === 'quarter'
      ? ['2025-Q1', '2025-Q2']
      : ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06'];
  const document = {
    semantics: 1,
    agreement: 'acme-northwind',
    title: 'Managed IT services',
    parties: { client: 'Acme', provider: 'Northwind', others: { fastfibre: 'FastFibre (ISP)' } },
    timezone,
    currency: dice.one(['GBP', 'EUR', 'BHD']),
    term: { from, ...dice.maybe(40, () => ({ to: dice.one(['2025-06-30', '2025-07-09', '2025-12-31']) })) },
    period: { every, ...(anchored ? { anchor: '2025-01-16' } : {}) },
    midPeriod: dice.one(['start', 'end', 'segment']),
    rounding: dice.one(['half-up', 'half-even']),
    priorities,
    charges: drawCharges(dice),
    calendars: drawCalendars(dice),
    clocks: drawClocks(dice),
  };
  return { timezone, every, anchored, labels, document };
}

export function drawManagedFee(dice: Dice): Plain {
  return {
    id: 'managed',
    amount: `${dice.whole(5000, 20_000)}.00`,
    per: dice.one(['month', 'month', 'quarter', 'year', 'period']),
    ...dice.maybe(20, () => ({ prorate: 'none' })),
    ...dice.maybe(30, () => ({ tax: '20 percent' })),
  };
}

function drawCharges(dice: Dice): Plain[] {
  return [
    drawManagedFee(dice),
    { id: 'internet', amount: `${dice.whole(300, 2000)}.50`, per: 'month', passThrough: dice.percent(50) },
    { id: 'onboarding', amount: '1200.00', per: 'once', on: '2025-02-03' },
  ];
}

export function drawCalendars(dice: Dice): Plain[] {
  return [
    {
      id: 'office',
      hours: { 'mon-fri': dice.one([['08:30-12:30', '13:30-18:00'], ['09:00-17:00']]) },
      day: '8h',
      ...dice.maybe(60, () => ({ holidays: ['2025-01-06', '2025-04-18'] })),
      ...dice.maybe(20, () => ({ overrides: { '2025-03-29': ['08:00-12:00'] } })),
      ...dice.maybe(20, () => ({ breaks: { '2025-02-11': ['10:00-11:00'] } })),
    },
    { id: 'always', hours: '24x7', day: '24h' },
    { id: 'nights', hours: { 'sun,mon-thu': ['22:00-06:00'] }, day: '8h', timezone: 'Europe/Berlin' },
  ];
}

function drawClocks(dice: Dice): Plain[] {
  return [drawClock(dice, 'resolution'), drawClock(dice, 'response')];
}

export function drawClock(dice: Dice, id: string): Plain {
  const onReopen = dice.one(['continue', 'continue-counting', 'restart', 'new-instance', 'ignore']);
  const marks =
    id === 'resolution'
      ? { from: dice.one(['opened', 'opened', 'reported']), to: dice.one(['resolved', 'resolved', 'closed']) }
      : {
          from: dice.one(['opened', 'reported']),
          to: 'responded',
          ...dice.maybe(30, () => ({ responseEvidence: ['public-reply', 'assignment'] })),
        };
  return {
    id,
    ...marks,
    calendar: dice.one([
      { P1: 'always', else: 'office' },
      'always',
      'office',
      { P1: 'nights', else: 'always' },
    ]),
    ...dice.maybe(70, () => ({
      pause: {
        statuses: dice.one([['waiting-client'], ['waiting-client', 'waiting-third-party', 'waiting-change']]),
        ...dice.maybe(30, () => ({ evidence: 'required' })),
        ...dice.maybe(20, () => ({ eachAtMost: '8h' })),
        ...dice.maybe(20, () => ({ totalAtMost: '12h' })),
        ...dice.maybe(20, () => ({ recordedWithin: '5 calendar days' })),
      },
    })),
    onReprioritise: dice.one(['retarget', 'restart', 'keep-first', 'segment-by-priority']),
    onDowngradeAfterBreach: dice.one(['keep-breach', 'recompute']),
    onReopen,
    ...(onReopen === 'ignore' ? {} : dice.maybe(30, () => ({ reopenWithin: '5 calendar days' }))),
    pauseAfterBreach: dice.one(['freeze-overrun', 'count-overrun']),
    start: dice.one(['next-opening', 'immediate']),
    ...dice.maybe(30, () => ({ outOfHoursAllowance: '30m' })),
    relief: dice.one(['pauses', 'pauses', 'counts']),
    termsOf: dice.one(['opened', 'resolved', 'due']),
  };
}
