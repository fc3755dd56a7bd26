import { DecimalNumber, ListOf, Nested, WholeNumber } from '@tallystick/documents';
import { PriceTerms } from '../clauses/price.js';
import { words } from '../resolution/words.js';

export class RepeatTerms {
  @DecimalNumber({ meaning: 'By how much the price of the current band is multiplied; never compounded.' })
  factor!: string;

  @WholeNumber({ min: 2, meaning: 'From which miss in a row on. The miss of the period itself counts.' })
  inARow!: number;
}

/** The keys of every credit, whatever its rule. */
export class CreditTerms {
  @ListOf(words.id, {
    optional: true,
    default: 'none',
    meaning: 'The ids of the charges that percentages are of. Required where a price is a percentage.',
  })
  of?: readonly string[];

  @Nested(() => RepeatTerms, {
    optional: true,
    default: 'misses in a row cost no more',
    meaning: 'What further misses in a row cost.',
  })
  repeat?: RepeatTerms;

  @Nested(() => PriceTerms, {
    optional: true,
    default: 'no limit of its own',
    meaning: 'The most that this service level credits in one period.',
  })
  atMost?: PriceTerms;
}
