import type { TermsVersion } from '@tallystick/terms';

/**
 * The parties by one name each, since a fact may call a party by its role, by its short name or by its name in the
 * terms: `client`, `provider`, the short name of a third party. A name that the terms do not have stays as it is.
 */
export class PartyNames {
  private readonly names = new Map<string, string>();

  /** @param versions the terms so far; a third party that has left them keeps its name. */
  constructor(versions: readonly TermsVersion[]) {
    for (const { terms } of versions) {
      for (const [short, name] of terms.parties.others) this.names.set(name, short);
    }
    for (const { terms } of versions) {
      for (const short of terms.parties.others.keys()) this.names.set(short, short);
      this.names.set(terms.parties.client, 'client').set(terms.parties.provider, 'provider');
    }
    this.names.set('client', 'client').set('provider', 'provider');
  }

  of(party: string): string {
    return this.names.get(party) ?? party;
  }

  ofOptional(party: string | undefined): string | undefined {
    return party === undefined ? undefined : this.of(party);
  }
}
