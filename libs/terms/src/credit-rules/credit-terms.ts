import { Choice, Field, Nested, OneOf } from '@tallystick/documents';
import { type AuthoredChargeBase, chargeBase } from '../clauses/charge-base.js';
import { PriceTerms } from '../clauses/price.js';
import type { ServiceLevelCredit } from '../model/service-level.js';
import { words } from '../resolution/words.js';
import { type AuthoredGate, gateDocuments } from './gate.js';
import { type AuthoredRepeat, repeatDocuments } from './repeat.js';

/** The keys of every credit, whatever its rule. */
export class CreditTerms {
  @Field(chargeBase, {
    optional: true,
    default: 'none',
    meaning:
      'What percentages, days and refunds are of: the ids of the charges, or an object. Required where a price needs it.',
  })
  of?: AuthoredChargeBase;

  @Field(words.id, {
    optional: true,
    meaning:
      'For prices in `weight`, and only there: the at-risk pool (`credits.atRisk.pools`) that they are of.',
  })
  pool?: string;

  @OneOf({
    kinds: gateDocuments,
    optional: true,
    default: 'every miss has its price',
    meaning: 'Which misses have a price.',
  })
  gate?: AuthoredGate;

  @OneOf({
    kinds: repeatDocuments,
    optional: true,
    default: 'misses in a row cost no more',
    meaning: 'What further misses in a row cost.',
  })
  repeat?: AuthoredRepeat;

  @Nested(() => PriceTerms, {
    optional: true,
    default: 'no limit of its own',
    meaning: 'The most that this service level credits in one period.',
  })
  atMost?: PriceTerms;

  @Choice(['each-period', 'only-new'], {
    optional: true,
    default: '`each-period`',
    meaning:
      '`only-new`, for units (`perUnit`, or `fixed` per event) of a level with a `window` that reaches back: units that ' +
      'the window has priced in an earlier period already are not priced again.',
  })
  counting?: ServiceLevelCredit['counting'];
}
