import { Choice, DecimalNumber } from '@tallystick/documents';
import type { CreditRules } from '../model/credit-rules.js';
import type { Resolution } from '../resolution/resolution.js';
import { positiveNumber } from '../resolution/values.js';

class BelowMinimum {
  @Choice(['lost', 'carried'], {
    optional: true,
    default: '`lost`',
    meaning:
      "What becomes of credits that are not paid. `carried`: they are added to the next period's credits.",
  })
  below?: 'lost' | 'carried';
}

export class PayableAtLeast extends BelowMinimum {
  @DecimalNumber({ meaning: 'Credits of a period that come to less are not paid.' })
  atLeast!: string;
}

export class PayableMoreThan extends BelowMinimum {
  @DecimalNumber({ meaning: 'Credits of a period that come to this or less are not paid.' })
  moreThan!: string;
}

export type AuthoredMinimum = PayableAtLeast | PayableMoreThan;
export const minimumDocuments = { atLeast: () => PayableAtLeast, moreThan: () => PayableMoreThan };

export function resolveMinimum(
  authored: AuthoredMinimum,
  path: string,
  resolution: Resolution,
): CreditRules['minimumPayable'] {
  const strict = authored instanceof PayableMoreThan;
  const [key, text] = strict ? ['moreThan', authored.moreThan] : ['atLeast', authored.atLeast];
  const amount = positiveNumber(text, `${path}.${key}`, resolution);
  return amount && Object.freeze({ amount, strict, below: authored.below ?? 'lost' });
}
