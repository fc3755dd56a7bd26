import { TallyError } from '@tallystick/errors';
import { pinnedZoneTable } from '@tallystick/calendar';
import { formatLocalDate } from '@tallystick/quantities';
import { checkAmendment, readAmendment, readTerms, type TermsEntry, termsInForce } from '@tallystick/terms';
import { expect, test } from 'vitest';
import { figures, history, reportedLevel, termsWith } from '../credits/credits-test-kit.js';
import { outage, ticket } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';
import { describeSimulation } from './describe-simulation.js';
import type { ProposedTerms } from './proposed-terms.js';
import { simulate } from './simulate.js';
import { figureWords } from './simulation-words.js';
import type { SimulatedClause, Simulation } from './simulation.js';

const zones = pinnedZoneTable();
const later = '2029-01-01T00:00:00Z';

function signed(yaml: string): ProposedTerms {
  const { document } = readTerms(yaml, 'proposed.yaml', zones);
  const entry: TermsEntry = { kind: 'signed', position: 0, factId: 'proposed', terms: document };
  return { kind: 'terms', name: 'proposed.yaml', inForce: termsInForce([entry], zones) };
}

function amended(terms: string, yaml: string): ProposedTerms {
  const entry: TermsEntry = {
    kind: 'signed',
    position: 0,
    factId: 'signed',
    terms: readTerms(terms, 'terms.yaml', zones).document,
  };
  const { amendment } = readAmendment(yaml, 'a.yaml');
  const { after } = checkAmendment([entry], amendment.document, zones, () => undefined);
  return { kind: 'amendment', name: amendment.id, inForce: after };
}

function replay(scenario: Scenario, proposed: ProposedTerms, from?: string, to?: string): Simulation {
  return simulate(
    {
      ...scenario.knowledge(scenario.position, later),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    },
    proposed,
  );
}

const whatIf = (
  recorded: string,
  proposed: string,
  facts: readonly FactLine[],
  from = '2025-01',
  to = '2025-03',
): Simulation => replay(history(recorded, facts), signed(proposed), from, to);

/** `level verdict met→missed`, one text a change. */
function said(clauses: readonly SimulatedClause[]): string[] {
  return clauses.flatMap(({ id, presence, changes }) => [
    ...(presence === 'both' ? [] : [`${id} ${presence}`]),
    ...changes.map(
      ({ figure, recorded, proposed, difference }) =>
        `${id} ${figure} ${recorded}→${proposed}${difference === null ? '' : ` (${difference})`}`,
    ),
  ]);
}

const five = 'fixed: { percent: 5 }\nof: [fee]';
const terms = (target: string, more = '', credit = five, setting = {}): string =>
  termsWith([reportedLevel(credit, { target: `atLeast: ${target}` })], more, setting);

test('terms that are the recorded ones change nothing', () => {
  const simulation = whatIf(terms('99'), terms('99'), figures(['98', '99', undefined]));
  expect(simulation.periods.map(({ period, net, clauses }) => [period, net.difference, clauses])).toEqual([
    ['2025-01', '0.00', []],
    ['2025-02', '0.00', []],
    ['2025-03', '0.00', []],
  ]);
  expect(simulation.totals).toEqual({
    net: { recorded: '50.00', proposed: '50.00', difference: '0.00' },
    clauses: [],
  });
  expect(simulation.frame).toEqual([]);
  expect(describeSimulation(simulation).sections.at(-1)?.notes).toEqual(['Nothing comes out otherwise.']);
});

test('a stricter target: only the period between the two targets comes out otherwise', () => {
  const simulation = whatIf(terms('99'), terms('99.5'), figures(['98.9', '99', '99.5']));
  expect(simulation.periods.map(({ clauses }) => said(clauses))).toEqual([
    [],
    [
      'level verdict met→missed',
      'level credit 0.00→50.00 (50.00)',
      'settlement credits 0.00→50.00 (50.00)',
      'settlement net 0.00→50.00 (50.00)',
    ],
    [],
  ]);
  expect(said(simulation.totals.clauses)).toEqual([
    'level periodsMissed 1→2 (1)',
    'level credit 50.00→100.00 (50.00)',
    'settlement credits 50.00→100.00 (50.00)',
    'settlement net 50.00→100.00 (50.00)',
  ]);
  expect(simulation.totals.net).toEqual({ recorded: '50.00', proposed: '100.00', difference: '50.00' });
});

test('an amendment changes nothing before its effective date, and history goes on through it', () => {
  const before = terms('99', '', 'fixed: { percent: 5 }\nof: [fee]\nrepeat: { factor: 2, inARow: 2 }');
  const proposed = amended(
    before,
    `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-02-01
executedAt: 2025-12-01
change:
  charges: [ { id: fee, amount: "2000.00", per: month } ]
`,
  );
  const simulation = replay(history(before, figures(['98', '98', '99.9'])), proposed, '2025-01', '2025-03');
  expect(simulation.proposal).toMatchObject({ kind: 'amendment', name: 'A1' });
  expect(simulation.proposal.versions.map(({ from, to }) => [from, to])).toEqual([
    ['2025-01-01', '2025-01-31'],
    ['2025-02-01', '2025-03-31'],
  ]);
  expect(simulation.periods.map(({ net }) => [net.recorded, net.proposed])).toEqual([
    ['50.00', '50.00'],
    // The miss of January, under the old terms, makes this one the second in a row.
    ['100.00', '200.00'],
    ['0.00', '0.00'],
  ]);
  expect(simulation.periods[0]!.clauses).toEqual([]);
  expect(said(simulation.periods[2]!.clauses)).toEqual(['fee amount 1000.00→2000.00 (1000.00)']);
});

test('clauses appear and vanish, with what they come to', () => {
  const proposed = termsWith([reportedLevel(five, { id: 'other' })]);
  const facts = [...figures(['98']), ...figures(['98.5'], 'other')];
  const simulation = whatIf(terms('99'), proposed, facts, '2025-01', '2025-01');
  expect(said(simulation.periods[0]!.clauses)).toEqual([
    'level vanishes',
    'level verdict missed→null',
    'level decidedBy value→null',
    'level value 98→null',
    'level credit 50.00→null (-50.00)',
    'other appears',
    'other verdict null→missed',
    'other decidedBy null→value',
    'other value null→98.5',
    'other credit null→50.00 (50.00)',
  ]);
});

test('a value whose unit changes has no difference', () => {
  const seconds = termsWith([
    `
  - id: level
    measure: { kind: statistic, statistic: mean, of: { clock: resolution }, countIn: opened }
    target: { atMost: 1h }`,
  ]);
  const share = termsWith([
    `
  - id: level
    measure: { kind: ticket-share, clock: resolution, within: 1h, countIn: opened }
    target: { atLeast: 90 }`,
  ]);
  const { periods } = whatIf(seconds, share, ticket('T1', '2025-01-06T09:00:00Z', 30), '2025-01', '2025-01');
  const value = periods[0]!.clauses[0]!.changes.find(({ figure }) => figure === 'value');
  expect(value).toEqual({
    figure: 'value',
    unit: 'percent',
    recorded: '1800',
    proposed: '100',
    difference: null,
  });
});

test('points, bonuses, obligations, earn-backs, caps and exits: each period and in all', () => {
  const more = (due: string, exit: string, share: string): string => `
obligations:
  - id: report
    clause: "4"
    owedBy: provider
    due: { each: period, within: ${due} after end }
    whenMissed: { credit: { fixed: "20.00" } }
credits: { cap: { percent: 4, of: [fee] } }
earnBack: { share: ${share}, after: 1 period met }
exit: [ { id: out, clause: "9", when: { serviceLevel: level, inARow: ${exit} } } ]`;
  const level = (bonus: string): string =>
    reportedLevel(five, {
      more: `bonus: { bands: [ { from: "99.9", percent: ${bonus} } ], of: [fee] }`,
    });
  const scored = reportedLevel('fixed: { points: 2 }', { id: 'scored' });
  const facts = [
    ...figures(['98', '98', '99.9', '99']),
    ...figures(['98', '99'], 'scored'),
    {
      type: 'ObligationFulfilled',
      effectiveAt: '2025-02-07T00:00:00Z',
      obligation: 'report',
      occurrence: '2025-01',
    },
  ];
  const simulation = whatIf(
    termsWith([level('1'), scored], more('5 calendar days', '3', '50')),
    termsWith(
      [level('2'), scored.replace('points: 2', 'points: "2.5"')],
      more('10 calendar days', '2', '100'),
    ),
    facts,
    '2025-01',
    '2025-04',
  );
  const clauses = new Map(simulation.totals.clauses.map((clause) => [clause.id, said([clause])]));
  expect(clauses.get('level')).toEqual(['level bonus 10.00→20.00 (10.00)']);
  expect(clauses.get('scored')).toEqual(['scored points 2→2.5 (0.5)']);
  // The report of January came seven days after its end. That of April is due after the range.
  expect(clauses.get('report')).toEqual([
    'report met 0→1 (1)',
    'report missed 3→2 (-1)',
    'report credit 60.00→40.00 (-20.00)',
  ]);
  expect(clauses.get('out')).toContain('out openFirst null→2025-02');
  expect(clauses.get('out')).toContain('out threshold 3→2 (-1)');
  // What was payable for the level in February: 40.00 × 50 / 70 beside the report's 20.00, and 40.00 without it.
  expect(clauses.get('earn-back')).toEqual(['earn-back amount 14.29→40.00 (25.71)']);
  expect(simulation.totals.clauses.find(({ id }) => id === 'out')?.clause).toBe('9');
});

test('quarters instead of months: only what they sum to is compared', () => {
  const quarters = terms('99').replace('every: month', 'every: quarter');
  const simulation = whatIf(
    terms('99'),
    quarters,
    figures(['98', '98', '99', '98', '98']),
    '2025-01',
    '2025-05',
  );
  expect(simulation.comparison).toBe('totals-only');
  expect(simulation.periods).toEqual([]);
  expect(simulation.recorded).toEqual({
    periods: ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05'],
    from: '2025-01-01',
    to: '2025-05-31',
    days: 151,
  });
  // The second quarter ends after the range.
  expect(simulation.proposed).toEqual({
    periods: ['2025-Q1'],
    from: '2025-01-01',
    to: '2025-03-31',
    days: 90,
  });
  expect(simulation.frame).toEqual([{ what: 'period', recorded: 'month', proposed: 'quarter' }]);
  expect(describeSimulation(simulation).sections[0]!.notes[0]).toMatch(/only what they sum to/);
});

test('from the 16th to the 15th instead of the calendar: totals; another day of the same grid: by period', () => {
  const anchored = (anchor: string): string =>
    terms('99').replace('every: month', `every: month, anchor: ${anchor}`);
  const facts = figures(['98', '99', '99']);
  expect(whatIf(terms('99'), anchored('2025-01-16'), facts).comparison).toBe('totals-only');
  expect(whatIf(anchored('2025-01-16'), anchored('2025-03-16'), facts).comparison).toBe('by-period');
});

test('another zone and another rounding are said', () => {
  const simulation = whatIf(
    terms('99'),
    terms('99').replace('timezone: UTC', 'timezone: Europe/Madrid\nrounding: half-even'),
    figures(['98']),
  );
  expect(simulation.comparison).toBe('by-period');
  expect(simulation.frame).toEqual([
    { what: 'timezone', recorded: 'UTC', proposed: 'Europe/Madrid' },
    { what: 'rounding', recorded: 'half-up', proposed: 'half-even' },
  ]);
});

const refusalOf = (work: () => unknown): TallyError => {
  try {
    work();
  } catch (error) {
    if (error instanceof TallyError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
};

test('terms of another agreement, in another currency or of another time are refused', () => {
  const facts = figures(['98']);
  const agreement = refusalOf(() =>
    whatIf(terms('99'), terms('99').replace('agreement: acme-northwind', 'agreement: other'), facts),
  );
  expect([agreement.code, agreement.details[0]!.place]).toEqual(['proposal-refused', 'agreement']);
  const currency = refusalOf(() =>
    whatIf(terms('99'), terms('99').replace('currency: GBP', 'currency: EUR'), facts),
  );
  expect([currency.code, currency.details[0]!.place]).toEqual(['proposal-refused', 'currency']);
  const term = refusalOf(() => whatIf(terms('99'), terms('99', '', five, { from: '2025-02-01' }), facts));
  expect([term.code, term.details[0]!.place]).toEqual(['proposal-refused', 'term']);
  expect(term.details[0]!.mend).toMatch(/from 2025-01-01/);
  const reversed = refusalOf(() => whatIf(terms('99'), terms('99'), facts, '2025-03', '2025-01'));
  expect(reversed.code).toBe('period-invalid');
});

test('without a range it is every period that has begun and that both terms have', () => {
  const scenario = history(terms('99'), figures(['98', '98', '98']));
  const proposed = signed(terms('99', '', five, { from: '2025-02-10' }));
  const known = scenario.knowledge(scenario.position, '2025-03-20T00:00:00Z');
  const simulation = simulate(known, proposed);
  expect(simulation.periods.map(({ period }) => period)).toEqual(['2025-02', '2025-03']);
  expect(simulation.frame.map(({ what }) => what)).toEqual(['term']);
  // A first period that the proposed term cuts has fewer days to pay for.
  expect(simulation.periods[0]!.clauses.map(({ id }) => id)).toContain('fee');
  const afterwards = signed(terms('99', '', five, { from: '2025-04-01' }));
  expect(refusalOf(() => simulate(known, afterwards)).code).toBe('proposal-refused');
});

test('issued statements and their adjustments play no part', () => {
  const scenario = history(terms('99'), figures(['99', '99']));
  scenario.issue('2025-01', '2025-02-05T00:00:00Z');
  scenario.record({
    type: 'MeasurementReported',
    effectiveAt: '2025-01-21T00:00:00Z',
    recordedAt: '2025-02-20T00:00:00Z',
    serviceLevel: 'level',
    value: '98',
  });
  expect(scenario.statement('2025-02', later).settlement).toMatchObject({
    net: '0.00',
    adjustments: '50.00',
  });
  const facts = scenario.facts.length;
  const simulation = replay(scenario, signed(terms('97')), '2025-01', '2025-02');
  expect(simulation.periods.map(({ net }) => [net.recorded, net.proposed])).toEqual([
    ['50.00', '0.00'],
    ['0.00', '0.00'],
  ]);
  expect(scenario.facts).toHaveLength(facts);
});

test('a level for each service is compared service by service', () => {
  const level = (target: string): string =>
    termsWith([
      `
  - id: up
    forEach: { service: [email, erp] }
    measure: { kind: availability, service: each, calendar: always }
    target: { atLeast: "${target}" }
    credit: { fixed: { percent: 1 }, of: [fee] }`,
    ]);
  const facts = [
    ...outage('O1', '2025-01-06T09:00:00Z', 60),
    ...outage('O2', '2025-01-07T09:00:00Z', 600, { service: 'erp' }),
  ];
  const { periods } = whatIf(level('99.9'), level('99'), facts, '2025-01', '2025-01');
  expect(periods[0]!.clauses.filter(({ kind }) => kind === 'service-level').map(({ id }) => id)).toEqual([
    'up/email',
  ]);
});

test('every figure has a word for readers, and rows name clause, place and sign', () => {
  const simulation = whatIf(terms('99'), terms('99.5'), figures(['98.9', '99', '99.5']));
  const document = describeSimulation(simulation);
  expect(document.summary.find(({ label }) => label === 'Difference')?.text).toBe('+GBP 50.00');
  expect(document.sections.map(({ heading }) => heading)).toEqual([
    'Owed to the client, by period',
    'In all, by clause',
    '2025-02',
  ]);
  expect(document.sections[2]!.table!.rows[0]).toEqual([
    'service level level',
    '',
    'verdict',
    'met',
    'missed',
    '',
  ]);
  expect(document.sections[2]!.table!.rows[1]).toEqual(['', '', 'credit', '0.00', '50.00', '+50.00']);
  const names = [...simulation.periods, simulation.totals].flatMap(({ clauses }) =>
    clauses.flatMap(({ changes }) => changes.map(({ figure }) => figure)),
  );
  expect(names.filter((name) => figureWords[name] === undefined)).toEqual([]);
});

test('days are written as dates', () => {
  const { recorded } = whatIf(terms('99'), terms('99'), [], '2025-02', '2025-02');
  expect(recorded).toMatchObject({ from: formatLocalDate(20120), to: '2025-02-28', days: 28 });
});
