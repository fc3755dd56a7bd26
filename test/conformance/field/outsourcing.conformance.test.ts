import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { byClient, fact, monthly, outage, reported } from '../kit/happenings.js';

const contract = (id: string) => contractOf(new URL('./terms/', import.meta.url), id);

describe('payroll', () => {
  const accuracy = (...values: readonly string[]) => monthly('accuracy', '2025-01', values, { agreed: true });
  for (const [third, back] of [
    ['99.74', '0.00'],
    ['99.75', '360.00'],
    ['99.76', '360.00'],
  ] as const) {
    worked(contract('payroll-accuracy'), `three better months, the last of ${third} %`, {
      // January costs 3 % of 12,000. Better by 0.25 is 99.75.
      facts: accuracy('99.4', '99.75', '99.8', third),
      gives: { '2025-01': { 'credits.payable': '360.00' }, '2025-04': { 'earnBacks.paid': back } },
    });
  }
  for (const [value, paid] of [
    ['99.949', '0.00'],
    ['99.95', '100.00'],
  ] as const) {
    worked(contract('payroll-accuracy'), `a bonus for ${value} %`, {
      // 1 % would be 120, of which 100 are paid.
      facts: accuracy(value),
      gives: {
        '2025-01': { 'bonuses.paid': paid, 'settlement.total': paid === '0.00' ? '0.00' : '-100.00' },
      },
    });
  }
  // Five business days after January: 7 February, 17:00.
  for (const [at, verdict] of [
    ['2025-02-07T17:00:00', 'met'],
    ['2025-02-07T17:00:01', 'missed'],
  ] as const) {
    worked(contract('payroll-accuracy'), `agreed at ${at}`, {
      facts: [
        fact('MeasurementReported', at, {
          serviceLevel: 'accuracy',
          period: '2025-01',
          value: '99.6',
          agreed: true,
        }),
      ],
      gives: { '2025-01': { 'serviceLevels.accuracy.verdict': verdict } },
    });
  }
  worked(contract('payroll-accuracy'), 'below the minimum twice in three months', {
    facts: accuracy('97.9', '99.5', '97.9'),
    gives: { '2025-03': { 'exits.wrong-pay.state': 'exercisable' } },
  });
});

describe('public indicators, 9,000 at risk in a quarter', () => {
  const quarter = (processed: string, complaints: string, period = '2025-Q2') => [
    ...reported('processed', { [period]: processed }, { agreed: true }),
    ...reported('complaints', { [period]: complaints }, { agreed: true }),
  ];
  for (const [processed, complaints, payable] of [
    ['95', '20', '0.00'],
    ['94.99', '20', '2700.00'],
    ['90', '20', '2700.00'],
    ['89.99', '20', '5400.00'],
    ['89.99', '21', '9000.00'],
  ] as const) {
    worked(contract('public-indicators'), `${processed} % and ${complaints} complaints`, {
      facts: quarter(processed, complaints),
      gives: { '2025-Q2': { 'credits.payable': payable } },
    });
  }
  // Fifteen business days after June: 21 July, 17:00 in London.
  const held = (on: string) =>
    fact('ReviewHeld', on, { review: 'quarterly-review', attendees: ['client', 'provider'] });
  for (const [at, points] of [
    ['2025-07-21T16:00:00', '0'],
    ['2025-07-21T16:00:01', '2'],
  ] as const) {
    worked(contract('public-indicators'), `the review at ${at}`, {
      facts: [...quarter('95', '20'), ...quarter('95', '20', '2025-Q3'), held(at)],
      gives: {
        '2025-Q3': { 'points.total': points, 'credits.payable': points === '0' ? '0.00' : '200.00' },
      },
    });
  }
  worked(contract('public-indicators'), 'both missed in two of four quarters', {
    facts: [
      ...quarter('94', '21'),
      ...quarter('95', '21', '2025-Q3'),
      ...quarter('95', '20', '2025-Q4'),
      ...quarter('94', '21', '2026-Q1'),
    ],
    gives: {
      '2025-Q4': { 'exits.both-twice.state': 'watch' },
      '2026-Q1': { 'exits.both-twice.state': 'exercisable' },
    },
  });
});

describe('bank', () => {
  const figures = (
    payments: readonly (string | number)[],
    cards: readonly (string | number)[] = [],
    batch: readonly (string | number)[] = [],
  ) => [
    ...monthly('payments', '2025-01', payments),
    ...monthly(
      'cards',
      '2025-01',
      Array.from(payments, (_, index) => cards[index] ?? 100),
    ),
    ...monthly(
      'batch',
      '2025-01',
      Array.from(payments, (_, index) => batch[index] ?? 100),
    ),
  ];
  worked(contract('bank-outsourcing'), 'dearer by the miss', {
    // At risk 150,000 x 2.5 x 20 % = 75,000; then x 1.5 = 112,500; then x 2 = 150,000, the cap.
    facts: figures(['99.8', '99.8', '99.8', '99.9', '99.8']),
    gives: {
      '2025-01': { 'credits.payable': '75000.00' },
      '2025-02': { 'credits.payable': '112500.00' },
      '2025-03': { 'credits.payable': '150000.00', 'credits.lost': '0.00' },
      '2025-04': { 'credits.payable': '0.00' },
      '2025-05': { 'credits.payable': '75000.00' },
    },
  });
  worked(contract('bank-outsourcing'), 'more than what is at risk', {
    // 75,000 + 75,000 + 37,500.
    facts: figures(['99.8'], ['99.7'], ['98.9']),
    gives: { '2025-01': { 'credits.payable': '150000.00', 'credits.lost': '37500.00' } },
  });
  // January, March and June; the six months to June hold three, those to July two.
  worked(contract('bank-outsourcing'), 'three of six', {
    facts: figures(['99.4', '99.9', '99.4', '99.5', '99.9', '99.4']),
    gives: {
      '2025-05': { 'exits.payments-chronic.state': 'watch', 'exits.payments-chronic.by': '2025-06-30' },
      '2025-06': { 'exits.payments-chronic.state': 'armed' },
    },
  });
  worked(contract('bank-outsourcing'), 'a month too late', {
    facts: figures(['99.4', '99.9', '99.4', '99.5', '99.9', '99.9', '99.4']),
    gives: { '2025-07': { 'exits.payments-chronic.state': 'watch', 'exits.payments-chronic.reached': '2' } },
  });
  const noticed = (seventh: string) => [
    ...figures(['99.4', '99.9', '99.4', '99.5', '99.9', '99.4', seventh, '99.9']),
    byClient('ExitNoticeServed', '2025-07-10', { trigger: 'payments-chronic' }),
  ];
  // Thirty days from 10 July: 9 August. At the end of August the window holds March, June and July, or two of them.
  worked(contract('bank-outsourcing'), 'still so at the end of August', {
    facts: noticed('99.4'),
    gives: { '2025-08': { 'exits.payments-chronic.state': 'exercisable' } },
  });
  worked(contract('bank-outsourcing'), 'cleared by the end of August', {
    facts: noticed('99.9'),
    gives: { '2025-08': { 'exits.payments-chronic.steps.3.state': 'cured' } },
  });
});

describe('project milestones', () => {
  const planned = (milestone: string, dueDate: string) =>
    fact('MilestonePlanned', '2025-01-02', { project: 'migration', milestone, dueDate });
  const reached = (milestone: string, on: string) =>
    fact('MilestoneReached', on, { project: 'migration', milestone });
  for (const [on, payable] of [
    ['2025-01-30T22:59:59', '0.00'],
    ['2025-01-30T23:00:00', '500.00'],
    ['2025-02-03', '2000.00'],
    ['2025-02-19', '10000.00'],
    ['2025-02-20', '10000.00'],
  ] as const) {
    worked(contract('project-milestones'), `due on 30 January, reached at ${on}`, {
      // 0.5 % of 100,000 a day: four days on 3 February, twenty on the 19th, ten per cent at most.
      facts: [planned('M1', '2025-01-30'), reached('M1', on)],
      gives: { '2025-01': { 'credits.payable': payable } },
    });
  }
  worked(contract('project-milestones'), 'the cap is of all milestones', {
    // January: 15 days, 7,500. March: 10 days would be 5,000; 2,500 are left.
    facts: [
      planned('M1', '2025-01-20'),
      planned('M2', '2025-03-10'),
      reached('M1', '2025-02-04'),
      reached('M2', '2025-03-20'),
    ],
    gives: {
      '2025-01': { 'credits.payable': '7500.00', 'exits.far-too-late.state': 'clear' },
      '2025-03': {
        'credits.payable': '2500.00',
        'credits.lost': '2500.00',
        'exits.far-too-late.state': 'exercisable',
      },
    },
  });
});

describe('patches', () => {
  const released = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      fact('ChangeRequested', '2025-01-03', { change: `P${index}`, service: 'patches' }),
    );
  const applied = (index: number, on: string) =>
    fact('ObligationFulfilled', on, {
      obligation: 'patches',
      occurrence: `P${index}`,
      evidenceDigest: 'cd'.repeat(32),
    });
  // Released on 3 January, due at the end of 17 January in Amsterdam.
  const all = (late: number, on: string, of = 20) => [
    ...released(of),
    ...Array.from({ length: of }, (_, index) => applied(index, index < late ? on : '2025-01-10')),
  ];
  for (const [late, on, verdict] of [
    [2, '2025-01-17T22:59:59', 'met'],
    [2, '2025-01-17T23:00:00', 'missed'],
    [1, '2025-01-17T23:00:00', 'met'], // 19/20 = 95
  ] as const) {
    worked(contract('patching'), `${late} of twenty at ${on}`, {
      facts: all(late, on),
      gives: { '2025-01': { 'serviceLevels.patched-in-time.verdict': verdict } },
    });
  }
  worked(contract('patching'), 'one of four may be late', {
    facts: all(1, '2025-01-20', 4),
    gives: { '2025-01': { 'serviceLevels.patched-in-time.verdict': 'met' } },
  });
  worked(contract('patching'), 'without evidence it is not done', {
    facts: [
      ...released(1),
      fact('ObligationFulfilled', '2025-01-10', { obligation: 'patches', occurrence: 'P0' }),
    ],
    gives: { '2025-01': { 'credits.payable': '200.00', 'exits.unpatched.reached': '1' } },
  });
  worked(contract('patching'), 'three missed', {
    // Fourteen more days: 31 January. 17 of 20 are 85 %: 4 % of 9,000, and three times 200.
    facts: [...released(20), ...Array.from({ length: 17 }, (_, index) => applied(index, '2025-01-10'))],
    gives: { '2025-01': { 'credits.payable': '960.00', 'exits.unpatched.state': 'exercisable' } },
  });
});

describe('workplaces', () => {
  const answers = (good: number, of: number, month = '2025-01') =>
    Array.from({ length: of }, (_, index) =>
      fact('SurveyAnswered', `${month}-10`, { survey: 'csat', score: index < good ? '4' : '3' }),
    );
  for (const [good, of, payable, banked] of [
    [8, 10, '0.00', '0.00'],
    [7, 9, '1000.00', '0.00'],
    [9, 10, '0.00', '200.00'],
    [0, 4, '0.00', '0.00'],
  ] as const) {
    worked(contract('workplace'), `${good} of ${of} satisfied`, {
      facts: answers(good, of),
      gives: { '2025-01': { 'credits.payable': payable, 'bonuses.banked': banked } },
    });
  }
  // January: 0.5 % of 2,678,400 s are 13,392 s.
  worked(contract('workplace'), 'not judged when the platform was down', {
    // 13,393 s are paid back twice: 20,000 x 2 x 13,393 / 2,678,400 = 200.0149.
    facts: [...answers(0, 10), ...outage('O1', 'platform', '2025-01-08T10:00:00', 13_393)],
    gives: {
      '2025-01': { 'serviceLevels.satisfied.verdict': 'not-measured', 'credits.payable': '200.01' },
    },
  });
  worked(contract('workplace'), 'the bank pays a later credit', {
    // January banks 200; February's miss costs 1,000, of which the client gets 800.
    facts: [...answers(9, 10), ...answers(0, 10, '2025-02')],
    gives: {
      '2025-02': {
        'credits.payable': '1000.00',
        'earnBacks.bank.used': '200.00',
        'settlement.total': '800.00',
      },
    },
  });
});
