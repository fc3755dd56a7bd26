import { TallyError } from '@tallystick/errors';
import { defineCommand } from '../command.js';
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

interface StatementOptions
  extends LedgerOption, AgreementOption, PeriodRangeOptions, KnownAtOption, ValuedAtOption {
  readonly issued?: boolean;
}

export const statement = defineCommand<StatementOptions>({
  name: 'statement',
  summary: 'print the statement of a period; nothing is recorded',
  description:
    'Computes what a period comes to: service levels, credits, adjustments of periods stated before, settlement, exit status. With --known-at as it was known then. It is provisional: `tally issue` seals one. With --issued it prints the sealed statement instead, exactly as it was.',
  options: [
    ledgerOption,
    agreementOption,
    ...periodRangeOptions,
    knownAtOption,
    valuedAtOption,
    { flags: '--issued', meaning: 'the statement as it was sealed' },
  ],
  json: 'the canonical bytes of the statement (RFC 8785), one statement a line; the SHA-256 of a line without its line end is the digest',
  examples: [
    'tally statement --period 2025-03',
    'tally statement --period 2025-03 --known-at 2025-04-05 --json | head -c -1 | sha256sum',
    'tally statement --from 2025-01 --to 2025-06 --json',
  ],
  run: async (session, options) => {
    const { describeStatement, sealedStatementOf, statementBytes, statementsOf, theAgreement } =
      await import('../application.js');
    const from = options.period ?? options.from;
    const to = options.period ?? options.to;
    if (from === undefined && to === undefined) {
      throw new TallyError('usage', 'No period is named.', [
        { place: '--period', problem: 'It is missing.', mend: 'Name one, or several with --from and --to.' },
      ]);
    }
    const { agreement: named, knownAt, valuedAt, period } = options;
    const statements = await withServices(session, options, { readOnly: true }, async (services) => {
      const agreement = await theAgreement(services, named);
      if (options.issued !== true) return statementsOf(services, { agreement, from, to, knownAt, valuedAt });
      if (period === undefined) {
        throw new TallyError('usage', '--issued needs --period.', [
          { place: '--period', problem: 'It is missing.', mend: 'Name the period of the sealed statement.' },
        ]);
      }
      return [await sealedStatementOf(services, { agreement, period, knownAt })];
    });
    for (const [index, each] of statements.entries()) {
      const text = session.json ? `${statementBytes(each)}\n` : renderDocument(describeStatement(each));
      await session.terminal.out(index > 0 && !session.json ? `\n\n${text}` : text);
    }
  },
});
