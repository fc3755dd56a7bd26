import { expect } from 'vitest';
import { makeStatement } from '../statement/make-statement.js';
import { periodsBegunBy } from '../statement/periods-of.js';
import { statementBytes } from '../statement/statement-bytes.js';
import { Dice } from '../testing/whole-language/dice.js';
import { knownBy, play, type World } from '../testing/whole-language/world.js';
import { Timeline } from '../timeline/index.js';
import { law } from './law.js';
import { allStatements } from './statements.js';

/**
 * Another order in which the same facts could have been recorded. What is about another fact stands after it: the
 * ledger takes no other order. Nothing happened in the same second, and no two amendments hold from the same day, so
 * that nothing is left for the order of recording to decide.
 */
function shuffled(world: World, seed: number): World {
  const dice = new Dice(seed + 7);
  const [signed, ...others] = world;
  // Of several figures of a level and period the one known last counts, so that theirs is an order of its own.
  const keepsItsPlace = (line: World[number]): boolean =>
    line.type === 'MeasurementReported' ||
    ['TermsRescinded', 'FactRetracted', 'FactContested', 'ContestSettled'].includes(line.type) ||
    (line.type === 'TermsAmended' && line['kind'] === 'correction');
  const left = others.filter((line) => !keepsItsPlace(line));
  const mixed: World[number][] = [];
  while (left.length > 0) mixed.push(left.splice(dice.whole(0, left.length - 1), 1)[0]!);
  return [signed!, ...mixed, ...others.filter(keepsItsPlace)];
}

law('the order in which facts were recorded changes nothing', { worlds: 30 }, (world, seed) => {
  const [first, other] = [world, shuffled(world, seed)].map((lines) =>
    allStatements(play(lines)).map(statementBytes),
  );
  expect(other).toEqual(first);
});

law('a fact that is recorded again changes nothing', { worlds: 15, first: 100 }, (world, seed) => {
  const scenario = play(world);
  const known = scenario.knowledge(scenario.position, knownBy);
  const timeline = new Timeline();
  const positions = scenario.facts.map((_, index) => index);
  const again = new Dice(seed).some(positions, 10);
  for (const index of [...positions, ...again]) timeline.add(index + 1, scenario.facts[index]!);
  const label = periodsBegunBy(known, Date.UTC(2025, 4, 2)).at(-1)!.label;
  const [once, twice] = [known.timeline, timeline].map((one) =>
    statementBytes(makeStatement({ ...known, timeline: one, period: label })),
  );
  expect(twice).toBe(once);
});
