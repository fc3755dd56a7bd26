import { ObjectType } from '@nestjs/graphql';
import { Decimal } from '../scalars/index.js';
import { Has } from './fields.js';

@ObjectType({ description: 'An amount of money in a currency. Negative: owed the other way round.' })
export class Money {
  @Has(() => Decimal, 'The amount with the decimal places of the currency.')
  readonly amount!: string;

  @Has(() => String, 'The ISO 4217 code of the currency, e.g. "EUR".')
  readonly currency!: string;
}
