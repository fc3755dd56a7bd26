import { Choice, DecimalNumber, Field, ListOf, OneOf, Text } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import type { CreditCap, CreditRules } from '../model/credit-rules.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct, periodCount, positiveNumber } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';

class CapTerms {
  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Field(words.periods, {
    optional: true,
    default: '`1 period`',
    meaning: 'Over which window the cap holds. This version evaluates `1 period`.',
  })
  over?: string;

  @Choice(['lost'], {
    notYet: ['carried'],
    optional: true,
    default: '`lost`',
    meaning: 'What becomes of credits beyond the cap.',
  })
  excess?: 'lost';
}

export class PercentCap extends CapTerms {
  @DecimalNumber({ meaning: 'The cap as a percentage of the charges named in `of`.' })
  percent!: string;

  @ListOf(words.id, { min: 1, meaning: 'The ids of the charges.' })
  of!: readonly string[];
}

export class AmountCap extends CapTerms {
  @DecimalNumber({ meaning: "The cap as money in the agreement's currency." })
  amount!: string;
}

export class CreditRulesClause {
  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Choice(['sum'], {
    notYet: ['highest', 'one-per-incident', 'critical-displaces'],
    optional: true,
    default: '`sum`',
    meaning: 'How the credits of a period come together.',
  })
  combine?: 'sum';

  @OneOf({
    kinds: { percent: () => PercentCap, amount: () => AmountCap },
    optional: true,
    default: 'no cap',
    meaning: 'The most that all credits of a period come to.',
  })
  cap?: PercentCap | AmountCap;

  @Choice(['automatic'], {
    notYet: ['on-claim'],
    optional: true,
    default: '`automatic`',
    meaning: 'Whether credits are owed without being claimed.',
  })
  claim?: 'automatic';
}

export const noCreditRules: CreditRules = Object.freeze({
  clause: undefined,
  combine: 'sum',
  cap: undefined,
});

export function resolveCreditRules(
  authored: CreditRulesClause,
  path: string,
  resolution: Resolution,
): CreditRules {
  return Object.freeze({
    clause: authored.clause,
    combine: authored.combine ?? 'sum',
    cap: authored.cap && resolveCap(authored.cap, `${path}.cap`, resolution),
  });
}

function resolveCap(
  authored: PercentCap | AmountCap,
  path: string,
  resolution: Resolution,
): CreditCap | undefined {
  if (periodCount(authored.over ?? '1 period') !== 1) {
    resolution.problem(
      `${path}.over`,
      'A cap over several periods is part of the language but this version does not evaluate it yet.',
      'Write `1 period`; a later version evaluates longer windows.',
    );
  }
  const about = { clause: authored.clause, overPeriods: 1, excess: 'lost' } as const;
  if ('amount' in authored) {
    positiveNumber(authored.amount, `${path}.amount`, resolution);
    const limit = Object.freeze({ kind: 'money', amount: Rational.parse(authored.amount) } as const);
    return Object.freeze({ ...about, limit });
  }
  positiveNumber(authored.percent, `${path}.percent`, resolution);
  resolution.checkCharges(authored.of, `${path}.of`);
  checkDistinct(authored.of, `${path}.of`, resolution);
  const limit = Object.freeze({
    kind: 'percent',
    percent: Rational.parse(authored.percent),
    of: Object.freeze([...authored.of]),
  } as const);
  return Object.freeze({ ...about, limit });
}
