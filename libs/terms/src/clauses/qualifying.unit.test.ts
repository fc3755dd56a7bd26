import { describe, expect, it } from 'vitest';
import { load } from '../testing/documents.js';
import { documentOfLevels, levelErrors, levelOf, measures } from '../testing/levels.js';

const target = 'target: { atLeast: 95 }';

describe('qualifying', () => {
  it('has every option', () => {
    const conditions = `
qualifying:
  when: [ { serviceLevel: p1-resolution, is: not-missed }, { serviceLevel: email-availability }, { obligation: monthly-report } ]
  else: missed`;
    expect(levelOf(measures.share, `${target}${conditions}`).qualifying).toEqual({
      conditions: [
        { kind: 'service-level', serviceLevel: 'p1-resolution', is: 'not-missed' },
        { kind: 'service-level', serviceLevel: 'email-availability', is: 'met' },
        { kind: 'obligation', obligation: 'monthly-report' },
      ],
      otherwise: 'missed',
    });
  });

  it('is not measured by default', () => {
    const rest = `${target}\nqualifying: { when: [ { obligation: monthly-report } ] }`;
    expect(levelOf(measures.share, rest).qualifying!.otherwise).toBe('not-measured');
  });

  it('may read a level that comes later', () => {
    const { serviceLevels, evaluationOrder } = load(
      documentOfLevels(
        `{ id: first, measure: ${measures.share}, target: { atLeast: 95 }, qualifying: { when: [ { serviceLevel: last } ] } }`,
        `{ id: last, measure: ${measures.up}, target: { atLeast: 99 } }`,
      ),
    );
    expect([...serviceLevels.keys()]).toEqual(['first', 'last']);
    expect(evaluationOrder).toEqual(['last', 'first']);
  });

  const level = 'serviceLevel: p1-resolution';
  it.each([
    ['{ when: [] }', '.when | It has 0 items.'],
    ['{ else: met }', '.when | It is missing.'],
    ['{ when: [ { serviceLevel: p1 } ] }', '.when[0].serviceLevel | There is no service level `p1`.'],
    ['{ when: [ { obligation: monthly } ] }', '.when[0].obligation | There is no obligation `monthly`.'],
    [`{ when: [ { ${level}, is: missed } ] }`, '.when[0].is | "missed" is not one of the choices.'],
    [
      `{ when: [ { ${level}, obligation: monthly-report } ] }`,
      '.when[0] | `serviceLevel`, `obligation` exclude each other.',
    ],
    [
      `{ when: [ { ${level} }, { ${level}, is: not-missed } ] }`,
      '.when[1] | `p1-resolution` stands at serviceLevels[2].qualifying.when[0] already. | Keep one of the two.',
    ],
    [
      '{ when: [ { serviceLevel: s } ] }',
      '.when[0].serviceLevel | `s` reads its own result: s → s. | Name another level.',
    ],
  ])('refuses %s', (qualifying, expected) => {
    const errors = levelErrors(measures.share, `${target}\nqualifying: ${qualifying}`);
    const whole = `qualifying${expected}`;
    expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
  });
});
