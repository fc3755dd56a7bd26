import { describe, expect, test } from 'vitest';
import { makeStatement } from '../statement/make-statement.js';
import type { ExitStatus } from '../statement/statement.js';
import { scenarioOf, termsAround } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

const termsWith = (exit: string, more = ''): string => `
serviceLevels:
  - id: uptime
    measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }
    target: { atLeast: 95 }
${more}
exit:
  - id: chronic
    clause: "12.3"
    when: { serviceLevel: uptime, below: 90, inARow: 3 }
    ${exit}`;

function figures(values: readonly string[], from = 1): FactLine[] {
  return values.map((value, index) => {
    const period = `2025-${String(index + from).padStart(2, '0')}`;
    return {
      type: 'MeasurementReported',
      effectiveAt: `${period}-20T12:00:00Z`,
      serviceLevel: 'uptime',
      period,
      value,
    };
  });
}

const bad = figures(['89', '88', '89.9']);
const fact = (type: string, effectiveAt: string): FactLine => ({ type, effectiveAt, trigger: 'chronic' });
const over = (effectiveAt: string, value: string): FactLine => ({
  type: 'MeasurementReported',
  effectiveAt,
  serviceLevel: 'uptime',
  value,
});

function exitAt(
  exit: string,
  facts: readonly FactLine[],
  { period = '2025-05', valuedAt = '2025-06-10T00:00:00Z', more = '', timezone = 'UTC' } = {},
): ExitStatus {
  const scenario = scenarioOf(termsAround(termsWith(exit, more), { timezone }), facts);
  const known = scenario.knowledge(scenario.position, valuedAt);
  return makeStatement({ ...known, period }).exits[0]!;
}

const lastStep = ({ steps }: ExitStatus) => steps.at(-1)!;
const stepTexts = ({ steps }: ExitStatus) =>
  steps.map(({ on, state, rule, refused }) =>
    [on, state, rule, ...(refused === null ? [] : [refused])].join(' '),
  );

/** RigNet: below 90 for three months, and for 30 days after notice; 60 days from the end of the month, else waived. */
describe('a chronic failure that may be cured by being better', () => {
  const rig =
    '\n    cure: 30 calendar days\n    cureTest: measured\n    notice: 30 calendar days\n    exerciseWithin: 60 calendar days';
  const notice = fact('ExitNoticeServed', '2025-04-05T10:00:00Z');

  test.each(['2025-03', '2025-04', '2025-05'])(
    'rig-01, in the statement of %s: 91 over the next 30 days cures',
    (period) => {
      const exit = exitAt(rig, [...bad, notice, over('2025-05-05T00:00:00Z', '91')], { period });
      expect(exit).toMatchObject({
        state: 'cured',
        since: { period: '2025-05', from: '2025-05-06' },
        armedOn: '2025-03-31',
        noticedOn: '2025-04-05',
        curesBy: '2025-05-05',
        exercisableFrom: null,
        heldIn: ['2025-03'],
      });
      expect(stepTexts(exit)).toEqual([
        '2025-03-31 armed condition-holds',
        '2025-04-05 noticed notice-served',
        '2025-04-05 curing cure-begins',
        '2025-05-06 cured cure-shown-by-measure',
      ]);
      expect(lastStep(exit)).toMatchObject({
        operands: { value: '91', below: '90', from: '2025-04-06', to: '2025-05-05' },
      });
      expect(lastStep(exit).facts).toHaveLength(1);
    },
  );

  test.each([
    ['89.99', 'exercisable'],
    ['90', 'cured'],
    ['90.01', 'cured'],
  ])('%s over the days of cure: %s', (value, state) => {
    const facts = [...bad, notice, over('2025-05-05T00:00:00Z', value)];
    expect(exitAt(rig, facts, { valuedAt: '2025-05-20T00:00:00Z', period: '2025-04' }).state).toBe(state);
  });

  test.each([
    // A figure counts after the start of the day after the notice, up to the end of the last day of cure.
    ['2025-04-06T00:00:00Z', 'cured'],
    ['2025-04-06T00:00:01Z', 'exercisable'],
    ['2025-05-06T00:00:00Z', 'exercisable'],
    ['2025-05-06T00:00:01Z', 'cured'],
  ])('a figure of 89 reported at %s: %s', (at, state) => {
    const facts = [...bad, notice, over(at, '89')];
    expect(exitAt(rig, facts, { valuedAt: '2025-05-20T00:00:00Z', period: '2025-04' }).state).toBe(state);
  });

  test('the late figure of a month before the notice does not show the cure', () => {
    const late = { ...over('2025-04-06T09:00:00Z', '89.9'), period: '2025-03' };
    const facts = [...figures(['89', '88']), late, notice, over('2025-05-05T00:00:00Z', '91')];
    expect(exitAt(rig, facts).state).toBe('cured');
    expect(exitAt(rig, [...figures(['89', '88']), late, notice]).state).toBe('cured');
  });

  test.each([
    ['2025-05-06T00:00:00Z', 'exercised', null],
    ['2025-05-30T23:59:59Z', 'exercised', null],
    ['2025-05-31T00:00:00Z', 'lapsed', 'right-is-lapsed'],
    ['2025-05-05T23:59:59Z', 'lapsed', 'cure-is-running'],
  ])('89: the right lasts 60 days from the end of March; exercised at %s: %s', (at, state, refused) => {
    const facts = [...bad, notice, over('2025-05-05T00:00:00Z', '89'), fact('ExitRightExercised', at)];
    const exit = exitAt(rig, facts);
    expect(exit.state).toBe(state);
    expect(exit.exerciseBy).toBe('2025-05-30');
    expect(exit.steps.find((step) => step.rule === 'exercised')?.refused).toBe(refused);
    if (state === 'exercised') {
      expect(exit.endsOn).toBe(at.startsWith('2025-05-06') ? '2025-06-05' : '2025-06-29');
    }
  });

  test('a condition that goes on holding renews the right', () => {
    const facts = [...bad, ...figures(['89'], 4), notice];
    // April was 89 as well, and is reported within the days of cure.
    const exit = exitAt(rig, facts);
    expect(exit).toMatchObject({
      state: 'exercisable',
      exerciseBy: '2025-06-29',
      heldIn: ['2025-03', '2025-04'],
    });
    expect(stepTexts(exit)).toContain('2025-04-30 curing condition-held-again');
  });

  test('after a cure the periods up to then do not count again', () => {
    const facts = [...bad, notice, over('2025-05-05T00:00:00Z', '91'), ...figures(['80', '80', '80'], 5)];
    const at = (period: string) => exitAt(rig, facts, { period, valuedAt: '2025-08-10T00:00:00Z' });
    expect(
      [at('2025-05'), at('2025-06'), at('2025-07')].map(({ state, reached }) => [state, reached]),
    ).toEqual([
      ['cured', '1'],
      ['watch', '2'],
      ['armed', '3'],
    ]);
  });
});

describe('the days of notice and cure', () => {
  const terms =
    '\n    cure: 10 calendar days\n    noticeWithin: 30 calendar days\n    exerciseWithin: 30 calendar days\n    exerciseFrom: exercisable';

  test.each([
    ['2025-03-31T23:59:59Z', 'lapsed', 'no-right-has-arisen'],
    ['2025-04-01T00:00:00Z', 'exercisable', null],
    ['2025-04-30T23:59:59Z', 'exercisable', null],
    ['2025-05-01T00:00:00Z', 'lapsed', 'right-is-lapsed'],
  ])('notice at %s: %s', (at, state, refused) => {
    const exit = exitAt(terms, [...bad, fact('ExitNoticeServed', at)], {
      period: '2025-05',
      valuedAt: '2025-06-01T00:00:00Z',
    });
    const notice = exit.steps.find(({ rule }) => rule === 'notice-served');
    expect(notice?.refused).toBe(refused);
    const early = at === '2025-04-01T00:00:00Z';
    // Days counted from when it is exercisable: 1 April + 10, open from the 12th, until 12 May; 30 April + 10: from 11 May.
    expect(exit.state).toBe(early ? 'lapsed' : state);
    if (early)
      expect(exit).toMatchObject({
        curesBy: '2025-04-11',
        exercisableFrom: '2025-04-12',
        exerciseBy: '2025-05-12',
      });
  });

  test.each([
    ['CureAccepted', '2025-04-15T23:59:59Z', 'cured', null],
    ['CureAccepted', '2025-04-16T00:00:00Z', 'exercisable', 'no-cure-is-running'],
    ['CureRefused', '2025-04-10T00:00:00Z', 'exercisable', null],
    ['CureRefused', '2025-04-05T00:00:00Z', 'exercisable', 'no-cure-is-running'],
    ['ExitRightWaived', '2025-04-10T00:00:00Z', 'waived', null],
    ['ExitRightExercised', '2025-04-10T00:00:00Z', 'exercisable', 'cure-is-running'],
  ])('%s at %s: %s', (type, at, state, refused) => {
    const facts = [...bad, fact('ExitNoticeServed', '2025-04-05T08:00:00Z'), fact(type, at)];
    const exit = exitAt(terms, facts, { valuedAt: '2025-05-01T00:00:00Z', period: '2025-04' });
    expect(exit.state).toBe(state);
    expect(
      exit.steps.find(({ facts: ids, rule }) => ids.length > 0 && rule !== 'notice-served')?.refused,
    ).toBe(refused);
    expect(exit.steps.filter(({ rule }) => rule === 'cure-not-accepted')).toHaveLength(
      state === 'exercisable' ? 1 : 0,
    );
  });

  test('a plan is a step on the way, and an acceptance after a refusal still cures', () => {
    const facts = [
      ...bad,
      fact('ExitNoticeServed', '2025-04-05T08:00:00Z'),
      fact('CurePlanSubmitted', '2025-04-06T08:00:00Z'),
      fact('CureRefused', '2025-04-08T08:00:00Z'),
      fact('CureAccepted', '2025-04-12T08:00:00Z'),
    ];
    expect(stepTexts(exitAt(terms, facts)).slice(3)).toEqual([
      '2025-04-06 curing cure-plan-submitted',
      '2025-04-08 curing cure-refused',
      '2025-04-12 cured cure-accepted',
    ]);
  });

  test('an exercise before notice changes nothing', () => {
    const exit = exitAt(terms, [...bad, fact('ExitRightExercised', '2025-04-05T08:00:00Z')], {
      period: '2025-04',
    });
    expect(exit).toMatchObject({ state: 'lapsed', noticeBy: '2025-04-30' });
    expect(stepTexts(exit)[1]).toBe('2025-04-05 armed exercised notice-and-cure-come-first');
  });

  test('days are local days', () => {
    const exit = exitAt(terms, [...bad, fact('ExitNoticeServed', '2025-04-30T23:30:00Z')], {
      timezone: 'Europe/London',
    });
    expect(exit.steps.find(({ rule }) => rule === 'notice-served')).toMatchObject({ on: '2025-05-01' });
    expect(exit.state).toBe('lapsed');
  });

  test('a lapsed right that still holds at a later end opens anew, with all its periods', () => {
    const exit = exitAt(terms, [...bad, ...figures(['99', '80', '80', '80'], 4)], {
      period: '2025-07',
      valuedAt: '2025-08-01T00:00:00Z',
    });
    expect(stepTexts(exit)).toEqual([
      '2025-03-31 armed condition-holds',
      '2025-05-01 lapsed no-notice-in-time',
      '2025-07-31 armed condition-holds',
    ]);
    // Held again in the month in which it would lapse: the days of notice count from then.
    const renewed = exitAt(terms, [...bad, ...figures(['80'], 4)], {
      period: '2025-04',
      valuedAt: '2025-05-30T23:59:59Z',
    });
    expect(renewed).toMatchObject({ state: 'armed', noticeBy: '2025-05-30', since: { from: '2025-03-31' } });
  });
});

describe('a right without a cure', () => {
  test('is exercisable at once, until the term ends, and a notice opens nothing more', () => {
    const exit = exitAt('notice: 30 calendar days', [
      ...bad,
      fact('ExitNoticeServed', '2025-04-05T08:00:00Z'),
    ]);
    expect(exit).toMatchObject({
      state: 'exercisable',
      exercisableFrom: '2025-03-31',
      exerciseBy: null,
      since: { period: '2025-04', from: '2025-04-05' },
    });
  });

  test.each([
    ['2025-04-30T23:59:59Z', 'exercised', null],
    ['2025-05-01T00:00:00Z', 'lapsed', 'right-is-lapsed'],
  ])('lapses without notice in time; exercised at %s: %s', (at, state, refused) => {
    const exit = exitAt('noticeWithin: 30 calendar days', [...bad, fact('ExitRightExercised', at)]);
    expect(exit.state).toBe(state);
    expect(exit.steps.find(({ rule }) => rule === 'exercised')?.refused).toBe(refused);
  });

  test('a right that was used stays used, one that was waived comes again with new periods only', () => {
    const facts = (type: string) => [
      ...bad,
      fact(type, '2025-04-10T08:00:00Z'),
      ...figures(['80', '80', '80'], 4),
    ];
    const states = (type: string) =>
      ['2025-04', '2025-05', '2025-06'].map(
        (period) => exitAt('', facts(type), { period, valuedAt: '2025-07-10T00:00:00Z' }).state,
      );
    expect(states('ExitRightExercised')).toEqual(['exercised', 'exercised', 'exercised']);
    expect(states('ExitRightWaived')).toEqual(['waived', 'watch', 'exercisable']);
  });

  test('in a period that is not over nothing holds yet', () => {
    const running = { period: '2025-03', valuedAt: '2025-03-25T00:00:00Z' };
    const scenario = scenarioOf(termsAround(termsWith('')), bad);
    const at = (instant: string) =>
      makeStatement({
        ...scenario.knowledge(scenario.position, instant),
        period: running.period,
        valuedAt: Date.parse(instant),
      }).exits[0]!;
    expect(at('2025-03-25T00:00:00Z')).toMatchObject({ state: 'watch', reached: '3', heldIn: [] });
    expect(at('2025-03-31T23:59:59Z').state).toBe('watch');
    expect(at('2025-04-01T00:00:00Z').state).toBe('exercisable');
  });

  test('a month that has no figure yet leaves the right as near as it was', () => {
    const scenario = scenarioOf(termsAround(termsWith('')), bad.slice(0, 2));
    const at = (instant: string) =>
      makeStatement({
        ...scenario.knowledge(scenario.position, '2025-03-10T00:00:00Z'),
        period: '2025-03',
        valuedAt: Date.parse(instant),
      }).exits[0]!;
    expect(at('2025-03-10T00:00:00Z')).toMatchObject({ state: 'watch', reached: '2', by: '2025-03-31' });
    expect(at('2025-04-01T00:00:00Z')).toMatchObject({ state: 'clear', reached: '0' });
  });
});

describe('a cure that the condition itself shows', () => {
  const terms = '\n    cure: 20 calendar days\n    cureTest: condition-clears';
  const notice = fact('ExitNoticeServed', '2025-04-10T10:00:00Z');

  test.each([
    ['89', '2025-04-30', 'exercisable', 'condition-has-not-cleared'],
    ['99', '2025-04-30', 'cured', 'condition-has-cleared'],
  ])('April at %s: on %s %s', (value, on, state, rule) => {
    const exit = exitAt(terms, [...bad, ...figures([value], 4), notice], {
      period: '2025-04',
      valuedAt: '2025-05-01T00:00:00Z',
    });
    expect(lastStep(exit)).toMatchObject({ on, state, rule });
  });

  test('is looked at when the first period ends after its days', () => {
    const late = fact('ExitNoticeServed', '2025-04-11T10:00:00Z');
    const facts = [...bad, ...figures(['99', '99'], 4), late];
    expect(exitAt(terms, facts, { period: '2025-04' }).state).toBe('curing');
    expect(lastStep(exitAt(terms, facts, { period: '2025-05' }))).toMatchObject({
      on: '2025-05-31',
      state: 'cured',
    });
  });
});

describe('histories that start afresh', () => {
  const restart = (effectiveFrom: string, what: string) => `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: ${effectiveFrom}
executedAt: 2025-01-02
restartHistory: ${what}
`;
  const states = (amendment: string | undefined, values: readonly string[], midPeriod = 'start') => {
    const scenario = scenarioOf(termsAround(termsWith(''), { midPeriod }), []);
    if (amendment !== undefined) scenario.amend(amendment, '2025-01-02T09:00:00Z');
    scenario.record(...figures(values));
    return scenario
      .evaluate('2025-01', `2025-0${values.length}`, '2025-09-10T00:00:00Z')
      .map(({ exits }) => `${exits[0]!.state} ${exits[0]!.reached ?? ''}`);
  };

  test.each([['{ serviceLevels: [uptime] }'], ['{ exit: [chronic] }']])(
    'an amendment that restarts %s begins the count with the period of its effective date',
    (what) => {
      const values = ['80', '80', '80', '80'];
      expect(states(undefined, values)).toEqual(['clear 1', 'watch 2', 'exercisable 3', 'exercisable 4']);
      expect(states(restart('2025-02-01', what), values)).toEqual([
        'clear 1',
        'clear 1',
        'watch 2',
        'exercisable 3',
      ]);
    },
  );

  test.each([
    ['start', '{ serviceLevels: [uptime] }', 'watch 2', 'clear 1'],
    ['start', '{ exit: [chronic] }', 'watch 2', 'clear 1'],
    ['end', '{ serviceLevels: [uptime] }', 'clear 1', 'watch 2'],
    ['end', '{ exit: [chronic] }', 'clear 1', 'watch 2'],
  ])(
    'inside a period it counts from where the terms of the period follow it: %s, %s',
    (midPeriod, what, february, march) => {
      const found = states(restart('2025-02-10', what), ['80', '80', '80'], midPeriod);
      expect(found).toEqual(['clear 1', february, march]);
    },
  );

  test('a right that has arisen stays', () => {
    expect(states(restart('2025-04-01', '{ exit: [chronic] }'), ['80', '80', '80', '99'])).toEqual([
      'clear 1',
      'watch 2',
      'exercisable 3',
      'exercisable 0',
    ]);
  });
});

describe('a retracted step', () => {
  test('is as if it had never been', () => {
    const scenario = scenarioOf(termsAround(termsWith('')), bad);
    const [exercise] = scenario.record(fact('ExitRightExercised', '2025-04-10T08:00:00Z'));
    const state = () => scenario.statement('2025-04', '2025-05-02T00:00:00Z').exits[0]!.state;
    expect(state()).toBe('exercised');
    scenario.record({
      type: 'FactRetracted',
      effectiveAt: '2025-04-12T09:00:00Z',
      fact: exercise!,
      reason: 'withdrawn',
    });
    expect(state()).toBe('exercisable');
  });
});
