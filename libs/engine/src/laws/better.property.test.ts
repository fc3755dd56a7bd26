import { formatInstantSeconds, Rational } from '@tallystick/quantities';
import { factIdOf } from '@tallystick/facts';
import { expect } from 'vitest';
import type { Plain } from '../testing/whole-language/plain.js';
import { Dice } from '../testing/whole-language/dice.js';
import { inLedgerOrder, play, type World } from '../testing/whole-language/world.js';
import { without, withoutFacts } from './exceptions.js';
import { law } from './law.js';
import { exactly } from './money.js';
import { notMonotone, owedSooner } from './not-monotone.js';
import { allStatements } from './statements.js';

/** Other claims of relief, and claims of credits, which may name less than the credit. */
const unrelated = ['ReliefClaimed', 'ReliefGranted', 'ReliefRefused', 'CreditClaimed'];

/** What a period comes to. */
interface Money {
  readonly label: string;
  readonly combined: Rational;
  readonly payable: Rational;
  /** The steps of ladders that were missed in it. */
  readonly steps: readonly string[];
}

function moneyOf(world: World): Money[] {
  return allStatements(play(world)).map(({ period, credits, obligations }) => ({
    label: period.label,
    combined: exactly(credits.combined.exact),
    payable: Rational.parse(credits.payable),
    steps: obligations.escalations.flatMap(({ missed }) =>
      missed.flatMap(({ key, state }) => (state === 'missed' ? key : [])),
    ),
  }));
}

/**
 * A step of a ladder that a paused clock reaches later, and that is not taken then either, costs something in another
 * period: such a world says nothing about the law.
 *
 * @returns whether anything became less.
 */
function expectNoMore(better: World, worse: World): boolean {
  const before = moneyOf(worse);
  const after = moneyOf(better);
  if (after.some(({ steps }, index) => steps.some((step) => !before[index]!.steps.includes(step))))
    return false;
  after.forEach((now, index) => {
    const then = before[index]!;
    expect(
      now.combined.compare(then.combined),
      `${now.label}: ${now.combined.toDecimal()} is more than ${then.combined.toDecimal()}`,
    ).toBeLessThanOrEqual(0);
    expect(now.payable.compare(then.payable), `${now.label}: payable`).toBeLessThanOrEqual(0);
  });
  return after.some((now, index) => !now.combined.equals(before[index]!.combined));
}

/** Claims of relief for what delayed some tickets and outages, decided by both parties alike. */
function claimsOf(world: World, dice: Dice, type: 'ReliefGranted' | 'ReliefRefused'): World {
  const delayed = world.filter((line) => line.type === 'TicketOpened' || line.type === 'OutageBegan');
  return dice.some(delayed, 6).flatMap((line, index) => {
    const from = Date.parse(line.effectiveAt) / 1000 - dice.one([0, 1800]);
    const until = from + dice.one([1, 5, 70]) * 3600;
    const relief = { relief: `granted-${index}` };
    const fact = (name: string, at: number, by: string, keys: Plain): World[number] => {
      const instant = formatInstantSeconds(at);
      return {
        id: factIdOf([name, by, `${index}`], 0),
        type: name,
        effectiveAt: instant,
        recordedAt: instant,
        assertedBy: by,
        ...relief,
        ...keys,
      };
    };
    const about = dice.one<Plain>([
      {},
      line.type === 'OutageBegan' ? { services: [line['service']] } : { tickets: [line['ticket']] },
    ]);
    const claimed = {
      cause: 'client network',
      from: formatInstantSeconds(from),
      until: formatInstantSeconds(until),
      ...about,
    };
    return [
      fact('ReliefClaimed', until + 1, 'provider', claimed),
      fact(type, until + 2, 'client', {}),
      fact(type, until + 3, 'provider', {}),
    ];
  });
}

let relieved = 0;

law(
  'a granted relief never raises what is payable of any period',
  { worlds: 25, first: 300, after: () => void expect(relieved).toBeGreaterThan(5) },
  (world, seed) => {
    const plain = withoutFacts(without(world, notMonotone), unrelated);
    const [refused, granted] = (['ReliefRefused', 'ReliefGranted'] as const).map((type) =>
      inLedgerOrder([...plain, ...claimsOf(plain, new Dice(seed), type)]),
    );
    if (expectNoMore(granted!, refused!)) relieved += 1;
  },
);

/** Some things went better: reported figures, the ends of outages, the resolutions of tickets. */
function improved(world: World, dice: Dice): World {
  const types = ['MeasurementReported', 'OutageEnded', 'TicketResolved'];
  const chosen = new Set(
    dice.some(
      world.filter(({ type }) => types.includes(type)),
      8,
    ),
  );
  // Every figure of a level and period alike: two parties that agreed still do.
  const figureOf = (line: World[number]): string =>
    `${String(line['serviceLevel'])} ${String(line['period'])}`;
  const figures = new Set([...chosen].filter(({ type }) => type === types[0]).map(figureOf));
  return world.map((line) => {
    if (!chosen.has(line) && !(line.type === types[0] && figures.has(figureOf(line)))) return line;
    return line.type === 'MeasurementReported' ? { ...line, ...betterFigure(line) } : earlier(world, line);
  });
}

/** After a third of the time since what last happened to the same ticket or outage. */
function earlier(world: World, line: World[number]): World[number] {
  const key = line.type === 'OutageEnded' ? 'outage' : 'ticket';
  const was = Date.parse(line.effectiveAt) / 1000;
  const before = world
    .filter((other) => other[key] === line[key])
    .map((other) => Date.parse(other.effectiveAt) / 1000)
    .filter((at) => at < was);
  if (before.length === 0) return line;
  const last = Math.max(...before);
  return { ...line, effectiveAt: formatInstantSeconds(last + Math.floor((was - last) / 3)) };
}

/** Higher for percentages, lower for numbers. */
function betterFigure(line: World[number]): Plain {
  const percent = (line['serviceLevel'] as string).includes('percent');
  if (line['numerator'] !== undefined) return { numerator: line['denominator'] };
  const figure = Rational.parse(line['value'] as string);
  const half = Rational.of(1, 2);
  const better = percent ? figure.plus(Rational.hundred).times(half) : figure.times(half);
  return { value: better.toDecimal() };
}

let bettered = 0;

law(
  'a better measurement never raises a credit',
  { worlds: 25, first: 400, after: () => void expect(bettered).toBeGreaterThan(5) },
  (world, seed) => {
    const plain = withoutFacts(without(world, [...notMonotone, ...owedSooner]), unrelated);
    if (expectNoMore(improved(plain, new Dice(seed + 13)), plain)) bettered += 1;
  },
);
