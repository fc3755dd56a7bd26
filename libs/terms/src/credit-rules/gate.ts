import { Choice, Field, WholeNumber } from '@tallystick/documents';
import type { Gate } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { periodCount } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { CreditContext } from './credit-rule-kind.js';

class GateTerms {
  @Choice(['at-once', 'counted'], {
    optional: true,
    default: '`counted`',
    meaning:
      'What holds for a miss of the `minimum`. `at-once`: it has its price whatever went before. `counted`: it counts as ' +
      'any other.',
  })
  belowMinimum?: Gate['belowMinimum'];
}

export class TimesOfGate extends GateTerms {
  @WholeNumber({
    min: 2,
    meaning: 'From which miss within the window on. The miss of the period itself counts.',
  })
  times!: number;

  @Field(words.periods, { meaning: 'The window: the last so many periods, the current one among them.' })
  of!: string;
}

export class InARowGate extends GateTerms {
  @WholeNumber({ min: 2, meaning: 'From which miss in a row on. The miss of the period itself counts.' })
  inARow!: number;
}

export type AuthoredGate = TimesOfGate | InARowGate;

export const gateDocuments = { times: () => TimesOfGate, inARow: () => InARowGate };

export function resolveGate(
  authored: AuthoredGate,
  context: CreditContext,
  path: string,
  resolution: Resolution,
): Gate | undefined {
  if (authored.belowMinimum === 'at-once' && context.target !== undefined && !context.target.minimum) {
    resolution.problem(
      `${path}.belowMinimum`,
      'The target has no minimum that could be missed.',
      'Leave it out, or add `minimum` to the target.',
    );
  }
  const belowMinimum = authored.belowMinimum ?? 'counted';
  if (authored instanceof InARowGate) {
    return Object.freeze({ kind: 'in-a-row', count: authored.inARow, belowMinimum });
  }
  const ofPeriods = periodCount(authored.of);
  if (authored.times > ofPeriods) {
    return resolution.problem(
      `${path}.times`,
      `Within ${authored.of} there are never ${authored.times} misses.`,
      `Write at most ${ofPeriods}, or a longer window.`,
    );
  }
  return Object.freeze({ kind: 'times-of', times: authored.times, ofPeriods, belowMinimum });
}
