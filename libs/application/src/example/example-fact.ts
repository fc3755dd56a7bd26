import { factIdOf, type FactType, newFact, type NewFact, type NewFactFields } from '@tallystick/facts';
import { type EpochSeconds, formatInstantSeconds } from '@tallystick/quantities';

/** A made-up fact, and when the ledger learns of it. */
export interface ExampleFact {
  readonly fact: NewFact;
  readonly learntAt: EpochSeconds;
}

/** Collects the facts of one example; their ids follow from the seed, so that the same seed gives the same facts. */
export class ExampleFacts {
  readonly facts: ExampleFact[] = [];
  private readonly seed: number;
  private readonly until: EpochSeconds;

  /** @param until nothing that happens later is part of the example. */
  constructor(seed: number, until: EpochSeconds) {
    this.seed = seed;
    this.until = until;
  }

  /** Adds a fact and gives its id. `learntLaterSeconds`: how long after it happened the ledger learns of it. */
  add<T extends FactType>(
    type: T,
    at: EpochSeconds,
    subject: string,
    payload: Omit<NewFactFields<T>, 'id' | 'effectiveAt' | 'assertedBy' | 'source'>,
    options: { readonly party?: string; readonly learntLaterSeconds?: number } = {},
  ): string {
    const id = factIdOf(['example', String(this.seed), type, subject, String(at)], at * 1000);
    const fact = newFact(type, {
      ...payload,
      id,
      effectiveAt: formatInstantSeconds(at),
      assertedBy: { party: options.party ?? 'provider' },
    } as NewFactFields<T>) as NewFact;
    if (at < this.until) this.facts.push({ fact, learntAt: at + (options.learntLaterSeconds ?? 0) });
    return id;
  }
}
