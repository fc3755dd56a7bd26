import { Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import { describeTerms } from '../describe/describe-terms.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

const steps = 'levels: [ { after: 50 percent, to: duty manager }, { after: breach, to: director } ]';
const p2 =
  '{ id: p2, measure: { kind: ticket-share, where: { type: incident, priority: [P2, P3] }, clock: response, within: 2h }, target: { atLeast: 90 } }';
const breaches =
  '{ id: late, measure: { kind: count, of: { breachesOf: resolution, within: 4h } }, target: { atMost: 2 } }';

function documentOf(text: string, ...serviceLevels: string[]) {
  const document = exampleWith('', { escalation: `{ id: ladder, ${text} }` });
  const parsed = serviceLevels.map((level) =>
    (exampleWith('', { serviceLevels: level })['serviceLevels'] as unknown[]).at(-1),
  );
  return { ...document, serviceLevels: [...(document['serviceLevels'] as unknown[]), ...parsed] };
}

const ladderOf = (text: string, ...serviceLevels: string[]) =>
  load(documentOf(text, ...serviceLevels)).escalations.get('ladder')!;

describe('an escalation ladder', () => {
  it('takes clock and limits from the only level that counts its tickets, and is for the tickets of that level', () => {
    const ladder = ladderOf(`where: { priority: P1 }, ${steps}`);
    expect(ladder).toMatchObject({
      where: { ticketType: ['incident'], priority: ['P1'] },
      clock: 'resolution',
      within: { otherwise: { kind: 'working-time', seconds: 14_400 } },
      whenMissed: undefined,
    });
    expect(ladder.levels).toEqual([
      {
        level: 1,
        to: 'duty manager',
        after: { kind: 'percent', percent: 50 },
        withinSeconds: 0,
        calendar: undefined,
      },
      { level: 2, to: 'director', after: { kind: 'breach' }, withinSeconds: 0, calendar: undefined },
    ]);
    expect(ladderOf(`where: { priority: P2 }, ${steps}`, p2)).toMatchObject({
      where: { ticketType: ['incident'], priority: ['P2'] },
      clock: 'response',
    });
  });

  it('may name the level, also a count of breaches', () => {
    expect(ladderOf(`serviceLevel: p2, where: { service: core }, ${steps}`, p2)).toMatchObject({
      where: { priority: ['P2', 'P3'], service: ['core'] },
      clock: 'response',
    });
    expect(ladderOf(`serviceLevel: late, ${steps}`, breaches)).toMatchObject({ clock: 'resolution' });
  });

  it('may name the clock of the level', () => {
    const both = `{ id: again, measure: { kind: ticket-share, where: { priority: P1 }, clock: response, within: 1h }, target: { atLeast: 90 } }`;
    expect(ladderOf(`where: { priority: P1 }, clock: response, ${steps}`, both)).toMatchObject({
      clock: 'response',
      within: { otherwise: { seconds: 3600 } },
    });
  });

  it('may have limits of its own', () => {
    const ladder = ladderOf(
      `where: { type: request }, clock: response, within: { P1: 1h, else: 1d }, clause: "5", levels: [ { after: 30m, to: lead, within: 15m, calendar: office } ], whenMissed: { credit: { fixed: 25 } }`,
    );
    expect(ladder).toMatchObject({
      clause: '5',
      where: { ticketType: ['request'], priority: undefined },
      clock: 'response',
      within: { otherwise: { kind: 'working-time', seconds: 30_600 } },
      levels: [{ after: { kind: 'time', seconds: 1800 }, withinSeconds: 900, calendar: 'office' }],
      whenMissed: {
        credit: { price: { kind: 'money', amount: Rational.of(25) }, base: undefined },
        notReported: undefined,
        relief: false,
      },
    });
    expect(ladder.within.byPriority.get('P1')).toEqual({ kind: 'working-time', seconds: 3600 });
  });

  it('has words', () => {
    const terms = load(
      documentOf(
        `where: { priority: P1 }, levels: [ { after: 50 percent, to: lead, within: 15m }, { after: 3h, to: manager, calendar: office }, { after: breach, to: director } ], whenMissed: { credit: { points: 1 } }`,
      ),
    );
    const section = describeTerms(terms).find(({ heading }) => heading === 'Escalation')!;
    expect(section.clauses[0]!.lines).toEqual([
      'For tickets of type incident, priority P1, by the clock resolution and its limit (4 hours of working time):',
      'Step 1, after 50 % of the limit, within 15 minutes of working time: to lead.',
      'Step 2, after 3 hours of working time (calendar office): to manager.',
      'Step 3, when the limit is exceeded: to director.',
      'Each that is not taken in time costs 1 point.',
    ]);
  });

  it.each([
    [
      'tickets that no level counts',
      `where: { priority: P4 }, ${steps}`,
      '| It says no limits, and no `ticket-share` level counts the tickets that it names. | Write `serviceLevel`',
    ],
    [
      'tickets that several levels count',
      `where: { type: incident }, ${steps}`,
      '| It says no limits, and several service levels count its tickets: p1-resolution, p2.',
    ],
    ['an unknown level', `serviceLevel: p1, ${steps}`, '.serviceLevel | There is no service level `p1`.'],
    [
      'a level without limits',
      `serviceLevel: email-availability, ${steps}`,
      '.serviceLevel | The service level `email-availability` has no limits.',
    ],
    [
      'tickets that the level does not count',
      `serviceLevel: p1-resolution, where: { priority: P2 }, ${steps}`,
      '.where | The service level `p1-resolution` does not count all of these tickets.',
    ],
    [
      'two limits',
      `serviceLevel: p1-resolution, clock: resolution, within: 4h, ${steps}`,
      '.serviceLevel | `serviceLevel` and `within` exclude each other.',
    ],
    [
      'two clocks',
      `serviceLevel: p1-resolution, clock: resolution, ${steps}`,
      '.clock | The service level says the clock already.',
    ],
    ['limits of no clock', `within: 4h, ${steps}`, '.clock | It is missing.'],
    ['an unknown clock', `clock: respons, ${steps}`, '.clock | There is no clock `respons`.'],
    ['an unknown clock of limits', `clock: respons, within: 4h, ${steps}`, '.clock | There is no clock'],
    ['no steps', 'where: { priority: P1 }, levels: []', '.levels | It has 0 items.'],
    [
      'steps out of order',
      'where: { priority: P1 }, levels: [ { after: breach, to: a }, { after: 99 percent, to: b } ]',
      '.levels[1].after | The step is due before the one that it follows.',
    ],
    [
      'times out of order',
      'where: { priority: P1 }, levels: [ { after: 2h, to: a }, { after: breach, to: b }, { after: 1h, to: c } ]',
      '.levels[2].after | The step is due before the one that it follows.',
    ],
    [
      'no time',
      'where: { priority: P1 }, levels: [ { after: 0h, to: a } ]',
      '.levels[0].after | 0h is no time',
    ],
    [
      'a step that is none',
      'where: { priority: P1 }, levels: [ { after: 50 %, to: a } ]',
      '.levels[0].after | "50 %" is not when a step is due.',
    ],
    [
      'an unknown calendar',
      'where: { priority: P1 }, levels: [ { after: breach, to: a, calendar: offce } ]',
      '.levels[0].calendar | There is no calendar `offce`.',
    ],
  ])('refuses %s', (_what, text, expected) => {
    const errors = errorsOf(documentOf(text, p2));
    const whole = `escalation[0]${expected.startsWith('|') ? ' ' : ''}${expected}`;
    expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
  });

  it('does not miss a level that is there with errors of its own', () => {
    const broken = p2.replace('clock: response', 'clock: respons');
    expect(errorsOf(documentOf(`where: { priority: P2 }, ${steps}`, broken))).toHaveLength(1);
  });
});
