import type { Dice } from './dice.js';
import type { Plain } from './plain.js';
import { drawBase, drawPrice } from './pricing.js';

/** What credits, earn-backs and exits can say depends on the levels that there are. */
export interface DrawnLevels {
  readonly clauses: readonly Plain[];
  readonly obligations: readonly string[];
}

function ids(clauses: readonly Plain[]): string[] {
  return clauses.map((clause) => clause['id'] as string);
}

/** Text search finds every place at which a price above nothing can stand. */
function mentions(clauses: unknown, kind: 'points' | 'weight'): boolean {
  return new RegExp(`"${kind}":"[0-9.]*[1-9]`).test(JSON.stringify(clauses));
}

const capIds = ['monthly', 'rolling', 'yearly'] as const;

export function drawCredits(dice: Dice, { clauses }: DrawnLevels, everything: unknown): Plain {
  const credited = ids(clauses.filter((clause) => clause['credit'] !== undefined));
  const combine = (levels: readonly string[]): Plain => {
    const kind = dice.one(['sum', 'sum', 'highest', 'one-per-incident', 'critical-displaces']);
    if (kind !== 'critical-displaces') return { combine: kind };
    return levels.length < 2 ? { combine: 'sum' } : { combine: kind, critical: dice.some(levels, 1) };
  };
  const grouped = dice.some(credited, 2);
  const ungrouped = credited.filter((id) => !grouped.includes(id));
  const hasGroup = grouped.length === 2 && dice.percent(40);
  return {
    clause: '9',
    ...combine(hasGroup ? ungrouped : credited),
    ...(hasGroup ? { groups: [{ id: 'network-group', of: grouped, ...combine(grouped) }] } : {}),
    ...dice.maybe(80, () => ({ caps: drawCaps(dice, credited) })),
    ...dice.maybe(30, () => ({
      minimumPayable: {
        ...dice.one<Plain>([{ atLeast: '40' }, { moreThan: '40' }]),
        ...dice.maybe(50, () => ({ below: 'carried' })),
      },
    })),
    ...(mentions(everything, 'weight')
      ? {
          atRisk: {
            percent: '12',
            of: ['managed'],
            pools: { network: '60', servers: '70' },
            available: '150',
          },
        }
      : {}),
    ...(mentions(everything, 'points') ? dice.maybe(75, () => ({ points: drawPoints(dice) })) : {}),
    ...dice.maybe(35, () => ({
      claim: {
        within: dice.one(['15 business days', '20 calendar days']),
        from: dice.one(['period-end', 'statement']),
        ...dice.maybe(50, () => ({ lapsed: { countsTowardsExit: false } })),
      },
    })),
    ...(clauses.every((clause) => clause['bonus'] === undefined)
      ? {}
      : dice.maybe(40, () => ({
          bonusCap: dice.one<Plain>([{ percent: '1.5', of: ['managed'] }, { amount: '150.00' }]),
        }))),
  };
}

function drawCaps(dice: Dice, credited: readonly string[]): Plain[] {
  return dice.some(capIds, dice.whole(1, 3)).map((id) => ({
    id,
    ...dice.one<Plain>([{ percent: dice.one(['2', '5.5']), of: ['managed'] }, { amount: '420.50' }]),
    over: { monthly: '1 period', rolling: '3 periods', yearly: 'contract year' }[id],
    excess: dice.one(['lost', 'carried']),
    ...(credited.length > 1 ? dice.maybe(25, () => ({ serviceLevels: dice.some(credited, 2) })) : {}),
  }));
}

function drawPoints(dice: Dice): Plain {
  return dice.one<() => Plain>([
    () => ({ each: { amount: '25' } }),
    () => ({ each: { percent: '0.2' }, of: ['managed'] }),
    () => ({
      bands: [
        { from: '3', below: '10', ...drawPrice(dice, 'percent', 1) },
        { from: '10', ...drawPrice(dice, 'percent', 2) },
      ],
      of: drawBase(dice),
    }),
  ])();
}

export function drawEarnBacks(dice: Dice, { clauses }: DrawnLevels): Plain[] {
  const credited = ids(clauses.filter((clause) => clause['credit'] !== undefined));
  const percents = ids(
    clauses.filter(
      (clause) => clause['credit'] !== undefined && (clause['measure'] as Plain)['kind'] === 'reported',
    ),
  );
  const of = (): Plain => dice.maybe(40, () => ({ of: dice.some(credited, 2) }));
  const paid = (): Plain => dice.maybe(50, () => ({ settledBy: 'bank' }));
  if (credited.length === 0) return [];
  return dice.some<Plain>(
    [
      { id: 'soon', share: '30', after: '1 period met', ...of(), ...paid() },
      { id: 'later', share: '60', after: '2 periods met', ...of(), ...paid() },
      ...(percents.length > 0
        ? [
            {
              id: 'better',
              share: '70',
              after: '1 period exceeded',
              by: '4',
              of: percents.slice(0, 1),
              ...paid(),
            },
          ]
        : []),
      { id: 'annual', share: '100', when: 'year-mean', ...of() },
    ],
    dice.whole(0, 3),
  );
}

/** One exit clause of every kind that the levels allow, of which some are kept. */
export function drawExits(dice: Dice, drawn: DrawnLevels, credits: Plain): Plain[] {
  const conditions = exitConditions(dice, drawn, credits);
  return dice.some(conditions, dice.whole(2, 5)).map((when, index) => {
    const life = dice.percent(60);
    // A cure is measured over days, which an obligation is not, and of days it is not known whether a gate lets them pass.
    const level = drawn.clauses.find(({ id }) => id === when['serviceLevel']);
    const byDays =
      level !== undefined &&
      when['below'] !== 'default' &&
      !['obligation', 'result', 'smoothed', 'reported'].includes(
        (level['measure'] as Plain)['kind'] as string,
      );
    const exercise = dice.percent(50);
    return {
      id: `exit-${index}`,
      clause: `12.${index}`,
      when,
      ...dice.maybe(30, () => ({ scope: ['email'] })),
      ...(life
        ? {
            cure: '20 calendar days',
            cureTest: dice.one(['accepted', 'condition-clears', ...(byDays ? ['measured'] : [])]),
          }
        : {}),
      ...dice.maybe(40, () => ({ noticeWithin: '30 calendar days' })),
      ...dice.maybe(40, () => ({ notice: '30 calendar days' })),
      ...(exercise
        ? { exerciseWithin: '40 calendar days', ...dice.maybe(50, () => ({ exerciseFrom: 'exercisable' })) }
        : {}),
    };
  });
}

function exitConditions(dice: Dice, { clauses, obligations }: DrawnLevels, credits: Plain): Plain[] {
  const level = dice.one(clauses);
  const serviceLevel = level['id'] as string;
  const below = (clause: Plain): Plain =>
    dice.maybe(60, () => ({
      below: dice.one([
        'expected',
        ...((clause['target'] as Plain)['minimum'] === undefined ? [] : ['minimum']),
        ...((clause['credit'] as Plain | undefined)?.['gate'] === undefined ? [] : ['default']),
      ]),
    }));
  const each = clauses.filter((clause) => clause['forEach'] !== undefined);
  const limited = clauses.filter((clause) => {
    const measure = clause['measure'] as Plain;
    return measure['kind'] === 'ticket-share' || JSON.stringify(measure).includes('breachesOf');
  });
  const counted = clauses.filter((clause) =>
    ['ticket-share', 'count', 'change-share'].includes((clause['measure'] as Plain)['kind'] as string),
  );
  const points = mentions(clauses, 'points');
  const caps = (credits['caps'] ?? []) as readonly Plain[];
  const window = (): string => dice.one(['1 period', '3 periods', 'contract year']);
  return [
    { serviceLevel, ...below(level), inARow: dice.whole(1, 3) },
    { serviceLevel, ...below(level), times: 2, of: dice.one(['3 periods', 'contract year']) },
    {
      serviceLevel,
      ...below({ ...level, credit: undefined }),
      meanOver: dice.one(['2 periods', '3 periods']),
    },
    {
      sumOf: 'credits',
      ...dice.one<Plain>([{ atLeast: '300.00' }, { moreThan: '2 percent', of: ['managed'] }]),
      over: window(),
    },
    ...(points ? [{ sumOf: 'points', atLeast: '6 points', over: window() }] : []),
    {
      sumOf: 'downtime',
      service: dice.one<unknown>(['email', ['email', 'core']]),
      moreThan: '6h',
      over: window(),
    },
    {
      sumOf: 'missed-levels',
      atLeast: '3',
      over: window(),
      ...dice.maybe(50, () => ({ except: [serviceLevel] })),
    },
    ...(counted.length > 0
      ? [{ sumOf: 'misses', atLeast: '3', over: window(), serviceLevels: ids(counted) }]
      : []),
    { outage: 'email', longerThan: '5h' },
    ...(limited.length > 0
      ? [{ breachOf: limited[0]!['id'], ...dice.maybe(50, () => ({ overLimitBy: '10h' })) }]
      : []),
    { chronic: ['email', 'core'], outages: 2, longerThan: '20m', within: '30 calendar days' },
    ...(obligations.length > 0
      ? [{ obligation: dice.one(obligations), missed: 1, of: dice.one(['3 periods', 'contract year']) }]
      : []),
    ...(each.length > 0
      ? [
          {
            portfolio: each[0]!['id'],
            ...below(each[0]!),
            atLeast: dice.one(['50 percent', '1']),
            inARow: dice.whole(1, 2),
          },
        ]
      : []),
    ...(caps.length > 0
      ? [{ capReached: 1, of: '3 periods', ...dice.maybe(50, () => ({ cap: caps[0]!['id'] })) }]
      : []),
  ];
}
