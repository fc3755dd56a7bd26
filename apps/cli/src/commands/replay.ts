import type { Replay } from '../application.js';
import { defineCommand } from '../command.js';
import { withServices } from '../console/with-services.js';
import {
  type AgreementOption,
  agreementOption,
  type LedgerOption,
  ledgerOption,
  type PeriodOption,
  periodOption,
} from '../options.js';

/** Differences shown to people; programs get them all. */
const shownDifferences = 20;

export const replay = defineCommand<LedgerOption & AgreementOption & PeriodOption>({
  name: 'replay',
  summary: 'compute issued statements again and compare every byte',
  description:
    'Computes issued statements again from the facts known when they were sealed, with the sealed instants and time-zone transitions, and compares the bytes. Without --period all of them. Where one differs, every path that does is named and the exit code is 1.',
  options: [ledgerOption, agreementOption, periodOption],
  json: 'one line a statement: {"agreement", "period", "knownAt": {"position", "recordedAt"}, "sealedDigest": hex, "storedDigest": hex,\n "replayedDigest": hex, "same": boolean, "differences": [{"path", "left", "right"}]} (left: sealed, right: computed again)',
  examples: ['tally replay --period 2025-03', 'tally replay --agreement acme-northwind'],
  run: async (session, options) => {
    const { replayStatements, theAgreement } = await import('../application.js');
    let differing = 0;
    await withServices(session, options, { readOnly: true }, async (services) => {
      const agreement = await theAgreement(services, options.agreement);
      for await (const each of replayStatements(services, { agreement, period: options.period })) {
        if (!each.same) differing += 1;
        await session.terminal.out(session.json ? `${JSON.stringify(each)}\n` : described(each));
      }
    });
    return differing === 0 ? 'success' : 'check-failed';
  },
});

function described(replayed: Replay): string {
  const { period, knownAt, sealedDigest, same, differences } = replayed;
  const known = `as known at revision ${knownAt.position}`;
  if (same) return `${period}  same bytes, ${known}  ${sealedDigest}\n`;
  const lines = differences
    .slice(0, shownDifferences)
    .map(
      ({ path, left, right }) =>
        `    ${path}: sealed ${JSON.stringify(left)}, computed again ${JSON.stringify(right)}\n`,
    );
  const more = differences.length - lines.length;
  return (
    `${period}  DIFFERS, ${known}\n` +
    `    sealed digest      ${sealedDigest}\n` +
    `    sealed bytes give  ${replayed.storedDigest}\n` +
    `    computed again     ${replayed.replayedDigest}\n` +
    lines.join('') +
    (more > 0 ? `    … and ${more} more (--json lists all)\n` : '')
  );
}
