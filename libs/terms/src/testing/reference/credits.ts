import { AmountCap, CreditRulesClause, PercentCap } from '../../clauses/credits.js';
import { table } from './helpers.js';

export function creditsSection(): string {
  return `## How credits come together

${table(CreditRulesClause)}

### \`cap\`

One of the two.

${table(PercentCap)}

${table(AmountCap)}

Comparisons come first, on exact figures; then prices are multiplied, added up and capped; money is rounded last.`;
}
