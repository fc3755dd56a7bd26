import { Rational } from '@tallystick/quantities';
import type { Price, RepeatRule } from '@tallystick/terms';
import type { OperandValue } from '../statement/statement.js';

/** What further misses in a row do to the price of the current one (design 3, "multiply"). */
export interface Repeated {
  readonly factor: Rational;
  /** Added once to what the miss costs. */
  readonly surcharge: Price | undefined;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

/**
 * The factor or the surcharge of the current miss: applied to its own price, never compounded with an earlier one.
 *
 * @param missesInARow misses up to and with this period.
 */
export function repeated(rule: RepeatRule | undefined, missesInARow: number): Repeated {
  if (rule === undefined) return { factor: Rational.one, surcharge: undefined, operands: {} };
  switch (rule.kind) {
    case 'factor': {
      const factor = missesInARow >= rule.inARow ? rule.factor : Rational.one;
      return { factor, surcharge: undefined, operands: { repeat: rule.kind, repeatFrom: rule.inARow } };
    }
    case 'surcharge': {
      const surcharge = missesInARow >= rule.inARow ? rule.price : undefined;
      return { factor: Rational.one, surcharge, operands: { repeat: rule.kind, repeatFrom: rule.inARow } };
    }
    case 'escalate': {
      const step = Math.min(Math.max(missesInARow, 1), rule.factors.length);
      return {
        factor: rule.factors[step - 1]!,
        surcharge: undefined,
        operands: { repeat: rule.kind, factors: rule.factors.map((factor) => factor.toDecimal()), step },
      };
    }
  }
}
