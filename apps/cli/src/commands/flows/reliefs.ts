import type { ReliefRecorded } from '../../application.js';
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

interface ExtentOptions {
  readonly from?: string;
  readonly until?: string;
  readonly ticket?: readonly string[];
  readonly service?: readonly string[];
}

const extentOptions = [
  { flags: '--ticket <key...>', meaning: 'the tickets that it is about (else all)' },
  { flags: '--service <name...>', meaning: 'the services that it is about (else all)' },
];

const standing = ({ relief }: ReliefRecorded): string => {
  const noEffect = relief.decisions.at(-1)?.noEffect ?? null;
  return `Relief ${relief.key} is ${relief.state}${noEffect === null ? '' : `; the last decision does not count: ${noEffect}`}.\n`;
};

export const reliefClaim = defineCommand<
  FlowOptions &
    ExtentOptions & { readonly relief?: string; readonly cause: string; readonly noticeGivenAt?: string }
>({
  name: 'relief claim',
  summary: 'claim relief for a delay',
  description:
    'Claims that something outside of its control delayed the provider. Whether the claim is in time under the terms, the answer says.',
  options: [
    ...flowOptions('provider'),
    { flags: '--relief <key>', meaning: 'the key of the claim (else relief-1 and so on)' },
    { flags: '--cause <text>', meaning: 'what delayed the provider', required: true },
    { flags: '--from <instant>', meaning: 'the start of the delay', required: true },
    { flags: '--until <instant>', meaning: 'the end of the delay, which is no longer in it', required: true },
    ...extentOptions,
    { flags: '--notice-given-at <instant>', meaning: 'when the client was told (else when it happened)' },
  ],
  json: `${recordedJson}, "relief": as in the statement}`,
  examples: [
    "tally relief claim --cause 'The client cut the power.' --from 2025-02-10T08:00:00Z --until 2025-02-10T18:00:00Z",
  ],
  run: (session, options) =>
    runFlow<ReliefRecorded>(
      session,
      options,
      'provider',
      async (services, fields) => {
        const { claimRelief } = await import('../../application.js');
        const { relief, cause, from, until, ticket: tickets, service, noticeGivenAt } = options;
        const extent = { from: from!, until: until!, tickets, services: service };
        return claimRelief(services, { ...fields, ...extent, relief, cause, noticeGivenAt });
      },
      standing,
    ),
});

export const reliefDecide = defineCommand<
  FlowOptions & ExtentOptions & { readonly decision: string; readonly reason?: string }
>({
  name: 'relief decide',
  arguments: '<relief>',
  summary: 'grant relief, wholly or in part, or refuse it',
  description:
    'Decides a claim. A grant may name the part of what was claimed that it gives. Whether the decision counts under the terms, the answer says.',
  options: [
    ...flowOptions('client'),
    { flags: '--decision <word>', meaning: 'granted or refused', required: true },
    { flags: '--from <instant>', meaning: 'the start of what is granted (else as claimed)' },
    { flags: '--until <instant>', meaning: 'the end of what is granted (else as claimed)' },
    ...extentOptions,
    { flags: '--reason <text>', meaning: 'why it is refused' },
  ],
  json: `${recordedJson}, "relief": as in the statement}`,
  examples: ['tally relief decide relief-1 --decision granted --until 2025-02-10T13:00:00Z'],
  run: (session, options, [relief]) =>
    runFlow<ReliefRecorded>(
      session,
      options,
      'client',
      async (services, fields) => {
        const { decideRelief } = await import('../../application.js');
        const { requireWord } = await import('./require-word.js');
        const decision = requireWord('--decision', options.decision, ['granted', 'refused']);
        const { from, until, ticket: tickets, service, reason } = options;
        const extent = { from, until, tickets, services: service };
        return decideRelief(services, { ...fields, ...extent, relief: relief!, decision, reason });
      },
      standing,
    ),
});

export const reliefs = defineCommand<LedgerOption & AgreementOption & KnownAtOption>({
  name: 'reliefs',
  summary: 'relief claims, and the money that hangs on each',
  description:
    'Lists the reliefs: how each stands, by how much the periods would come out otherwise were it granted whole, and had it never been claimed; positive is more for the client.',
  options: [ledgerOption, agreementOption, knownAtOption],
  json: '{"key", "cause", "state", …as in the statement, "money": {"ifGranted", "ifWithout": {"currency", "total", "periods"}} or null}, one line each',
  examples: ['tally reliefs'],
  run: async (session, options) => {
    const { listReliefs, theAgreement } = await import('../../application.js');
    const found = await withServices(session, options, { readOnly: true }, async (services) =>
      listReliefs(services, {
        agreement: await theAgreement(services, options.agreement),
        knownAt: options.knownAt,
        withMoney: true,
      }),
    );
    const right = 'right' as const;
    const columns = [
      { head: 'relief' },
      { head: 'cause' },
      { head: 'state' },
      { head: 'if granted', align: right },
      { head: 'if never claimed', align: right },
    ];
    const row = ({ key, cause, state, money }: (typeof found)[number]): readonly string[] => [
      key,
      cause ?? '',
      state,
      money === null ? '' : `${money.ifGranted.total} ${money.ifGranted.currency}`,
      money === null ? '' : `${money.ifWithout.total} ${money.ifWithout.currency}`,
    ];
    await printList(session, found, { columns, row, none: 'No relief was claimed.' });
  },
});
