import { type Entry, factsOf } from './entry.js';

/** The stages in the order in which a figure is made (design 3). */
export const stageTitles = {
  measure: 'Measures',
  scope: 'Scopes',
  window: 'Windows',
  relief: 'Relief',
  target: 'Targets',
  gate: 'Gates',
  price: 'Prices',
  base: 'Bases',
  multiply: 'Repeated misses',
  combine: 'Combining credits',
  cap: 'Caps',
  bonus: 'Bonuses',
  'earn-back': 'Earn-back',
  claim: 'Claims',
  settled: 'Settlement',
  exit: 'Exit',
  obligation: 'Obligations',
} as const;
export type Stage = keyof typeof stageTitles;

/** The page docs/reference/kinds.md: one entry a kind, each with the example that the tests run. */
export function kindsPage(entries: readonly Entry[]): string {
  const sections = Object.entries(stageTitles).flatMap(([stage, title]) => {
    const own = entries.filter((entry) => entry.stage === stage);
    return own.length === 0 ? [] : [`## ${title}\n`, ...own.map(entryText)];
  });
  return `# Every kind of the contract language

<!-- Rendered from docs/reference/kinds/*.yaml. To refresh: npx vitest run test/language -u -->

One entry a kind: what it means, how it is worked out, and an example that a test runs through the whole engine, from facts
to statement. The keys and their defaults stand in [the contract language](terms.md). Where an example does not say otherwise the term
begins on 2025-01-01, periods are months in UTC, and there is one charge \`fee\` of 10,000.00 a month.

${sections.join('\n')}`;
}

function entryText({ kind, meaning, formula, example }: Entry): string {
  const facts = factsOf(example).map((line) => `- ${JSON.stringify(line)}`);
  const shown = facts.length > 12 ? [...facts.slice(0, 12), `- … ${facts.length - 12} more`] : facts;
  const frame = Object.entries(example.frame ?? {}).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const gives = Object.entries(example.gives).map(([path, value]) => `| \`${path}\` | ${cell(value)} |`);
  return `### \`${kind}\`

${meaning.trim()}

**Formula:** ${formula.trim()}

${example.says.trim()}

\`\`\`yaml
${[...frame, example.terms.trim()].join('\n')}
\`\`\`

<details><summary>The facts</summary>

${shown.join('\n')}

</details>

| in the statement of ${example.period} | |
|---|---|
${gives.join('\n')}
`;
}

function cell(value: unknown): string {
  return typeof value === 'string' ? value : `\`${JSON.stringify(value)}\``;
}
