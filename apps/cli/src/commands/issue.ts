import { defineCommand } from '../command.js';
import { counted, groupDigits, print } from '../console/print.js';
import { withServices } from '../console/with-services.js';
import {
  type AgreementOption,
  agreementOption,
  type LedgerOption,
  ledgerOption,
  type PeriodOption,
  periodOption,
} from '../options.js';

interface IssueOptions extends LedgerOption, AgreementOption, PeriodOption {
  readonly assertedBy?: string;
}

export const issue = defineCommand<IssueOptions>({
  name: 'issue',
  summary: 'seal the statement of a finished period',
  description:
    'Computes the statement from everything recorded and seals it: its bytes, digest, revision, instants and time-zone transitions become a fact. Statements are issued in order, once each; later knowledge becomes an adjustment of the next. Where a key signs for the ledger (`tally key create`), a checkpoint over the seal is signed after it. Without --period it takes the next one that is due.',
  options: [
    ledgerOption,
    agreementOption,
    { ...periodOption, meaning: 'the period (else the next one to be issued)' },
    { flags: '--asserted-by <party>', meaning: 'who issues it (else client)' },
  ],
  json: '{"agreement": name, "period": label, "digest": hex, "knownAt": {"position", "recordedAt"}, "valuedAt": instant,\n "currency", "credits", "adjustments", "total": money as text, "position": of the seal, "chainHash": hex,\n "checkpoint": {"size": facts covered, "rootHash": hex} or null where no key signs}',
  examples: ['tally issue --period 2025-03', 'tally issue'],
  run: async (session, options) => {
    const { issueStatement, theAgreement } = await import('../application.js');
    const { statement, digest, head, checkpoint } = await withServices(
      session,
      options,
      {},
      async (services) =>
        issueStatement(services, {
          agreement: await theAgreement(services, options.agreement),
          period: options.period,
          assertedBy: options.assertedBy,
        }),
    );
    const { currency, credits, adjustments, total } = statement.settlement;
    const shape = {
      agreement: head.agreement,
      period: statement.period.label,
      digest,
      knownAt: statement.knownAt,
      valuedAt: statement.valuedAt,
      currency,
      credits,
      adjustments,
      total,
      position: head.position,
      chainHash: head.chainHash,
      checkpoint: checkpoint.signed ? { size: checkpoint.size, rootHash: checkpoint.rootHash } : null,
    };
    const signed = checkpoint.signed
      ? `Signed a checkpoint over ${counted(checkpoint.size, 'fact')}: see \`tally checkpoint show\`.\n`
      : checkpoint.reason === 'refused'
        ? `NO checkpoint was signed: ${checkpoint.problem}\n`
        : '';
    await print(
      session,
      shape,
      () =>
        `Issued ${shape.period} of ${shape.agreement}, as known at revision ${shape.knownAt.position}: ` +
        `credits ${groupDigits(credits)}, adjustments ${groupDigits(adjustments)}, total ${groupDigits(total)} ${currency}.\n` +
        `Digest ${digest}\n${signed}`,
    );
  },
});
