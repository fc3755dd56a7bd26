import { TallyError } from '@tallystick/errors';
import type { SimulationQuery } from '../application.js';
import { defineCommand } from '../command.js';
import { print } from '../console/print.js';
import { readText } from '../console/read-text.js';
import { renderDocument } from '../console/render-document.js';
import { withServices } from '../console/with-services.js';
import {
  type AgreementOption,
  agreementOption,
  type KnownAtOption,
  knownAtOption,
  type LedgerOption,
  ledgerOption,
  type PeriodRangeOptions,
  periodRangeOptions,
  type ValuedAtOption,
  valuedAtOption,
} from '../options.js';

interface SimulateOptions
  extends LedgerOption, AgreementOption, PeriodRangeOptions, KnownAtOption, ValuedAtOption {
  readonly terms?: string;
  readonly amendment?: string;
}

export const simulate = defineCommand<SimulateOptions>({
  name: 'simulate',
  summary: 'what if: replay past periods under proposed terms; nothing is recorded',
  description:
    'Replays recorded facts under terms that nobody has agreed to yet, and prints what comes out otherwise, in total, by clause and by period: verdicts, values, credits, points, bonuses, obligations, exit rights, what is owed. With --terms as if the whole document had been signed instead of everything recorded; with --amendment as if it were recorded now, in force from its own effective date. Without --period, --from or --to it looks at every period that has begun and that both terms have. Issued statements and their adjustments play no part: each side is what its terms come to. Where the periods of the two are cut otherwise (quarters instead of months), only what they sum to is compared. Terms of another agreement or in another currency are refused.',
  options: [
    { flags: '--terms <file>', meaning: 'proposed terms, the whole document' },
    { flags: '--amendment <file>', meaning: 'a proposed amendment of the recorded terms' },
    ledgerOption,
    agreementOption,
    ...periodRangeOptions,
    knownAtOption,
    valuedAtOption,
  ],
  json: '{"agreement": name, "title": text, "currency": {"code", "decimalPlaces"}, "knownAt": {...}, "proposal": {"kind": "terms"|"amendment", "name", "versions": [{"from", "to", "digest"}]},\n "comparison": "by-period"|"totals-only", "recorded": {"periods": [label], "from", "to", "days"}, "proposed": {...}, "frame": [{"what", "recorded", "proposed"}],\n "periods": [{"period", "from", "to", "net": {"recorded", "proposed", "difference"},\n  "clauses": [{"kind", "id", "clause", "presence": "both"|"appears"|"vanishes", "changes": [{"figure", "unit", "recorded", "proposed", "difference"}]}]}],\n "totals": {"net": {...}, "clauses": [...]}}',
  examples: [
    'tally simulate --terms proposed.yaml --from 2025-01 --to 2025-12',
    'tally simulate --amendment amendment-2.yaml --agreement acme-northwind',
    'tally simulate --terms proposed.yaml --period 2025-03 --json',
  ],
  run: async (session, options) => {
    const { describeSimulation, simulateTerms, theAgreement } = await import('../application.js');
    const proposed = await proposalOf(options);
    const from = options.period ?? options.from;
    const to = options.period ?? options.to;
    const { knownAt, valuedAt } = options;
    const simulation = await withServices(session, options, { readOnly: true }, async (services) => {
      const agreement = await theAgreement(services, options.agreement);
      return simulateTerms(services, { agreement, proposed, from, to, knownAt, valuedAt });
    });
    await print(session, simulation, () => renderDocument(describeSimulation(simulation)));
  },
});

async function proposalOf({ terms, amendment }: SimulateOptions): Promise<SimulationQuery['proposed']> {
  if (terms !== undefined && amendment === undefined)
    return { kind: 'terms', document: await readText(terms) };
  if (amendment !== undefined && terms === undefined) {
    return { kind: 'amendment', document: await readText(amendment) };
  }
  const both = terms !== undefined;
  throw new TallyError('usage', both ? 'Two proposals are named.' : 'No proposal is named.', [
    {
      place: '--terms, --amendment',
      problem: both ? 'Both are given.' : 'Both are missing.',
      mend: 'Name one of them: whole terms, or an amendment of those recorded.',
    },
  ]);
}
