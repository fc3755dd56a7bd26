/**
 * What a member of an agreement does there. Each role may do everything that the one before it may, but for `arbiter`,
 * who stands outside: reads everything and settles contests.
 *
 * - `reader` sees everything of the agreement;
 * - `contributor` also records what its party may assert, contests, claims relief (provider) and credits (client);
 * - `manager` also decides for its party: relief, contests, invoices and disputes, exit notices, waivers;
 * - `keeper` (of the client, whose record this is) also signs, amends, imports and seals statements.
 */
export const roles = ['reader', 'contributor', 'manager', 'keeper', 'arbiter'] as const;

export type Role = (typeof roles)[number];
