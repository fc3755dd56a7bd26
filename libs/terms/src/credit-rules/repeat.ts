import { DecimalNumber, joinPath, ListOf, Nested, shape, WholeNumber } from '@tallystick/documents';
import { PriceTerms, readPrice } from '../clauses/price.js';
import type { RepeatRule } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { positiveNumber } from '../resolution/values.js';

const fromWhich = 'From which miss in a row on. The miss of the period itself counts.';

export class RepeatFactor {
  @DecimalNumber({ meaning: 'By how much the price of the current band is multiplied; never compounded.' })
  factor!: string;

  @WholeNumber({ min: 2, meaning: fromWhich })
  inARow!: number;
}

export class RepeatSurcharge {
  @Nested(() => PriceTerms, { meaning: 'What is added to the price of the period, once each period.' })
  surcharge!: PriceTerms;

  @WholeNumber({ min: 2, meaning: fromWhich })
  inARow!: number;
}

export class RepeatEscalation {
  @ListOf(shape.decimal(), {
    min: 2,
    meaning:
      'By how much the price of the first, second, … miss in a row is multiplied; that of further ones by the last.',
  })
  escalate!: readonly string[];
}

export type AuthoredRepeat = RepeatFactor | RepeatSurcharge | RepeatEscalation;

export const repeatDocuments = {
  factor: () => RepeatFactor,
  surcharge: () => RepeatSurcharge,
  escalate: () => RepeatEscalation,
};

export function resolveRepeat(
  authored: AuthoredRepeat,
  path: string,
  resolution: Resolution,
): RepeatRule | undefined {
  if (authored instanceof RepeatFactor) {
    const factor = positiveNumber(authored.factor, `${path}.factor`, resolution);
    return factor && Object.freeze({ kind: 'factor', factor, inARow: authored.inARow });
  }
  if (authored instanceof RepeatSurcharge) {
    const price = readPrice(authored.surcharge, `${path}.surcharge`, resolution);
    return price && Object.freeze({ kind: 'surcharge', price, inARow: authored.inARow });
  }
  const escalatePath = `${path}.escalate`;
  const factors = authored.escalate.flatMap((text, index) => {
    const factor = positiveNumber(text, joinPath(escalatePath, index), resolution);
    return factor === undefined ? [] : [factor];
  });
  if (!resolution.isSound(escalatePath)) return undefined;
  return Object.freeze({ kind: 'escalate', factors: Object.freeze(factors) });
}
