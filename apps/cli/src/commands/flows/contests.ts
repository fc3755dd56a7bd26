import type { ContestOutcome } from '../../application.js';
import { defineCommand } from '../../command.js';
import { printList } from '../../console/print-list.js';
import { withServices } from '../../console/with-services.js';
import {
  type AgreementOption,
  agreementOption,
  type KnownAtOption,
  knownAtOption,
  type LedgerOption,
  ledgerOption,
} from '../../options.js';
import { type FlowOptions, flowOptions, recordedJson, runFlow } from './flow.js';

const reason = { flags: '--reason <text>', meaning: 'why', required: true } as const;
const example = '0195f2a8-7f40-8a1b-9c3d-2e4f60718293';

export const contestRaise = defineCommand<FlowOptions & { readonly reason: string }>({
  name: 'contest raise',
  arguments: '<fact>',
  summary: 'contest a fact of the other party',
  description:
    'Contests a fact, by its id, that another party asserted. It counts until the contest is settled; `tally contests` says what hangs on it.',
  options: [...flowOptions('provider'), reason],
  json: `${recordedJson}}`,
  examples: [`tally contest raise ${example} --reason 'The service was up.'`],
  run: (session, options, [fact]) =>
    runFlow(session, options, 'provider', async (services, fields) => {
      const { contestFact } = await import('../../application.js');
      return contestFact(services, { ...fields, fact: fact!, reason: options.reason });
    }),
});

export const contestSettle = defineCommand<
  FlowOptions & { readonly outcome: string; readonly reason?: string; readonly asArbiter?: boolean }
>({
  name: 'contest settle',
  arguments: '<fact>',
  summary: 'settle an open contest',
  description:
    'Settles the open contest of a fact: who contested may withdraw it, whose fact it is may uphold it, an arbiter decides either way. Upheld, the fact counts no more.',
  options: [
    ...flowOptions('client'),
    { flags: '--outcome <outcome>', meaning: 'upheld, rejected or withdrawn', required: true },
    { flags: '--reason <text>', meaning: 'why' },
    { flags: '--as-arbiter', meaning: 'decide for both parties' },
  ],
  json: `${recordedJson}}`,
  examples: [`tally contest settle ${example} --outcome upheld --asserted-by client`],
  run: (session, options, [fact]) =>
    runFlow(session, options, 'client', async (services, fields) => {
      const { settleContest } = await import('../../application.js');
      const { requireWord } = await import('./require-word.js');
      const words: readonly ContestOutcome[] = ['upheld', 'rejected', 'withdrawn'];
      const outcome = requireWord('--outcome', options.outcome, words);
      const { reason: why, asArbiter } = options;
      return settleContest(services, { ...fields, fact: fact!, outcome, reason: why, asArbiter });
    }),
});

export const retract = defineCommand<FlowOptions & { readonly reason: string }>({
  name: 'retract',
  arguments: '<fact>',
  summary: 'take a fact of one’s own back',
  description:
    'Takes back a fact, by its id, that the same party asserted. What was stated stays stated; the next statement adjusts it.',
  options: [...flowOptions('client'), reason],
  json: `${recordedJson}}`,
  examples: [`tally retract ${example} --reason 'It was a test.'`],
  run: (session, options, [fact]) =>
    runFlow(session, options, 'client', async (services, fields) => {
      const { retractFact } = await import('../../application.js');
      return retractFact(services, { ...fields, fact: fact!, reason: options.reason });
    }),
});

export const contests = defineCommand<LedgerOption & AgreementOption & KnownAtOption>({
  name: 'contests',
  summary: 'contested facts, and the money at stake',
  description:
    'Lists the contests of facts, in the order in which they were raised. For those that are open it says by how much each period would come out otherwise were the contest upheld; positive is more for the client.',
  options: [ledgerOption, agreementOption, knownAtOption],
  json: '{"fact": id, "factType", "position", "assertedBy", "ticket", "status", "contestedBy", "reason", "contestedAt", "settledAt", "facts": [id],\n "atStake": {"currency", "total", "periods": [{"period", "stated", "is", "wouldBe", "difference"}]} or null}, one line each',
  examples: ['tally contests'],
  run: async (session, options) => {
    const { listContests, theAgreement } = await import('../../application.js');
    const found = await withServices(session, options, { readOnly: true }, async (services) =>
      listContests(services, {
        agreement: await theAgreement(services, options.agreement),
        knownAt: options.knownAt,
        withMoney: true,
      }),
    );
    const columns = [
      { head: 'fact' },
      { head: 'what' },
      { head: 'said by' },
      { head: 'contested by' },
      { head: 'status' },
      { head: 'at stake', align: 'right' as const },
    ];
    const row = (one: (typeof found)[number]): readonly string[] => [
      one.fact,
      one.ticket === null ? one.factType : `${one.factType} ${one.ticket}`,
      one.assertedBy,
      one.contestedBy,
      one.status,
      one.atStake === null ? '' : `${one.atStake.total} ${one.atStake.currency}`,
    ];
    await printList(session, found, { columns, row, none: 'Nothing is contested.' });
  },
});
