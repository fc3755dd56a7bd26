import { TallyError } from '@tallystick/errors';
import { defineCommand } from '../command.js';
import { print } from '../console/print.js';
import { renderExplanation } from '../console/render-explanation.js';
import { renderTicket } from '../console/render-ticket.js';
import { withServices } from '../console/with-services.js';
import {
  type AgreementOption,
  agreementOption,
  type KnownAtOption,
  knownAtOption,
  type LedgerOption,
  ledgerOption,
  type PeriodOption,
  periodOption,
  type ValuedAtOption,
  valuedAtOption,
} from '../options.js';

interface ExplainOptions extends LedgerOption, AgreementOption, PeriodOption, KnownAtOption, ValuedAtOption {
  readonly ticket?: string;
  readonly issued?: boolean;
}

export const explain = defineCommand<ExplainOptions>({
  name: 'explain',
  arguments: '[figure]',
  summary: 'show why a figure, or a ticket, is what it is',
  description:
    'With --period and the name of a figure: the rule, the clauses, the operands and the facts it was made from, down to the measurements. Without a figure it lists the names. With --ticket: each clock of the ticket with its intervals, pauses (counted or not, and why), and the version of the terms that applied.',
  options: [
    ledgerOption,
    agreementOption,
    periodOption,
    knownAtOption,
    valuedAtOption,
    { flags: '--issued', meaning: 'explain the statement as it was sealed' },
    { flags: '--ticket <key>', meaning: 'explain this ticket' },
  ],
  json: 'a figure: {"figure", "value", "because": {"rule", "clauses": [{"id", "clause"}], "operands": {...}, "facts": [id]}, "from": [the same, nested]};\nwithout a figure: {"figures": [name]}; a ticket: as a line of `tally tickets --json`',
  examples: [
    'tally explain --period 2025-03',
    'tally explain p1-resolution.credit --period 2025-03',
    'tally explain --ticket INC-00042',
  ],
  run: async (session, options, [figure]) => {
    const { explainFigureOf, explainTicket, figureNamesOf, theAgreement } = await import('../application.js');
    const { knownAt, valuedAt, period, ticket, issued } = options;
    await withServices(session, options, { readOnly: true }, async (services) => {
      const agreement = await theAgreement(services, options.agreement);
      if (ticket !== undefined) {
        const report = await explainTicket(services, { agreement, ticket, knownAt, valuedAt });
        return print(session, report, () => renderTicket(report));
      }
      if (period === undefined) {
        throw new TallyError('usage', 'Nothing to explain is named.', [
          {
            place: '--period, --ticket',
            problem: 'One is needed.',
            mend: `Name a period, e.g. --period 2025-03, or a ticket: --ticket ${figure ?? 'INC-1'}.`,
          },
        ]);
      }
      const query = { agreement, period, knownAt, valuedAt, issued };
      if (figure === undefined) {
        const figures = await figureNamesOf(services, query);
        return print(session, { figures }, () => figures.map((name) => `${name}\n`).join(''));
      }
      const explanation = await explainFigureOf(services, { ...query, figure });
      return print(session, explanation, () => renderExplanation(explanation));
    });
  },
});
