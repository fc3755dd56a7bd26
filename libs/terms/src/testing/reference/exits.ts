import { ExitClause } from '../../clauses/exit.js';
import { InARowTerms } from '../../exits/in-a-row.js';
import { SumOverTerms } from '../../exits/sum-over.js';
import { TimesOfTerms } from '../../exits/times-of.js';
import { table, yaml } from './helpers.js';

export function exitsSection(): string {
  return `## Exit

${table(ExitClause)}

### \`when: { inARow }\`

${table(InARowTerms)}

### \`when: { times }\`

${table(TimesOfTerms)}

### \`when: { sumOf }\`

${table(SumOverTerms)}

${yaml(`exit:
  - { id: repeated, clause: "12.4", when: { serviceLevel: p1-resolution, below: minimum, times: 3, of: 6 periods }, scope: [email] }
  - { id: many-points, when: { sumOf: points, atLeast: 50 points, over: 3 periods } }
  - { id: much-money, text: The client may leave., when: { sumOf: credits, moreThan: "9000.00", over: 12 periods } }`)}`;
}

/** Rows of the table of differences from the first sketch of the language. */
export const exitsDifferences = `| \`times\` with \`of: 6 periods\` | two bare numbers | a window is always written with its unit |
| thresholds \`30 percent\`, \`50 points\`, \`9000.00\` | a number whose unit follows from elsewhere | what is added up and what it is compared with must be alike, and can be checked |`;
