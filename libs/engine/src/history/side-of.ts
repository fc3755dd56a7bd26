import type { Terms } from '@tallystick/terms';

/** The two sides of an agreement. */
export type Side = 'client' | 'provider';

/** Which side of the agreement says something, by its role or by its name in the terms; none for anybody else. */
export function sideOf(party: string, { parties }: Pick<Terms, 'parties'>): Side | undefined {
  if (party === 'client' || party === parties.client) return 'client';
  if (party === 'provider' || party === parties.provider) return 'provider';
  return undefined;
}
