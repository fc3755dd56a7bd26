import { expect } from 'vitest';
import { evaluatePeriods } from '../statement/make-statement.js';
import { periodsBegunBy } from '../statement/periods-of.js';
import type { Knowledge } from '../statement/statement-input.js';
import { statementBytes } from '../statement/statement-bytes.js';
import { Dice } from '../testing/whole-language/dice.js';
import { play, recordedAt } from '../testing/whole-language/world.js';
import { Timeline } from '../timeline/index.js';
import { law } from './law.js';

/** The last instant that any of the periods stated has begun by. */
const statedUntil = Date.UTC(2025, 6, 2);

function statementsOf(known: Knowledge, valuedAt: number | undefined): string[] {
  const to = periodsBegunBy(known, Math.min(known.knownAt.recordedAt, statedUntil)).at(-1)?.label;
  if (to === undefined) return [];
  const valued = valuedAt === undefined ? {} : { valuedAt };
  return evaluatePeriods({ ...known, to, ...valued }).map(statementBytes);
}

law(
  'what is kept of a timeline while it grows changes no statement, nor does when it was asked what',
  { worlds: 6, first: 300 },
  (world, seed) => {
    const dice = new Dice(seed + 11);
    const { facts, zones } = play(world);
    const growing = new Timeline();
    const known = (timeline: Timeline, position: number): Knowledge => ({
      timeline: timeline.knownAt(position),
      knownAt: { position, recordedAt: Date.parse(recordedAt(world[position - 1]!)) },
      chainHash: '00',
      zones,
    });
    let added = 0;
    while (added < facts.length) {
      const until = Math.min(facts.length, added + dice.whole(1, Math.ceil(facts.length / 4)));
      for (; added < until; added += 1) growing.add(added + 1, facts[added]!);
      // Now, and sometimes what was known before, or what it comes to long after.
      const asked = dice.percent(40) ? [added, dice.whole(1, added)] : [added];
      for (const position of asked) {
        const fresh = new Timeline();
        facts.slice(0, position).forEach((fact, index) => fresh.add(index + 1, fact));
        const later = dice.percent(30) ? Date.UTC(2025, 9, 1) : undefined;
        expect(statementsOf(known(growing, position), later)).toEqual(
          statementsOf(known(fresh, position), later),
        );
      }
    }
  },
);
