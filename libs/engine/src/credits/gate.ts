import type { Gate, ServiceLevel } from '@tallystick/terms';
import type { GateOutcome, LevelStanding, PeriodOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import { levelHistory } from './level-history.js';

/**
 * Whether a missed period has its price (design 3, "gate"). Every miss of the level counts, whether it had a price or
 * not, back to where the level's history starts afresh. A window of m periods holds the period itself and the m − 1
 * before it, so that a miss m periods ago has dropped out. Undefined where the level's credit has no gate.
 */
export function gateOf(
  context: PeriodContext,
  standing: LevelStanding,
  clause: ServiceLevel,
): GateOutcome | undefined {
  const gate = clause.credit?.gate;
  if (gate === undefined) return undefined;
  const atOnce = gate.belowMinimum === 'at-once' && standing.belowMinimum;
  switch (gate.kind) {
    case 'times-of':
      return timesOf(gate, missedBefore(context, standing, gate.ofPeriods - 1), atOnce);
    case 'in-a-row': {
      const misses = standing.missesInARow;
      return {
        open: atOnce || misses >= gate.count,
        misses,
        needed: gate.count,
        operands: { gate: gate.kind, misses, needed: gate.count, belowMinimumAtOnce: atOnce },
      };
    }
  }
}

function timesOf(
  gate: Extract<Gate, { kind: 'times-of' }>,
  before: readonly PeriodOutcome[],
  atOnce: boolean,
): GateOutcome {
  const misses = before.length + 1;
  return {
    open: atOnce || misses >= gate.times,
    misses,
    needed: gate.times,
    operands: {
      gate: gate.kind,
      misses,
      needed: gate.times,
      ofPeriods: gate.ofPeriods,
      missedBefore: before.map(({ period }) => period.label),
      belowMinimumAtOnce: atOnce,
    },
  };
}

/** The missed ones among the last n periods before this one that belong to the level's history, oldest first. */
function missedBefore(
  { earlier }: PeriodContext,
  standing: LevelStanding,
  periods: number,
): readonly PeriodOutcome[] {
  return levelHistory(earlier, standing, periods).filter(
    ({ levels }) => levels.get(standing.id)?.verdict === 'missed',
  );
}
