import { describe, expect, test } from 'vitest';
import type { Statement } from '@tallystick/engine';
import { Rational } from '@tallystick/quantities';
import { type FactLine, Scenario } from '../../../libs/engine/src/testing/scenario.js';
import {
  agreement,
  type AgreementParts,
  agreementName,
  monthLabels,
  outage,
  reports,
  ticket,
} from './agreement.js';
import { type WorkedExample, workedExamples } from './worked-examples.js';

const examples = workedExamples();
const tested = new Set<string>();

/** A test of one worked example, skipped where the examples are not there. */
function worked(id: string, check: (example: WorkedExample) => void): void {
  tested.add(id);
  test.skipIf(examples === undefined)(id, () => {
    const example = examples!.get(id);
    expect(example, `worked.json has ${id}`).toBeDefined();
    check(example!);
  });
}

function history(parts: AgreementParts, facts: readonly FactLine[]): Scenario {
  const scenario = new Scenario(agreementName);
  scenario.sign(agreement(parts));
  scenario.record(...facts);
  return scenario;
}

function statements(
  parts: AgreementParts,
  facts: readonly FactLine[],
  labels: readonly string[],
): Statement[] {
  const scenario = history(parts, facts);
  return labels.map((label) => scenario.statement(label));
}

function statement(parts: AgreementParts, facts: readonly FactLine[], label: string): Statement {
  return statements(parts, facts, [label])[0]!;
}

function reportedLevel(body: string, id = 'level', unit = 'percent'): string {
  return `
serviceLevels:
  - id: ${id}
    measure: { kind: reported, unit: ${unit}, reportedBy: either }
    ${body.trim().replaceAll('\n', '\n    ')}`;
}

describe('uk-msc-points', () => {
  const ladder = (measuredTo = '') =>
    reportedLevel(`${measuredTo}
target: { atLeast: 99 }
credit:
  bands:
    - { below: 96, points: 4 }
    - { from: 96, below: 97, points: 3 }
    - { from: 97, below: 98, points: 2 }
    - { from: 98, below: 99, points: 1 }
  repeat: { factor: 2, inARow: 2 }`);

  const points = (months: readonly (number | string)[], clauses = ladder()): number[] =>
    statements({ clauses }, reports('level', months), monthLabels(months.length)).map((one) =>
      Number(one.points.total),
    );

  for (const id of ['msc-01', 'msc-02', 'msc-03', 'msc-04']) {
    worked(id, ({ inputs, expected }) => {
      expect(points(inputs.months as number[])).toEqual(expected.points);
    });
  }

  worked('msc-06', ({ inputs, expected }) => {
    const months = inputs.months as number[];
    const found = {
      'half_up_to_0.1': { points: points(months, ladder('measuredTo: { places: 1, rounding: half-up }')) },
      'truncate_to_0.1': { points: points(months, ladder('measuredTo: { places: 1, rounding: truncate }')) },
      half_open_unrounded: { points: points(months) },
    };
    expect(found).toEqual(expected);
  });

  worked('msc-07', ({ inputs, expected }) => {
    const quarters = inputs.quarters as number[];
    const facts = quarters.map((value, index) => ({
      type: 'MeasurementReported',
      effectiveAt: `${2025 + Math.floor(index / 4)}-${String((index % 4) * 3 + 2).padStart(2, '0')}-15T00:00:00Z`,
      serviceLevel: 'level',
      value: String(value),
    }));
    const labels = quarters.map((_, index) => `${2025 + Math.floor(index / 4)}-Q${(index % 4) + 1}`);
    const ladderC = (repeat: string): string =>
      reportedLevel(`
target: { atLeast: 98 }
credit:
  bands: [ { below: 92, points: 4 }, { below: 94, points: 3 }, { below: 96, points: 2 }, { below: 98, points: 1 } ]
  ${repeat}`);
    const scored = (repeat: string): number[] =>
      statements({ every: 'quarter', clauses: ladderC(repeat) }, facts, labels).map((one) =>
        Number(one.points.total),
      );
    expect(scored('')).toEqual(expected.points_without_repeat);
    expect(scored('repeat: { factor: 2, inARow: 2 }')).toEqual(expected.points_with_repeat_x2);
  });

  worked('msc-08', ({ inputs, expected }) => {
    const clauses = `${reportedLevel(
      'target: { atMost: 0 }\ncredit: { perUnit: { each: 1, round: exact, points: 1 } }',
      'level',
      'number',
    )}
exit:
  - { id: critical, when: { sumOf: points, atLeast: 50 points, over: 3 periods } }`;
    const monthly = inputs.points as number[];
    const [exit] = statement({ clauses }, reports('level', monthly), '2025-03').exits;
    expect(exit).toMatchObject({ reached: '50', threshold: '50', distance: '0' });
    expect(exit?.state === 'exercisable').toBe(expected.triggered);
  });
});

describe('tx-dir-dcs', () => {
  const level = (id: string, pool: string, weight: number): string => `
  - id: ${id}
    measure: { kind: reported, unit: percent, reportedBy: either }
    target: { atLeast: "95.95", minimum: "90.98" }
    credit: { fixed: { weight: ${weight} }, pool: ${pool} }`;

  worked('dir-01', ({ inputs, expected }) => {
    const clauses = `serviceLevels:${level('requests', 'network', parse(inputs.sl_alloc))}
credits:
  atRisk: { percent: ${parse(inputs.at_risk)}, of: [fee], pools: { network: ${parse(inputs.pool_alloc)} } }`;
    const parts = { fee: inputs.invoice as string, clauses };
    expect(statement(parts, reports('requests', [90]), '2025-01').credits.payable).toBe(expected.credit);
  });

  worked('dir-02', ({ inputs, expected }) => {
    const products = (inputs.defaults_A_x_B as string[]).map((product) => product.split('x').map(parse));
    const levels = products.map(([, share], index) => level(`level-${index}`, `pool-${index}`, share!));
    const pools = products.map(([pool], index) => `pool-${index}: ${pool}`).join(', ');
    const clauses = `serviceLevels:${levels.join('')}
credits:
  combine: sum
  cap: { percent: ${parse(inputs.at_risk)}, of: [fee] }
  atRisk: { percent: ${parse(inputs.at_risk)}, of: [fee], pools: { ${pools} }, available: 200 }`;
    const facts = products.flatMap((_, index) => reports(`level-${index}`, [90]));
    const { credits } = statement({ fee: inputs.invoice as string, clauses }, facts, '2025-01');
    expect({ uncapped: credits.combined.amount, payable: credits.payable }).toEqual(expected);
  });
});

describe('tx-dir-dcs, expected defaults', () => {
  const clauses = `
serviceLevels:
  - id: requests
    measure: { kind: reported, unit: percent, reportedBy: either }
    target: { atLeast: "95.95", minimum: "90.98" }
    credit:
      fixed: { weight: 40 }
      pool: network
      gate: { times: 4, of: 12 periods, belowMinimum: at-once }
credits:
  atRisk: { percent: 10, of: [fee], pools: { network: 50, servers: 50 } }`;

  /** Whether the last of the months is a default: 2,000.00 of credit, or none. */
  function isDefault(months: readonly (number | string)[], last: string): boolean {
    const facts = months.map((value, index) => ({
      type: 'MeasurementReported',
      effectiveAt: `${label(index)}-20T12:00:00Z`,
      serviceLevel: 'requests',
      period: label(index),
      value: String(value),
    }));
    const found = statement({ fee: '100000.00', clauses }, facts, last);
    const { payable } = found.credits;
    expect(['0.00', '2000.00']).toContain(payable);
    return payable === '2000.00';
  }

  function label(index: number): string {
    return `${2025 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  }

  for (const id of ['dir-03', 'dir-04']) {
    worked(id, ({ inputs, expected }) => {
      const misses = inputs.expected_misses_prior_11_months as number;
      const months = Array.from({ length: 12 }, (_, index) => (index < misses || index === 11 ? 95 : 99));
      expect(isDefault(months, '2025-12')).toBe(expected.default);
    });
  }

  worked('dir-05', ({ inputs, expected }) => {
    const misses = inputs.misses as string[];
    const months = Array.from({ length: 13 }, (_, index) => (misses.includes(label(index)) ? 95 : 99));
    expect(isDefault(months, inputs.evaluate as string)).toBe(expected.default);
  });

  worked('dir-06', ({ inputs, expected }) => {
    expect(isDefault([inputs.actual as number], '2025-01')).toBe(expected.default);
  });
});

function parse(percentage: unknown): number {
  return Number(String(percentage).replace('%', ''));
}

describe('es-sas-accenture', () => {
  worked('sas-01', ({ inputs, expected }) => {
    const clauses = `
calendars: [ { id: weekdays, hours: { mon-fri: ["08:00-20:00"] } } ]
clocks: [ { id: resolution, from: opened, to: resolved, calendar: weekdays } ]
serviceLevels:
  - id: k01-p2
    measure: { kind: ticket-share, where: { priority: P2 }, clock: resolution, within: 4h, countIn: opened }
    target: { atLeast: 90 }
    credit:
      bands: [ { below: 80, percent: 3 }, { below: 85, percent: 2 }, { below: 90, percent: "1.5" } ]
      of: [fee]`;
    const total = inputs.total as number;
    const facts = Array.from({ length: total }, (_, index) =>
      ticket(`T${index}`, '2025-01-08T09:00:00Z', index < (inputs.in_time as number) ? 240 : 241, 'P2'),
    ).flat();
    const found = statement({ timezone: 'Europe/Madrid', clauses }, facts, '2025-01');
    expect(found.serviceLevels[0]?.value).toMatchObject({
      numerator: `${inputs.in_time as number}`,
      denominator: `${total}`,
    });
    expect(Number(found.serviceLevels[0]?.value?.decimal)).toBeCloseTo(Number(expected.value), 11);
    expect(percentOfFee(found)).toBe(expected.penalty_pct);
  });

  worked('sas-02', ({ expected }) => {
    const clauses = reportedLevel(`
target: { atMost: 2 }
credit:
  bands: [ { above: 2, upTo: 3, percent: "1.5" }, { above: 3, upTo: 5, percent: 2 }, { above: 5, percent: 3 } ]
  of: [fee]`);
    const fact = {
      type: 'MeasurementReported',
      effectiveAt: '2025-01-20T00:00:00Z',
      serviceLevel: 'level',
      numerator: '3',
      denominator: '7',
    };
    const found = statement({ clauses }, [fact], '2025-01');
    expect(found.serviceLevels[0]?.value).toEqual({
      numerator: '3',
      denominator: '7',
      decimal: '42.857142857143',
    });
    expect(percentOfFee(found)).toBe(expected.penalty_pct);
  });

  worked('sas-03', ({ inputs, expected }) => {
    const penalties = inputs.penalties as number[];
    const levels = penalties.map(
      (penalty, index) => `
  - id: level-${index}
    measure: { kind: reported, unit: percent, reportedBy: either }
    target: { atLeast: 90 }
    credit: { fixed: { percent: ${-penalty} }, of: [fee] }`,
    );
    const clauses = `serviceLevels:${levels.join('')}
credits: { combine: sum, cap: { percent: ${-(inputs.upTo as number)}, of: [fee] } }`;
    const facts = penalties.flatMap((_, index) => reports(`level-${index}`, [50]));
    const found = statement({ clauses }, facts, '2025-01');
    expect(found.credits.combined.amount).toBe('1200.00');
    expect(percentOfFee(found)).toBe(expected.total_pct);
  });

  for (const id of ['sas-04', 'sas-05']) {
    worked(id, ({ inputs, expected }) => {
      // Of priority P2: below 80 % costs 3 %, below 85 % 2 %, below 90 % 1.5 %. Each centre is a level of its own.
      const valueFor = new Map([
        [0, 95],
        [-1.5, 88],
        [-2, 82],
        [-3, 70],
      ]);
      const clauses = (repeat: string): string => `
calendars: [ { id: weekdays, hours: { mon-fri: ["08:00-20:00"] } } ]
clocks: [ { id: resolution, from: opened, to: resolved, calendar: weekdays } ]
serviceLevels:
  - id: k01-p2
    forEach: { site: [centre-a, centre-b] }
    measure: { kind: ticket-share, where: { priority: P2 }, clock: resolution, within: 4h, countIn: opened }
    target: { atLeast: 90 }
    credit:
      bands: [ { below: 80, percent: 3 }, { below: 85, percent: 2 }, { below: 90, percent: "1.5" } ]
      of: [fee]
      ${repeat}`;
      const penalties = [inputs.last_penalty, inputs.current_penalty] as number[];
      const facts = penalties.flatMap((penalty, month) =>
        Array.from({ length: 100 }, (_, index) =>
          ticket(
            `T${month}-${index}`,
            `2025-0${month + 1}-1${month === 0 ? 6 : 8}T09:00:00Z`,
            index < valueFor.get(penalty)! ? 60 : 600,
            'P2',
          ).map((fact) => (fact.type === 'TicketOpened' ? { ...fact, site: 'centre-a' } : fact)),
        ).flat(),
      );
      const parts = (repeat: string) => ({
        timezone: 'Europe/Madrid',
        from: '2025-01-16',
        anchor: '2025-01-16',
        feePer: 'period' as const,
        clauses: clauses(repeat),
      });
      const plain = percentOfFee(statement(parts(''), facts, '2025-02'));
      const repeated = 'repeat: { surcharge: { percent: "0.5" }, inARow: 2 }';
      const found = percentOfFee(statement(parts(repeated), facts, '2025-02'));
      expect(plain).toBe(inputs.current_penalty);
      expect(found - plain).toBeCloseTo((expected.surcharge_pct ?? expected.surcharge) as number, 10);
    });
  }

  /** What is payable as a negative percentage of a fee of 10,000. */
  function percentOfFee(found: Statement): number {
    return -Number(found.credits.payable) / 100;
  }
});

describe('accord-sla', () => {
  interface Tiers {
    readonly level: number;
    readonly charge?: string;
    readonly c1?: number;
    readonly c2?: number;
    readonly cap_month?: number;
  }

  function accord(inputs: Tiers, rounding: AgreementParts['rounding'] = 'half-up'): Statement {
    const clauses = `${reportedLevel(`
target: { atLeast: "99.8" }
credit:
  bands: [ { below: 98, percent: "${inputs.c2 ?? 3}" }, { below: "99.8", percent: "${inputs.c1 ?? 2}" } ]
  of: [fee]`)}
credits: { combine: sum, cap: { percent: ${inputs.cap_month ?? 10}, of: [fee] } }`;
    const parts = { fee: Number(inputs.charge ?? '10').toFixed(2), rounding, clauses };
    return statement(parts, reports('level', [inputs.level]), '2025-01');
  }

  for (const id of ['acc-01', 'acc-02', 'acc-03', 'acc-05']) {
    worked(id, ({ inputs, expected }) => {
      expect(accord(inputs as unknown as Tiers).credits.payable).toBe(expected.credit);
    });
  }

  worked('acc-04', ({ inputs, expected }) => {
    const rules = (month: string): string => `credits:
  caps:
    - { id: month, percent: "${month}", of: [fee], over: 1 period }
    - { id: year, percent: ${inputs.cap_year as number}, of: [fee], over: 12 periods }`;
    const clauses = `${reportedLevel(`
target: { atLeast: "99.8" }
credit:
  bands: [ { below: 98, percent: ${inputs.c2 as number} }, { below: "99.8", percent: 2 } ]
  of: [fee]`)}
${rules(String(inputs.cap_month))}`;
    // The month before the eleven is met, so the window of twelve months has room for the 11.01 that they come to: one
    // of them stands under a monthly cap of 10.1 %.
    const months = Array.from({ length: 13 }, (_, index) => label(index));
    const facts = months.map((period, index) => ({
      type: 'MeasurementReported',
      effectiveAt: `${period}-20T12:00:00Z`,
      serviceLevel: 'level',
      period,
      value: String(index === 0 ? 100 : (inputs.level as number)),
    }));
    const scenario = history({ fee: inputs.charge as string, clauses }, facts);
    scenario.amend(amendment('2025-06-01', rules('10.1')), '2025-05-01T00:00:00Z');
    scenario.amend(
      amendment('2025-07-01', rules(String(inputs.cap_month))).replace('amendment: A1', 'amendment: A2'),
      '2025-05-02T00:00:00Z',
    );
    const paid = months.map((month) => Rational.parse(scenario.statement(month).credits.payable));
    expect(Rational.sum(paid.slice(1, 12)).toFixed(2, 'half-up')).toBe(inputs.last11_credit);
    expect(paid[12]!.toFixed(2, 'half-up')).toBe(expected.credit);
  });

  function label(index: number): string {
    return `${2025 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  }

  worked('acc-06', ({ inputs }) => {
    const [found] = accord(inputs as unknown as Tiers).serviceLevels;
    expect(found?.parts[0]?.evidence).toMatchObject({
      reports: [{ refused: 'outside-0-to-100', used: false }],
    });
    expect([found?.value, found?.parts[0]?.decidedBy]).toEqual([null, 'not-reported']);
  });

  worked('rnd-01', ({ inputs, expected }) => {
    const found = accord({ level: 99, charge: inputs.charge as string, c1: Number(inputs.pct) });
    expect(found.credits.lines[0]?.exact).toBe('200001/800');
    expect(found.credits.payable).toBe(expected.credit);
  });

  worked('rnd-02', ({ inputs, expected }) => {
    const tiers = { level: 99, charge: inputs.charge as string, c1: Number(inputs.pct) };
    const found = {
      half_up: accord(tiers, 'half-up').credits.payable,
      half_even: accord(tiers, 'half-even').credits.payable,
    };
    expect(found).toEqual(expected);
  });
});

describe('nhs-gpit', () => {
  const months: Readonly<Record<number, string>> = {
    31: '2024-01',
    30: '2024-04',
    29: '2024-02',
    28: '2025-02',
  };

  for (const [id, hours] of [
    ['gp-01', '06:30-20:30'],
    ['gp-02', '20:30-06:30'],
  ] as const) {
    worked(id, ({ inputs, expected }) => {
      const clauses = `
calendars: [ { id: hours, hours: { mon-sun: ["${hours}"] } } ]
serviceLevels:
  - id: available
    measure: { kind: availability, service: gp, calendar: hours }
    target: { atLeast: "99.9" }`;
      const permitted = (inputs.days as number[]).map((days) => {
        const found = statement({ from: '2024-01-01', clauses }, [], months[days]!);
        const [numerator, denominator = '1'] = String(
          found.serviceLevels[0]!.parts[0]!.because.operands.allowedDownSeconds,
        ).split('/');
        return Number(BigInt(numerator!) / (BigInt(denominator) * 60n));
      });
      expect(permitted).toEqual(expected.permitted);
    });
  }

  worked('dst-01', ({ inputs, expected }) => {
    const clauses = `
calendars: [ { id: always, hours: 24x7 } ]
serviceLevels:
  - id: available
    measure: { kind: availability, service: gp, calendar: always }
    target: { atLeast: "${inputs.target as number}" }`;
    const found = statement(
      { timezone: inputs.tz as string, clauses },
      outage('O1', 'gp', '2025-03-10T00:00:00Z', 44 * 60 + 36),
      inputs.month as string,
    ).serviceLevels[0]!;
    expect(Number(found.value?.denominator)).toBe(Number(expected.actual_minutes) * 60);
    expect(Number(found.value?.decimal).toFixed(5)).toBe(expected.level_actual);
    expect(found.verdict === 'met').toBe(expected.met_actual);
  });
});

describe('aws-compute', () => {
  worked('aws-01', ({ inputs, expected }) => {
    const clauses = `
calendars: [ { id: always, hours: 24x7 } ]
serviceLevels:
  - id: region
    measure: { kind: availability, service: compute, calendar: always }
    target: { atLeast: "99.99" }
    credit:
      bands: [ { below: 95, percent: 100 }, { below: 99, percent: 30 }, { below: "99.99", percent: 10 } ]
      of: [fee]`;
    const found = (inputs.down_min as number[]).map((minutes) => {
      const facts = outage('O1', 'compute', '2025-04-03T00:00:00Z', minutes * 60);
      return Number(statement({ fee: '100.00', clauses }, facts, '2025-04').credits.payable);
    });
    expect(found).toEqual(expected.credit_pct);
  });
});

describe('aws-compute, minimum amount', () => {
  worked('aws-02', ({ inputs, expected }) => {
    const found = (inputs.bill as string[]).map((fee) => {
      const clauses = `${reportedLevel(
        `target: { atLeast: "99.99" }\ncredit: { fixed: { percent: ${inputs.pct as number} }, of: [fee] }`,
      )}
credits: { minimumPayable: { moreThan: 1 } }`;
      return statement({ fee, clauses }, reports('level', [99]), '2025-01').credits.payable;
    });
    expect(found).toEqual(expected.credit);
  });
});

describe('crossref-csi', () => {
  // The term begins with contract year 1; its fees are those of year 2 and 3 that the examples name.
  const clauses = `
charges:
  - { id: annual, amount: "126000.00", per: year, prorate: none }
serviceLevels:
  - id: failures
    window: { last: 12 periods }
    measure: { kind: count, of: { outages: resolver } }
    target: { lessThan: 10 }
    credit:
      perUnit: { beyond: zero, each: 10, round: floor, percent: 5 }
      of: { charges: [annual], over: contract-year-of-first }
      counting: only-new`;

  function creditsOf(months: readonly number[], feeOfYear3 = '126000.00'): string[] {
    const scenario = new Scenario(agreementName);
    scenario.sign(agreement({ from: '2024-01-01', charges: false, clauses }));
    scenario.amend(
      amendment(
        '2026-01-01',
        `charges: [ { id: annual, amount: "${feeOfYear3}", per: year, prorate: none } ]`,
      ),
      '2025-12-01T00:00:00Z',
    );
    // Months are counted from July 2025, in contract year 2.
    const facts = months.flatMap((count, month) =>
      Array.from({ length: count }, (_, index) =>
        outage(
          `O${month}-${index}`,
          'resolver',
          `${monthOf(month)}-${String(index + 1).padStart(2, '0')}T00:00:00Z`,
          60,
        ),
      ).flat(),
    );
    scenario.record(...facts.sort((a, b) => Date.parse(a.effectiveAt) - Date.parse(b.effectiveAt)));
    return months.map(
      (_, month) => scenario.statement(monthOf(month), '2026-12-31T00:00:00Z').credits.payable,
    );
  }

  function monthOf(month: number): string {
    const from = 6 + month;
    return `${2025 + Math.floor(from / 12)}-${String((from % 12) + 1).padStart(2, '0')}`;
  }

  worked('cref-01', ({ inputs, expected }) => {
    const found = creditsOf([5, (inputs.failures_in_12m as number) - 5]);
    expect(found).toEqual(['0.00', expected.credit]);
  });

  worked('cref-02', ({ inputs, expected }) => {
    const fees = inputs.annual_fees_cy3 as string;
    // Ten in 2025, the 20th and the 30th in contract year 3, all within twelve months.
    const found = creditsOf([4, 6, 0, 0, 0, 0, 10, 0, 10], fees);
    expect(Rational.sum(found.map((one) => Rational.parse(one))).toFixed(2, 'half-up')).toBe(
      expected.credit_total,
    );
    expect(found[6]).toBe('6300.00');
  });
});

describe('telus-ivr', () => {
  const clauses = `
serviceLevels:
  - { id: ivr, measure: { kind: reported, unit: percent }, target: { atLeast: 0 } }
  - { id: ivr-smoothed, measure: { kind: smoothed, of: ivr, previous: 1 period }, target: { atLeast: 99 } }`;

  worked('tel-01', ({ inputs, expected }) => {
    const months = inputs.availability as number[];
    const found = statements({ clauses }, reports('ivr', months), monthLabels(months.length)).map((one) =>
      Rational.parse(one.serviceLevels[1]!.value!.decimal).toFixed(2, 'half-up'),
    );
    expect(found).toEqual(expected.measured);
  });

  test.each([
    [4, '0.00'],
    [5, '0.00'],
    [9, '0.00'],
    [10, '200.00'],
    [14, '200.00'],
    [15, '400.00'],
    [29, '800.00'],
    [30, '1000.00'],
    [45, '1000.00'],
  ])('%s points give %s of the next bill', (points, credit) => {
    const scored = `${reportedLevel('target: { atMost: 0 }\ncredit: { perUnit: { each: 1, round: exact, points: 1 } }', 'level', 'number')}
credits:
  points:
    bands:
      - { from: 10, below: 15, percent: 2 }
      - { from: 15, below: 20, percent: 4 }
      - { from: 20, below: 25, percent: 6 }
      - { from: 25, below: 30, percent: 8 }
      - { from: 30, percent: 10 }
    of: { charges: [fee], over: next-period }`;
    expect(statement({ clauses: scored }, reports('level', [points]), '2025-01').credits.payable).toBe(
      credit,
    );
  });
});

describe('packetfabric', () => {
  worked('pf-01', ({ inputs, expected }) => {
    const jitter = (value: number | string): Statement =>
      statement(
        {
          clauses: reportedLevel(
            `baseline: { value: ${inputs.target_ms as number} }
target: { atMost: 100 }
credit:
  bands:
    - { above: 100, below: 110, percent: 0 }
    - { from: 110, below: 125, percent: 10 }
    - { from: 125, below: 150, percent: 20 }
    - { from: 150, below: 175, percent: 30 }
    - { from: 175, below: 200, percent: 40 }
    - { from: 200, percent: 50 }
  of: [fee]`,
            'jitter',
            'number',
          ),
        },
        reports('jitter', [value]),
        '2025-01',
      );
    const threshold = String(expected.threshold_ms);
    const credits = ['2', '2.199999', threshold, '2.499999', '2.5', '4'].map(
      (value) => jitter(value).credits.payable,
    );
    expect(credits).toEqual(['0.00', '0.00', '1000.00', '1000.00', '2000.00', '5000.00']);
    expect(jitter(threshold).serviceLevels[0]!.parts[0]!.because.operands.thresholds).toContain(threshold);
  });

  worked('chr-01', ({ inputs, expected }) => {
    const clauses =
      'exit: [ { id: chronic, when: { chronic: [diverse], outages: 3, longerThan: 30m, within: 30 calendar days }, noticeWithin: 30 calendar days } ]';
    const right = (inputs.outages_gt_30min as string[][]).map((days) => {
      const facts = days.flatMap((day, index) => outage(`O${index}`, 'diverse', `${day}T10:00:00Z`, 31 * 60));
      const [exit] = statement({ clauses }, facts, '2025-01').exits;
      return exit?.state !== 'clear' && exit?.state !== 'watch';
    });
    expect(right).toEqual(expected.right);
  });
});

describe('rignet-chronic', () => {
  const clauses = `${reportedLevel('target: { atLeast: 90 }', 'uptime')}
exit:
  - id: chronic
    when: { serviceLevel: uptime, below: 90, inARow: 3 }
    scope: [site]
    cure: 30 calendar days
    cureTest: measured
    notice: 30 calendar days
    exerciseWithin: 60 calendar days`;

  function facts(inputs: Readonly<Record<string, unknown>>, next: number): FactLine[] {
    return [
      ...reports('uptime', Object.values(inputs.uptime as Record<string, number>)),
      { type: 'ExitNoticeServed', effectiveAt: `${inputs.notice as string}T09:00:00Z`, trigger: 'chronic' },
      {
        type: 'MeasurementReported',
        effectiveAt: '2025-05-04T09:00:00Z',
        serviceLevel: 'uptime',
        value: String(next),
      },
    ];
  }

  worked('rig-01', ({ inputs, expected }) => {
    const scenario = history({ clauses }, facts(inputs, inputs.next_30_days as number));
    const [exit] = scenario.statement('2025-05').exits;
    expect(exit?.state.toUpperCase()).toBe(expected.state);
    expect(exit?.state === 'exercisable').toBe(expected.right);
  });
});

describe('earnback-50-6', () => {
  worked('eb-01', ({ inputs, expected }) => {
    const following = inputs.following as string[];
    const clauses = `${reportedLevel(
      `target: { atLeast: 99 }\ncredit: { fixed: "${inputs.credit as string}" }`,
    )}
earnBack: { share: 50, after: 6 periods met, of: each level }`;
    const values = [99, 99, 90, ...following.map((verdict) => (verdict === 'met' ? 99 : 90))];
    const found = statements({ clauses }, reports('level', values), monthLabels(values.length));
    const paid = found.map((one) => one.earnBacks.paid);
    expect(found[2]!.credits.payable).toBe(inputs.credit);
    expect(paid.findIndex((one) => one !== '0.00')).toBe(Number(String(expected.accrues).slice(5)) - 1);
    expect(paid.at(-1)).toBe(expected.earn_back);
    expect(found.at(-1)!.settlement.total).toBe(`-${expected.earn_back as string}`);
  });
});

describe('relief-events', () => {
  worked('rel-01', ({ inputs, expected }) => {
    const clauses = `
calendars: [ { id: office, hours: { mon-fri: ["09:00-17:00"] } }, { id: always, hours: 24x7 } ]
relief: { claimWithin: ${inputs.limit as string}, calendar: office }
serviceLevels:
  - id: available
    measure: { kind: availability, service: mail, calendar: always, exclude: [relief] }
    target: { atLeast: "99.9" }`;
    const facts = (notice: string): FactLine[] => [
      ...outage('O1', 'mail', `${inputs.aware as string}T08:00:00Z`, 7200),
      {
        type: 'ReliefClaimed',
        effectiveAt: `${notice}T09:00:00Z`,
        relief: 'R1',
        cause: 'power cut at the customer',
        from: `${inputs.aware as string}T08:00:00Z`,
        until: `${inputs.aware as string}T10:00:00Z`,
        services: ['mail'],
        awareAt: `${inputs.aware as string}T08:00:00Z`,
        noticeGivenAt: `${notice}T09:00:00Z`,
      },
      {
        type: 'ReliefGranted',
        effectiveAt: '2025-03-20T09:00:00Z',
        relief: 'R1',
        assertedBy: { party: 'client' },
      },
    ];
    const met = (notice: string): boolean =>
      statement({ clauses }, facts(notice), '2025-03').serviceLevels[0]!.verdict === 'met';
    expect(met(inputs.notice as string)).toBe(expected.relief);
    expect(met('2025-03-10')).toBe(true);
  });
});

describe('ovh', () => {
  for (const id of ['ovh-01', 'ovh-02']) {
    worked(id, ({ inputs, expected }) => {
      const clauses = `
calendars: [ { id: always, hours: 24x7 } ]
serviceLevels:
  - id: kms
    measure: { kind: availability, service: kms, calendar: always }
    target: { atLeast: "99.5" }
    credit: { perUnit: { beyond: lost-time, each: 1h, round: floor, percent: 5 }, of: [fee], atMost: { percent: 30 } }`;
      const facts = outage('O1', 'kms', '2025-04-03T00:00:00Z', (inputs.down_min as number) * 60);
      const found = statement({ fee: inputs.monthly as string, clauses }, facts, '2025-04');
      expect(found.credits.payable).toBe(expected.credit);
    });
  }
});

describe('msp-powerhouse', () => {
  const clauses = `
calendars: [ { id: always, hours: 24x7 } ]
clocks: [ { id: response, from: opened, to: responded, calendar: always } ]
serviceLevels:
  - id: uptime
    measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }
    target: { atLeast: "99.9", minimum: "99.5" }
    credit:
      bands:
        - { below: 98, percent: 50 }
        - { below: 99, percent: 25 }
        - { below: "99.5", percent: 10 }
        - { below: "99.9", percent: 0 }
      of: [fee]
  - id: p1-response
    measure: { kind: count, of: { breachesOf: response, within: 30m }, where: { priority: P1 } }
    target: { atMost: 0 }
    credit: { fixed: { percent: 5, per: event }, of: [fee] }
  - id: p2-response
    measure: { kind: count, of: { breachesOf: response, within: 2h }, where: { priority: P2 } }
    target: { atMost: 0 }
    credit: { fixed: { percent: 3, per: event }, of: [fee] }
credits: { combine: sum, cap: { percent: 50, of: [fee] } }`;

  worked('msp-01', ({ inputs, expected }) => {
    const facts = [
      ...reports('uptime', [inputs.uptime as number]),
      ...(inputs.p1_response_min as number[]).flatMap((minutes, index) =>
        ticket(`A${index}`, '2025-01-07T10:00:00Z', minutes, 'P1'),
      ),
      ...(inputs.p2_response_min as number[]).flatMap((minutes, index) =>
        ticket(`B${index}`, '2025-01-07T10:00:00Z', minutes, 'P2'),
      ),
    ];
    const { credits } = statement({ fee: inputs.fee as string, clauses }, facts, '2025-01');
    expect(credits.payable).toBe(expected.credit);
    expect(Number(credits.payable) / 100).toBe(expected.credit_pct);
  });

  worked('msp-02', ({ inputs, expected }) => {
    const facts = Array.from({ length: inputs.p1_missed as number }, (_, index) =>
      ticket(`A${index}`, '2025-01-07T10:00:00Z', 31, 'P1'),
    ).flat();
    const { credits } = statement({ fee: inputs.fee as string, clauses }, facts, '2025-01');
    expect([credits.combined.amount, credits.caps[0]?.reached]).toEqual(['6000.00', true]);
    expect(credits.payable).toBe(expected.credit);
  });
});

describe('node4', () => {
  const clauses = (percent: number): string =>
    reportedLevel(`target: { atLeast: 99 }\ncredit: { fixed: { percent: ${percent} }, of: [fee] }`);

  worked('nod-01', ({ inputs, expected }) => {
    const parts = {
      from: inputs.start as string,
      fee: inputs.monthly as string,
      clauses: clauses(inputs.credit_pct as number),
    };
    const fact = {
      type: 'MeasurementReported',
      effectiveAt: '2025-06-28T00:00:00Z',
      serviceLevel: 'level',
      value: '90',
    };
    const found = statement(parts, [fact], '2025-06');
    expect(found.period).toMatchObject({ from: inputs.start, days: inputs.days, cut: true });
    expect({ base: found.charges[0]?.amount, credit: found.credits.payable }).toEqual(expected);
  });

  worked('am-02', ({ inputs, expected }) => {
    const scenario = history(
      { fee: inputs.fee_v1 as string, clauses: clauses(inputs.credit_pct as number) },
      reports('level', [100, 100, 100, 90]),
    );
    scenario.amend(
      amendment(
        inputs.effective as string,
        `charges: [ { id: fee, amount: "${inputs.fee_v2 as string}", per: month } ]`,
      ),
      '2025-04-10T00:00:00Z',
    );
    const found = scenario.statement('2025-04');
    expect({ base: found.charges[0]?.amount, credit: found.credits.payable }).toEqual(expected);
  });
});

function amendment(effectiveFrom: string, change: string): string {
  return `
amendment: A1
agreement: ${agreementName}
kind: amendment
effectiveFrom: ${effectiveFrom}
executedAt: ${effectiveFrom}
change:
  ${change.trim().replaceAll('\n', '\n  ')}
`;
}

describe('r1-ascension', () => {
  const level = (target: number): string => `serviceLevels:
  - id: tickets
    measure: { kind: ticket-share, clock: resolution, within: 4h, countIn: opened }
    target: { atLeast: ${target} }`;

  worked('am-01', ({ inputs, expected }) => {
    const batch = (name: string, day: string, [met, total]: readonly [number, number]): FactLine[] =>
      Array.from({ length: total }, (_, index) =>
        ticket(`${name}${index}`, `2025-04-${day}T10:00:00Z`, index < met ? 60 : 600),
      ).flat();
    const facts = [
      ...batch('A', '08', inputs.first_half as [number, number]),
      ...batch('B', '22', inputs.second_half as [number, number]),
    ];
    const april = (midPeriod: AgreementParts['midPeriod']) => {
      const scenario = history(
        {
          midPeriod,
          clauses: `calendars: [ { id: always, hours: 24x7 } ]
clocks: [ { id: resolution, from: opened, to: resolved, calendar: always } ]
${level(inputs.target_v1 as number)}`,
        },
        facts,
      );
      scenario.amend(
        amendment(inputs.effective as string, level(inputs.target_v2 as number)),
        '2025-04-30T00:00:00Z',
      );
      return scenario.statement('2025-04').serviceLevels[0]!;
    };
    const segments = april('segment');
    expect(segments.parts.map((part) => [part.value?.numerator, part.value?.denominator])).toEqual([
      ['38', '40'],
      ['57', '60'],
    ]);
    expect({
      segment_results: segments.parts.map((part) => part.verdict),
      whole_month_v1: april('start').verdict,
      whole_month_v2: april('end').verdict,
    }).toEqual(expected);
    expect(segments.verdict).toBe('missed');
  });

  worked('am-03', ({ inputs, expected }) => {
    const clauses = (percent: number): string =>
      reportedLevel(`target: { atLeast: 99 }\ncredit: { fixed: { percent: ${percent} }, of: [fee] }`);
    const scenario = history({ fee: '20000.00', clauses: clauses(10) }, reports('level', [90]));
    const march = reports('level', [90, 100, 100, 100]).slice(1);
    const issued = scenario.issue('2025-01', '2025-02-05T00:00:00Z');
    expect(issued.settlement.total).toBe(inputs.credit_issued);
    scenario.record(...march);
    scenario.issue('2025-02', '2025-03-05T00:00:00Z');
    scenario.issue('2025-03', '2025-04-05T00:00:00Z');
    const before = scenario.statement('2025-01', '2025-02-28T00:00:00Z').credits.payable;
    scenario.amend(
      amendment(inputs.effective as string, clauses(6)),
      `${inputs.amendment_recorded as string}T09:00:00Z`,
    );
    const april = scenario.statement('2025-04', '2025-05-12T00:00:00Z');
    const after = scenario.statement('2025-01', '2025-06-30T00:00:00Z').credits.payable;
    expect(before).toBe(expected['history_as_known_2025-02']);
    expect(after).toBe(expected['history_as_known_2025-06']);
    expect(april.adjustments).toHaveLength(1);
    expect(april.adjustments[0]).toMatchObject({
      period: inputs.period,
      was: inputs.credit_issued,
      is: inputs.recomputed,
      difference: String(expected.adjustment).split(' ')[0],
      causes: [{ kind: 'terms', amendment: 'A1' }],
    });
    expect(april.settlement.total).toBe('-800.00');
  });
});

test.skipIf(examples === undefined)('every worked example is tested', () => {
  expect([...examples!.keys()].filter((id) => !tested.has(id))).toEqual([]);
});
