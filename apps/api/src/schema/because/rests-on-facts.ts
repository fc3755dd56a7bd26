import { InterfaceType } from '@nestjs/graphql';
import { Kept } from '../common/index.js';

/**
 * Something that names the facts behind it by their ids. The facts themselves are a page (`facts.resolver.ts`), so that
 * a figure with thousands of them costs no more than what is asked for.
 */
@InterfaceType({ description: 'Something with the facts behind it, as the ledger holds them.' })
export abstract class RestsOnFacts {
  @Kept()
  readonly facts!: readonly string[];
}

/** Something that is one fact, or that one fact brought about. */
@InterfaceType({ description: 'Something that one fact brought about, as the ledger holds it.' })
export abstract class NamesFact {
  @Kept()
  readonly fact!: string;
}
