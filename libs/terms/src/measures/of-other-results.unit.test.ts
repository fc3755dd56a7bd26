import { Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import type { Measure } from '../model/measure.js';
import { levelErrors, levelOf, onlyLevels } from '../testing/levels.js';

function measureOf(measure: string, target: string): Measure {
  return levelOf(measure, `target: { ${target} }`).measure;
}

const everywhere = {
  ticketType: undefined,
  priority: undefined,
  service: undefined,
  category: undefined,
  site: undefined,
  configurationItem: undefined,
};

describe('measures of obligations, changes and recurrences', () => {
  it.each([
    ['share-met', 'atLeast: 100'],
    ['days-late', 'atMost: 3'],
    ['not-met', 'lessThan: 2'],
  ])('obligation: %s', (figure, target) => {
    expect(measureOf(`{ kind: obligation, obligation: monthly-report, figure: ${figure} }`, target)).toEqual({
      kind: 'obligation',
      obligation: 'monthly-report',
      figure,
    });
  });

  it('change-share', () => {
    expect(measureOf('{ kind: change-share }', 'atLeast: 97')).toEqual({
      kind: 'change-share',
      good: ['successful'],
      where: { service: undefined, changeType: undefined },
    });
    expect(
      measureOf(
        '{ kind: change-share, good: [successful, backed-out], where: { service: [a, b], changeType: emergency } }',
        'atLeast: 97',
      ),
    ).toEqual({
      kind: 'change-share',
      good: ['successful', 'backed-out'],
      where: { service: ['a', 'b'], changeType: ['emergency'] },
    });
  });

  it('recurrence', () => {
    expect(
      measureOf('{ kind: recurrence, by: configurationItem, times: 2, within: 1 calendar day }', 'atMost: 0'),
    ).toEqual({ kind: 'recurrence', by: 'configurationItem', times: 2, withinDays: 1, where: everywhere });
    expect(
      measureOf(
        '{ kind: recurrence, by: service, times: 3, within: 30 calendar days, where: { type: incident } }',
        'atMost: 0',
      ),
    ).toMatchObject({ by: 'service', times: 3, withinDays: 30, where: { ticketType: ['incident'] } });
  });
});

describe('measures of other results', () => {
  it('smoothed counts in what the other level counts in', () => {
    expect(
      measureOf('{ kind: smoothed, of: email-availability, previous: 1 period }', 'atLeast: 99.9'),
    ).toEqual({ kind: 'smoothed', of: 'email-availability', previousPeriods: 1 });
    expect(
      levelErrors(
        '{ kind: smoothed, of: email-availability, previous: 2 periods }',
        'target: { atLeast: 100.1 }',
      ),
    ).toEqual([
      'target.atLeast | No value can meet atLeast 100.1: the measure is at most 100. | Write a value that can be met.',
    ]);
  });

  it.each([
    ['missed-levels', 'atMost: 0'],
    ['points', 'lessThan: 5'],
    ['credit', 'atMost: "1000.00"'],
    ['share-met', 'atLeast: 90'],
    ['mean-value', 'atLeast: 99'],
    ['lowest-value', 'atLeast: 95'],
    ['highest-value', 'atLeast: 99.9'],
  ])('result: %s', (figure, target) => {
    expect(measureOf(`{ kind: result, figure: ${figure} }`, target)).toEqual({
      kind: 'result',
      of: undefined,
      figure,
      base: undefined,
    });
    expect(
      measureOf(`{ kind: result, figure: ${figure}, of: [p1-resolution, email-availability] }`, target),
    ).toMatchObject({ of: ['p1-resolution', 'email-availability'] });
  });

  it('result: credit-percent of charges', () => {
    expect(
      measureOf('{ kind: result, figure: credit-percent, base: [managed] }', 'atMost: 10'),
    ).toMatchObject({ figure: 'credit-percent', base: { charges: ['managed'], over: 'period' } });
    expect(
      measureOf(
        '{ kind: result, figure: credit-percent, base: { charges: all, less: [internet], passThrough: included } }',
        'atMost: 10',
      ),
    ).toMatchObject({ base: { charges: 'all', less: ['internet'] } });
  });

  it('a level may stand before those whose values it takes', () => {
    const keys = onlyLevels(
      '{ id: worst, measure: { kind: result, figure: highest-value, of: [smooth] }, target: { atMost: 2h } }',
      '{ id: smooth, measure: { kind: smoothed, of: s, previous: 2 periods }, target: { atMost: 1h } }',
    );
    const level = levelOf(
      '{ kind: statistic, statistic: mean, of: { clock: resolution } }',
      'target: { atMost: 90m }',
      keys,
    );
    expect(level.target.expected).toEqual(Rational.of(5400));
  });

  it('values against a baseline are plain numbers', () => {
    const keys = onlyLevels(
      '{ id: own, measure: { kind: statistic, statistic: mean, of: { clock: resolution } }, baseline: { periodsAgo: 1 }, target: { atMost: 110 } }',
    );
    const level = levelOf('{ kind: smoothed, of: own, previous: 1 period }', 'target: { atMost: 105 }', keys);
    expect(level.target.expected).toEqual(Rational.of(105));
  });

  it('a result alone among results has nothing to read', () => {
    const measure = '{ kind: result, figure: points }';
    const keysWith = (other: string): string =>
      onlyLevels(`{ id: other, measure: { ${other} }, target: { atMost: 1 } }`);
    const target = 'target: { atMost: 1 }';
    expect(levelOf(measure, target, keysWith('kind: reported, unit: number')).id).toBe('s');
    expect(
      levelErrors(measure, target, keysWith('kind: result, figure: credit, of: [s]')).map((error) =>
        error.replace('serviceLevels[1].', ''),
      ),
    ).toContain(
      'measure | There is no level beside `s` whose result could be read. | Name the levels in `of`.',
    );
  });
});

describe('such measures with errors', () => {
  const target = 'target: { atLeast: 1 }';
  const recurrence = 'kind: recurrence, by: service, times: 3, within: 30 calendar days';
  const owed = 'kind: obligation, obligation: monthly-report';
  const changes = 'kind: change-share';
  const points = 'kind: result, figure: points';
  it.each([
    [
      'an unknown obligation',
      '{ kind: obligation, obligation: monthly, figure: not-met }',
      'obligation | There is no obligation `monthly`.',
    ],
    ['no figure', `{ ${owed} }`, 'figure | It is missing.'],
    ['another figure', `{ ${owed}, figure: late }`, 'figure | "late" is not one of the choices.'],
    ['no good outcome', `{ ${changes}, good: [] }`, 'good | It has 0 items.'],
    ['an outcome twice', `{ ${changes}, good: [failed, failed] }`, 'good[1] | `failed` stands twice'],
    [
      'only good outcomes',
      `{ ${changes}, good: [successful, failed, backed-out, unauthorised] }`,
      'good | Every outcome is good, so no change can miss. | Leave one out.',
    ],
    [
      'a type of change that is none',
      `{ ${changes}, where: { changeType: major } }`,
      'where.changeType | "major" is not one of the choices.',
    ],
    [
      'a type of change twice',
      `{ ${changes}, where: { changeType: [normal, normal] } }`,
      'where.changeType[1] | `normal` stands twice',
    ],
    ['one time', `{ ${recurrence.replace('3', '1')} }`, 'times | 1 is too small.'],
    ['no days', `{ ${recurrence.replace('30', '0')} }`, 'within | 0 calendar days is no time at all.'],
    [
      'working time',
      `{ ${recurrence.replace('30 calendar days', '4h')} }`,
      'within | "4h" is not a number of calendar days.',
    ],
    [
      'what else recurs',
      `{ ${recurrence.replace('by: service', 'by: site')} }`,
      'by | "site" is not one of the choices.',
    ],
    [
      'an unknown level',
      '{ kind: smoothed, of: p1, previous: 1 period }',
      'of | There is no service level `p1`.',
    ],
    [
      'no periods',
      '{ kind: smoothed, of: p1-resolution, previous: 0 periods }',
      'previous | "0 periods" is not a number of periods.',
    ],
    [
      'an unknown level among several',
      `{ ${points}, of: [p1-resolution, p2] }`,
      'of[1] | There is no service level `p2`.',
    ],
    [
      'a level twice',
      `{ ${points}, of: [p1-resolution, p1-resolution] }`,
      'of[1] | `p1-resolution` stands twice',
    ],
    ['no level', `{ ${points}, of: [] }`, 'of | It has 0 items.'],
    [
      'a percentage of nothing',
      '{ kind: result, figure: credit-percent }',
      'base | It is missing. | Name the ids of the charges',
    ],
    [
      'charges without effect',
      `{ ${points}, base: [managed] }`,
      'base | It has no effect on the figure points.',
    ],
    [
      'an unknown charge',
      '{ kind: result, figure: credit-percent, base: [x] }',
      'base[0] | There is no charge `x`.',
    ],
  ])('refuses %s', (_what, measure, expected) => {
    const errors = levelErrors(measure, target);
    const whole = `measure.${expected}`;
    expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
  });

  it('refuses values of different units', () => {
    const level = (figure: string): unknown => {
      const keys = onlyLevels(
        '{ id: a, measure: { kind: reported, unit: percent }, target: { atLeast: 1 } }',
        '{ id: b, measure: { kind: reported, unit: seconds }, target: { atMost: 1h } }',
        `{ id: c, measure: { kind: result, ${figure} }, target: { atLeast: 1 } }`,
      );
      return levelErrors('{ kind: reported, unit: percent }', `${target}\ncredit: {}`, keys).filter((error) =>
        error.startsWith('measure'),
      );
    };
    const problem =
      '`a` counts in percent and `b` in time, so there is no lowest-value. | Name levels that count in the same unit.';
    expect(level('figure: lowest-value, of: [a, b]')).toEqual([`measure.of | ${problem}`]);
    expect(level('figure: lowest-value')).toEqual([`measure | ${problem}`]);
    expect(level('figure: lowest-value, of: [a]')).toEqual([]);
    expect(level('figure: missed-levels')).toEqual([]);
  });

  it('refuses to smooth a level that stands for several', () => {
    const keys = onlyLevels(
      '{ id: a, measure: { kind: ticket-share, clock: resolution, within: 4h }, forEach: { site: all }, target: { atLeast: 1 } }',
      '{ id: b, measure: { kind: reported, unit: percent }, target: { atLeast: 1 } }',
    );
    expect(levelErrors('{ kind: smoothed, of: a, previous: 1 period }', target, keys)).toEqual([
      'measure.of | `a` stands for several levels, so it has no one value. | Name a level without `forEach`.',
    ]);
    expect(levelOf('{ kind: result, figure: lowest-value, of: [a] }', target, keys).id).toBe('s');
  });
});
