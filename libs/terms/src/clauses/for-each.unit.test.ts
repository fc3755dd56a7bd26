import { describe, expect, it } from 'vitest';
import { levelErrors, levelOf, measures } from '../testing/levels.js';

const target = 'target: { atLeast: 1 }';

describe('forEach', () => {
  it.each([
    ['{ site: [madrid, sevilla] }', { by: 'site', values: ['madrid', 'sevilla'] }],
    ['{ site: all }', { by: 'site', values: undefined }],
    ['{ service: all }', { by: 'service', values: undefined }],
    ['{ service: [all] }', { by: 'service', values: ['all'] }],
    ['{ category: [network] }', { by: 'category', values: ['network'] }],
    ['{ configurationItem: all }', { by: 'configurationItem', values: undefined }],
    ['{ priority: [P1, P2] }', { by: 'priority', values: ['P1', 'P2'] }],
    ['{ priority: all }', { by: 'priority', values: ['P1', 'P2', 'P3', 'P4', 'P5'] }],
  ])('reads %s', (forEach, expected) => {
    const level = levelOf(measures.share, `${target}\nforEach: ${forEach}`);
    expect(level.forEach).toEqual(expected);
    expect(level.instance).toBeUndefined();
  });

  it('is absent where none is written', () => {
    expect(levelOf(measures.share, target).forEach).toBeUndefined();
  });

  it.each([
    ['{ kind: availability, service: each, calendar: always }', 'atLeast: 99', { services: [] }],
    ['{ kind: count, of: { outages: each } }', 'atMost: 2', { of: { services: [] } }],
    ['{ kind: statistic, statistic: max, of: { outages: each } }', 'atMost: 2h', { of: { services: [] } }],
  ])('stands for the service of %s', (measure, wanted, expected) => {
    const level = levelOf(measure, `target: { ${wanted} }\nforEach: { service: all }`);
    expect(level.measure).toMatchObject(expected);
  });

  it('says which priorities need a limit', () => {
    const measure = '{ kind: ticket-share, clock: resolution, within: { P1: 4h, P2: 8h } }';
    expect(levelOf(measure, `${target}\nforEach: { priority: [P1, P2] }`).id).toBe('s');
    expect(levelErrors(measure, `${target}\nforEach: { priority: [P1, P2, P3] }`)).toEqual([
      'measure.within | There is no limit for priority P3, which is counted here. | Add `P3` or `else`.',
    ]);
  });

  const noneOf = (kind: string, key: string): string =>
    `forEach.${key} | What this measure of the kind ${kind} looks at has no ${key} of its own to be told apart by.`;
  it.each([
    ['share', '{ site: [a, a] }', 'forEach.site[1] | `a` stands twice'],
    ['share', '{ site: some }', 'forEach.site | "some" is not one of the choices.'],
    ['share', '{ site: [] }', 'forEach.site | It has 0 items.'],
    ['share', '{ site: all, service: all }', 'forEach | `site`, `service` exclude each other.'],
    ['share', '{ location: all }', 'forEach | It has none of'],
    ['share', '{ priority: [P1, high] }', 'forEach.priority[1] | `high` is not one of the priorities.'],
    [
      'up',
      '{ service: all }',
      'measure.service | `forEach` says of which services there is a level each. | Write `each` here',
    ],
    [
      'up',
      '{ category: all }',
      `${noneOf('availability', 'category')} | Write \`service\` or \`site\`, or take \`forEach\` out.`,
    ],
    ['outages', '{ priority: all }', noneOf('count', 'priority')],
    ['scores', '{ site: all }', noneOf('statistic', 'site')],
    ['changes', '{ category: all }', noneOf('change-share', 'category')],
    ['recurring', '{ service: all }', noneOf('recurrence', 'service')],
    ['report', '{ service: all }', `${noneOf('obligation', 'service')} | Take \`forEach\` out.`],
    ['result', '{ service: all }', noneOf('result', 'service')],
    ['smoothed', '{ service: all }', noneOf('smoothed', 'service')],
  ] as const)('of %s: refuses %s', (measure, forEach, expected) => {
    const errors = levelErrors(measures[measure], `${target}\nforEach: ${forEach}`);
    expect(errors.find((error) => error.startsWith(expected)) ?? errors).toBeTypeOf('string');
  });

  it('refuses what `where` says already', () => {
    const measure = '{ kind: ticket-share, clock: resolution, within: 4h, where: { site: madrid } }';
    expect(levelOf(measure, `${target}\nforEach: { service: all }`).id).toBe('s');
    expect(levelErrors(measure, `${target}\nforEach: { site: all }`)).toEqual([
      'forEach.site | `measure.where` names the site already. | List the values here, and take the key out of `where`.',
    ]);
  });
});
