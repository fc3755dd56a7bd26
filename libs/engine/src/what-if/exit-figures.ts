import type { Rational } from '@tallystick/quantities';
import { exitsAt } from '../exits/exit-history.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import type { ExitUnit } from '../statement/exits.js';
import type { MoneyForm } from '../statement/texts.js';
import { type ClauseFigure, type ClauseFigures, word } from './clause-figures.js';
import type { SimulatedUnit } from './simulation.js';

/** Where each exit right stands at the end of the last of some periods. */
export function exitFigures(
  world: PeriodWorld,
  outcomes: readonly PeriodOutcome[],
  money: MoneyForm,
): ClauseFigures[] {
  return exitsAt(world, outcomes).map(({ trigger, state, finding }) => {
    const unit = unitOf(finding.unit);
    const figure = (value: Rational | undefined): ClauseFigure => {
      const text = value === undefined ? null : unit === 'money' ? money.text(value) : value.toDecimal();
      return { unit, value: text, total: 'last' };
    };
    return {
      kind: 'exit',
      id: trigger.id,
      clause: trigger.clause,
      figures: {
        state: word(state, 'exit-states'),
        reached: figure(finding.reached),
        threshold: figure(finding.threshold),
        distance: figure(finding.distance),
      },
    };
  });
}

function unitOf(unit: ExitUnit): SimulatedUnit {
  switch (unit) {
    case 'money':
    case 'points':
    case 'seconds':
    case 'percent':
    case 'number':
      return unit;
    case 'periods':
    case 'levels':
    case 'misses':
    case 'outages':
    case 'occurrences':
    case 'conditions':
      return 'count';
  }
}
