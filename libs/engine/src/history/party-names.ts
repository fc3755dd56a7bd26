import type { Terms } from '@tallystick/terms';

/** The two sides of an agreement. */
export type Side = 'client' | 'provider';

type Naming = Pick<Terms, 'parties'>;

/**
 * The parties by one name each, since a fact may call a party by its role, by its short name or by its name in the
 * terms: `client`, `provider`, the short name of a third party. A name that the terms do not have stays as it is.
 */
export class PartyNames {
  private readonly names = new Map<string, string>();

  /** @param versions the terms so far; a third party that has left them keeps its name. */
  constructor(versions: readonly Naming[]) {
    for (const { parties } of versions) {
      for (const [short, name] of parties.others) this.names.set(name, short);
    }
    for (const { parties } of versions) {
      for (const short of parties.others.keys()) this.names.set(short, short);
      this.names.set(parties.client, 'client').set(parties.provider, 'provider');
    }
    this.names.set('client', 'client').set('provider', 'provider');
  }

  of(party: string): string {
    return this.names.get(party) ?? party;
  }

  ofOptional(party: string | undefined): string | undefined {
    return party === undefined ? undefined : this.of(party);
  }
  /** Which side of the agreement a name means; none for anybody else. */
  sideOf(party: string): Side | undefined {
    const name = this.of(party);
    return name === 'client' || name === 'provider' ? name : undefined;
  }
}

const namesOfTerms = new WeakMap<Naming, PartyNames>();

/** Which side of the agreement says something, as the terms call it; none for anybody else. */
export function sideOf(party: string, terms: Naming): Side | undefined {
  let names = namesOfTerms.get(terms);
  if (names === undefined) namesOfTerms.set(terms, (names = new PartyNames([terms])));
  return names.sideOf(party);
}
