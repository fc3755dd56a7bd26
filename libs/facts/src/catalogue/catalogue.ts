import { accountabilityFacts } from './accountability-facts.js';
import { agreementFacts } from './agreement-facts.js';
import { changeFacts } from './change-facts.js';
import { exitFacts } from './exit-facts.js';
import type { FactDeclaration } from './field.js';
import { ledgerFacts } from './ledger-facts.js';
import { measurementFacts } from './measurement-facts.js';
import { moneyFacts } from './money-facts.js';
import { obligationFacts } from './obligation-facts.js';
import { projectFacts } from './project-facts.js';
import { reliefFacts } from './relief-facts.js';
import { serviceFacts } from './service-facts.js';
import { ticketFacts } from './ticket-facts.js';

/**
 * The one catalogue of facts (design 2): type → family, schema, meaning, fields, rules. Validation, the TypeScript
 * types, the writer of canonical bytes and docs/reference/facts.md are all made from it.
 */
export const factCatalogue = Object.freeze({
  ...agreementFacts,
  ...ticketFacts,
  ...changeFacts,
  ...serviceFacts,
  ...measurementFacts,
  ...obligationFacts,
  ...projectFacts,
  ...accountabilityFacts,
  ...reliefFacts,
  ...moneyFacts,
  ...exitFacts,
  ...ledgerFacts,
}) satisfies Readonly<Record<string, FactDeclaration>>;

export type FactType = keyof typeof factCatalogue;

export const factTypes: readonly FactType[] = Object.freeze(Object.keys(factCatalogue) as FactType[]);

export function isFactType(type: unknown): type is FactType {
  return typeof type === 'string' && Object.hasOwn(factCatalogue, type);
}

/** The entry of a type, without the narrow types of its fields. */
export function declarationOf(type: FactType): FactDeclaration {
  return factCatalogue[type];
}
