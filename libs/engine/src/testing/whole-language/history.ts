import { factIdOf } from '@tallystick/facts';
import { formatInstantSeconds } from '@tallystick/quantities';
import type { FactLine } from '../scenario.js';
import type { DrawnAgreement } from './agreement.js';
import type { Dice } from './dice.js';
import { drawDuties } from './duties.js';
import { type Happening, daySeconds } from './happening.js';
import { drawOperations } from './operations.js';
import { drawReports } from './reports.js';
import { drawTickets } from './tickets.js';

/** All that happens under an agreement, as facts in ledger order. No two happened in the same second. */
export function drawHistory(dice: Dice, agreement: DrawnAgreement): FactLine[] {
  const tickets = drawTickets(dice);
  const operations = drawOperations(dice);
  const events = [...tickets, ...operations];
  const happenings = [...events, ...drawReports(dice, agreement), ...drawDuties(dice, agreement, events)];
  const facts = spread(happenings).map(factOf);
  return [...facts, ...drawDoubts(dice, facts)];
}

/** Moves what happened in the same second apart, later things by a second more. */
function spread(happenings: readonly Happening[]): Happening[] {
  const taken = new Set<number>();
  return happenings.map((happening) => {
    let at = happening.at;
    while (taken.has(at)) at += 1;
    taken.add(at);
    return { ...happening, at };
  });
}

function factOf({ at, type, keys, by, lagDays }: Happening, index: number): FactLine {
  return {
    id: factIdOf(['history', `${index}`], at * 1000),
    type,
    effectiveAt: formatInstantSeconds(at),
    recordedAt: formatInstantSeconds(at + lagDays * daySeconds),
    assertedBy: by,
    ...keys,
  };
}

/** Retractions, contests and their settlement. */
function drawDoubts(dice: Dice, facts: readonly FactLine[]): FactLine[] {
  return dice.some(facts, dice.whole(0, 4)).flatMap((fact, index) => {
    const after = (days: number): { effectiveAt: string; recordedAt: string } => {
      const second = Date.parse(fact['recordedAt'] as string) / 1000 + days * daySeconds + 7 + index;
      const text = formatInstantSeconds(second);
      return { effectiveAt: text, recordedAt: text };
    };
    const about = (name: string, days: number): FactLine => ({
      id: factIdOf([name, `${index}`], 0),
      type: name,
      ...after(days),
      assertedBy: 'client',
      fact: fact['id'],
      ...(name === 'ContestSettled' ? { outcome: dice.one(['upheld', 'rejected']) } : { reason: 'wrong' }),
    });
    if (dice.percent(50)) return [about('FactRetracted', dice.whole(0, 40))];
    return [
      about('FactContested', 3),
      ...(dice.percent(60) ? [about('ContestSettled', dice.whole(4, 40))] : []),
    ];
  });
}
