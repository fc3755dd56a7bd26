import { amendmentsDifferences, amendmentsSection } from './reference/amendments.js';
import { creditsSection } from './reference/credits.js';
import { exitsDifferences, exitsSection } from './reference/exits.js';
import { calendarsSection, frameDifferences, frameSection } from './reference/frame.js';
import { clocksSection, measuresDifferences, serviceLevelsSection } from './reference/measures.js';
import { obligationsDifferences, obligationsSection } from './reference/obligations.js';
import { chargesSection, pricesDifferences, pricesSection } from './reference/prices.js';

export { classesOnThePage } from './reference/helpers.js';

/** The page docs/reference/terms.md: prose and examples by hand, every table from the declarations; one file a section. */
export function termsReferencePage(): string {
  const sections = [
    frameSection(),
    chargesSection(),
    calendarsSection(),
    clocksSection(),
    serviceLevelsSection(),
    pricesSection(),
    creditsSection(),
    exitsSection(),
    obligationsSection(),
    amendmentsSection(),
  ];
  const differences = [
    pricesDifferences,
    measuresDifferences,
    exitsDifferences,
    obligationsDifferences,
    frameDifferences,
    amendmentsDifferences,
  ];
  return `# The contract language

<!-- Rendered from the declarations in libs/terms. To refresh: npx vitest run libs/terms/src/reference-page -u -->

${sections.join('\n\n')}

## Where this goes further than the first sketch of the language

| here | instead of | why |
|---|---|---|
${differences.join('\n')}
`;
}
