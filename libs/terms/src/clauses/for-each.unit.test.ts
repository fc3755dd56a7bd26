import { describe, expect, it } from 'vitest';
import { errorsOf, exampleWith, load } from '../testing/documents.js';
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

describe('charges of its own', () => {
  const level = (forEach: string, of = '{ charges: own }', key = 'credit: { fixed: { percent: 5 }, of: ') =>
    `{ id: s, measure: { kind: ticket-share, clock: resolution, within: 4h }, ${forEach === '' ? '' : `forEach: ${forEach}, `}target: { atLeast: 90 }, ${key}${of} } }`;
  const charges = (of: string) => `{ id: own, amount: 100, per: month, for: ${of} }`;
  const read = (forEach: string, own: string, of?: string) =>
    exampleWith('', { charges: charges(own), serviceLevels: level(forEach, of) });

  it.each([
    ['{ service: email }', { by: 'service', values: ['email'] }],
    ['{ site: [leeds, york] }', { by: 'site', values: ['leeds', 'york'] }],
    ['{ priority: P1 }', { by: 'priority', values: ['P1'] }],
    ['{ category: network }', { by: 'category', values: ['network'] }],
    ['{ configurationItem: router }', { by: 'configurationItem', values: ['router'] }],
  ])('a charge is for %s', (own, expected) => {
    const terms = load(exampleWith('', { charges: charges(own) }));
    expect(terms.charges.get('own')!.for).toEqual(expected);
    expect(terms.charges.get('managed')!.for).toBeUndefined();
  });

  it.each(['{ site: [leeds] }', '{ site: all }'])('of %s', (forEach) => {
    const { credit } = load(read(forEach, '{ site: [leeds, york] }')).serviceLevels.get('s')!;
    expect(credit!.base).toMatchObject({ charges: 'own', over: 'period' });
  });

  it.each([
    [
      'without forEach',
      '',
      '{ site: leeds }',
      undefined,
      'Only a level with `forEach` has charges of its own.',
    ],
    ['of another key', '{ site: all }', '{ service: email }', undefined, 'No charge is for a site.'],
    [
      'of a value without a charge',
      '{ site: [leeds, hull] }',
      '{ site: leeds }',
      undefined,
      'No charge is for the site `hull`.',
    ],
    [
      'less some',
      '{ site: all }',
      '{ site: leeds }',
      '{ charges: own, less: [managed] }',
      'It has no effect on charges that are named',
    ],
    [
      'of a priority that there is not',
      '{ priority: all }',
      '{ priority: P9 }',
      undefined,
      '`P9` is not one of the priorities.',
    ],
    ['of a value twice', '{ site: all }', '{ site: [leeds, leeds] }', undefined, '`leeds` stands twice'],
  ])('refuses them %s', (_what, forEach, own, of, problem) => {
    expect(errorsOf(read(forEach, own, of)).join('\n')).toContain(problem);
  });

  it('mean nothing in a cap', () => {
    const document = {
      ...exampleWith('', { charges: charges('{ site: leeds }') }),
      credits: { cap: { percent: 5, of: { charges: 'own' } } },
    };
    expect(errorsOf(document).join('\n')).toContain('Only a level with `forEach` has charges of its own.');
  });
});
