import { describe, expect, it } from 'vitest';
import { exampleWith, load } from '../testing/documents.js';
import { plain } from '../testing/entries.js';
import { describeTerms } from './describe-terms.js';

const frame = {
  ...exampleWith('{ exit: [] }'),
  earnBack: undefined,
  credits: undefined,
  obligations: undefined,
} as Record<string, unknown>;

/** The lines of one clause of one section. */
function linesOf(heading: string, id: string, text: string): readonly string[] {
  const document = Object.fromEntries(
    Object.entries({ ...frame, ...plain(text) }).filter(([, value]) => value !== undefined),
  );
  const section = describeTerms(load(document)).find((each) => each.heading === heading)!;
  return section.clauses.find((clause) => clause.id === id)!.lines;
}

const percent = 'measure: { kind: reported, unit: percent }, target: { atLeast: 95, minimum: 85 }';

/** What is said of a level after what holds for every level. */
function creditLines(level: string, keys = ''): readonly string[] {
  const lines = linesOf(
    'Service levels',
    's',
    `{ escalation: [], reviews: [], serviceLevels: [ { id: s, ${level} } ]${keys} }`,
  );
  return lines
    .slice(lines.findIndex((line) => line.startsWith('A miss costs')))
    .filter((line) => !line.startsWith('Refers to:'));
}

describe('charges in words', () => {
  it.each([
    [
      'amount: 1200, per: month, passThrough: true, tax: 20 percent',
      'GBP 1,200.00 per month; a part of a month is charged by its days. Tax of 20 % comes on top. It is passed through at cost.',
    ],
    [
      'amount: 5, per: period, for: { configurationItem: [r1, r2] }',
      'GBP 5.00 per measurement period; a part of a measurement period is charged by its days. It is for the configuration item r1 and r2.',
    ],
    ['title: Setup, amount: 5, per: once, on: 2025-02-01', 'Setup: GBP 5.00 once, on 2025-02-01.'],
    [
      'amount: 5, per: period, prorate: none',
      'GBP 5.00 per measurement period; a part of a measurement period is charged whole.',
    ],
  ])('%s', (keys, expected) => {
    const charges = `{ charges: [ { id: managed, amount: 1, per: month }, { id: c, ${keys} } ] }`;
    expect(linesOf('Charges', 'c', charges)).toEqual([expected]);
  });
});

describe('what a miss costs, in words', () => {
  const atRisk = ', credits: { atRisk: { percent: 10, of: [managed], pools: { network: 50 } } }';

  it.each([
    ['nothing', percent, '', ['A miss costs nothing.']],
    [
      'days of a wide base',
      `${percent}, credit: { fixed: { days: 2 }, of: { charges: all, less: [internet], passThrough: included, over: previous-period, amounts: gross, prorated: false } }`,
      '',
      [
        "A miss costs 2 days' worth for a period that is missed.",
        'It is worked out from all charges but internet, also those passed through, with tax, counted as of whole periods, of the period before.',
      ],
    ],
    [
      'a weight behind a gate',
      `${percent}, credit: { fixed: { weight: 40 }, pool: network, gate: { times: 4, of: 12 periods, belowMinimum: at-once } }`,
      atRisk,
      [
        'A miss costs 40 % of the amount at risk in its pool for a period that is missed.',
        'The pool is network.',
        'Only from the 4th miss within the last 12 periods on does it cost anything.',
        'A miss of the minimum costs at once, whatever went before.',
      ],
    ],
    [
      'a run with a surcharge',
      `${percent}, credit: { fixed: 5, gate: { inARow: 2 }, repeat: { surcharge: { percent: "0.5" }, inARow: 3 }, of: [managed], atMost: { percent: 9 } }`,
      '',
      [
        'A miss costs GBP 5.00 for a period that is missed.',
        'Percentages are of the charge managed.',
        'Only from the 2nd miss in a row on does it cost anything.',
        'From the 3rd miss in a row on, 0.5 % is added.',
        'It costs at most 9 % in a period.',
      ],
    ],
    [
      'a run that escalates',
      `${percent}, credit: { fixed: 5, repeat: { escalate: [1, "1.5", 2] } }`,
      '',
      [
        'A miss costs GBP 5.00 for a period that is missed.',
        'The prices of misses in a row are multiplied by 1, then 1.5, then 2; those of further ones by 2.',
      ],
    ],
    [
      'a refund',
      'measure: { kind: availability, service: email, calendar: always }, target: { atLeast: 99 }, credit: { refund: { lost: beyond-target, factor: 2 }, of: [managed] }',
      '',
      [
        'A miss costs 2 times the charges of the downtime beyond what the target allows, by its share of service time.',
        'It is worked out from the charge managed.',
      ],
    ],
    [
      'new units',
      'measure: { kind: count, of: tickets }, window: { last: 12 periods }, target: { lessThan: 10 }, ' +
        'credit: { perUnit: { each: 10, beyond: zero, round: floor, percent: 5 }, counting: only-new, of: { charges: [managed], over: contract-year-of-first } }',
      '',
      [
        'A miss costs 5 % for each 10 from zero on (a part of one does not count).',
        'Percentages are of the charge managed, of the contract year in which the window first gave a credit.',
        'What its window has priced in an earlier period is not priced again.',
      ],
    ],
    [
      'a bonus',
      `${percent}, bonus: { bands: [ { from: 99, below: 99.5, percent: 1 }, { from: 99.9, amount: 2 } ], of: [managed], disqualifiedBy: [ { anyLevel: missed } ], atMost: { amount: 3 }, settledBy: bank }`,
      '',
      [
        'A miss costs nothing.',
        'A better value earns the provider 1 % where it is from 99 % to below 99.5 % and GBP 2.00 where it is from 99.9 %.',
        'Percentages are of the charge managed.',
        'Nothing is earned where any service level is missed.',
        'It earns at most GBP 3.00 in a period.',
        'What is earned can only be set against later credits.',
      ],
    ],
  ])('%s', (_what, level, keys, expected) => {
    expect(creditLines(level, keys)).toEqual(expected);
  });
});

describe('how credits come together, in words', () => {
  const points = `serviceLevels: [ { id: a, ${percent}, credit: { fixed: { points: 2 } } }, { id: b, ${percent}, credit: { fixed: 2 } }, { id: c, ${percent}, credit: { fixed: 2 }, bonus: { bands: [ { from: 99, amount: 1 } ] } } ]`;
  const lines = (credits: string) =>
    linesOf('Credits', 'credits', `{ escalation: [], reviews: [], ${points}, credits: { ${credits} } }`);

  it.each([
    [
      'combine: highest',
      ['The credits of a period are not added up: only the largest counts, without a cap.'],
    ],
    [
      'combine: critical-displaces, critical: [c], groups: [ { id: g, of: [a, b], combine: one-per-incident } ], cap: { amount: 9, over: contract year, serviceLevels: [b, c], excess: carried }',
      [
        'The credits of a and b (g) add up, where of those for the same incident only the largest counts.',
        'The credits of a period, and what the groups come to, add up, but where the credit of c is due, only that counts, to at most GBP 9.00 for b and c in a contract year; what goes beyond is carried to the next period.',
      ],
    ],
    [
      'caps: [ { id: m, clause: "3.3", percent: 15, of: [managed] }, { id: y, amount: 9, over: 12 periods } ]',
      [
        'The credits of a period add up, under these caps:',
        'm (3.3): to at most 15 % of the charge managed; what goes beyond is lost.',
        'y: to at most GBP 9.00 in 12 periods in a row; what goes beyond is lost.',
      ],
    ],
    [
      'points: { each: { percent: "0.5" }, of: [managed] }, minimumPayable: { moreThan: 1 }, bonusCap: { amount: 7 }',
      [
        'The credits of a period add up, without a cap.',
        'Each point is worth 0.5 % of the charge managed.',
        'Credits of a period of GBP 1.00 or less are not paid.',
        'The bonuses of a period come to at most GBP 7.00.',
      ],
    ],
    [
      'points: { bands: [ { from: 5, percent: 2 }, { from: 10, percent: 4 } ], of: { charges: [managed], over: next-period } }, minimumPayable: { atLeast: 1, below: carried }',
      [
        'The credits of a period add up, without a cap.',
        'The points of a period are worth 2 % where they are from 5 to below 10 and 4 % where they are from 10; fewer are worth nothing.',
        'Percentages are of the charge managed, of the period after.',
        'Credits of a period of less than GBP 1.00 are not paid but carried to the next period.',
      ],
    ],
    [
      'claim: { within: 21 business days, from: statement, lapsed: { countsTowardsExit: false } }',
      [
        'The credits of a period add up, without a cap.',
        'A credit has to be claimed within 21 business days (calendar office) of the statement of the period; else it lapses, and the miss does not count towards a right to leave either.',
      ],
    ],
    [
      'claim: { within: 30 calendar days, from: event }',
      [
        'The credits of a period add up, without a cap.',
        'A credit has to be claimed within 30 calendar days of the event that it is for (the last one, where it is one figure for several); else it lapses, and the miss still counts towards a right to leave.',
      ],
    ],
    [
      'claim: { within: 2 periods, from: event-end }',
      [
        'The credits of a period add up, without a cap.',
        'A credit has to be claimed before the next 2 periods are over, counted after the one that holds the end of the event that it is for (the last one, where it is one figure for several); else it lapses, and the miss still counts towards a right to leave.',
      ],
    ],
    [
      'settled: every 3 periods',
      [
        'The credits of a period add up, without a cap.',
        'What is owed is paid with every 3 periods, counted from the first of the term, and with the last period of the term; until then it accrues.',
      ],
    ],
    [
      'settled: contract year end',
      [
        'The credits of a period add up, without a cap.',
        'What is owed is paid at the end of each contract year and with the last period of the term; until then it accrues.',
      ],
    ],
    [
      'claim: { within: 1 period }',
      [
        'The credits of a period add up, without a cap.',
        'A credit has to be claimed before the next period is over, counted after its own; else it lapses, and the miss still counts towards a right to leave.',
      ],
    ],
  ])('%s', (credits, expected) => {
    expect(lines(credits)).toEqual(expected);
  });

  it('says what is at risk', () => {
    const level = `serviceLevels: [ { id: a, ${percent}, credit: { fixed: { weight: 2 }, pool: network } } ]`;
    const credits =
      'credits: { atRisk: { percent: 10, of: [managed], pools: { network: 50, servers: 40 } } }';
    expect(linesOf('Credits', 'credits', `{ escalation: [], reviews: [], ${level}, ${credits} }`)).toEqual([
      'The credits of a period add up, without a cap.',
      'At risk are 10 % of the charge managed, in pools: network 50 %, servers 40 %.',
    ]);
  });
});
