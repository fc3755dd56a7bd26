import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  amendAgreement,
  claimCredits,
  createSigningKey,
  disputeInvoice,
  type EvidencePackCommand,
  issueStatement,
  makeEvidencePack,
  openSqliteServices,
  type PackPrograms,
  receiveInvoice,
  recordFacts,
  type Services,
  signAgreement,
} from '@tallystick/application';
// @ts-expect-error -- a script of the build, in plain JavaScript
import { bundleCalculation as bundle } from '../../../../scripts/bundle-calculation.mjs';

const bundleCalculation = bundle as () => string;

const terms = `
semantics: 1
agreement: two-party
title: Email for Žofie Ltd
parties: { client: Žofie Ltd, provider: Provider Ltd }
timezone: Europe/Prague
currency: EUR
term: { from: 2025-01-01, to: 2025-12-31 }
period: { every: month }
midPeriod: start
priorities: [P1]
charges:
  - { id: managed, clause: '1', title: Managed services, amount: '10000.00', per: month }
calendars:
  - { id: always, hours: 24x7 }
serviceLevels:
  - id: email
    clause: '3'
    title: Email available
    measure: { kind: availability, service: email, calendar: always }
    target: { atLeast: '99.9' }
    credit: { bands: [{ below: 99, percent: 10 }, { below: '99.9', percent: 5 }], of: [managed] }
credits:
  claim: { within: 60 calendar days, from: period-end }
  cap: { percent: 8, of: [managed], over: 1 period, excess: lost }
`;

const amendment = `
amendment: A1
agreement: two-party
kind: amendment
executedAt: 2025-01-20
effectiveFrom: 2025-02-01
change:
  serviceLevels:
    - id: email
      clause: 'A1, 1'
      title: Email available
      measure: { kind: availability, service: email, calendar: always }
      target: { atLeast: '99.5' }
      credit: { bands: [{ below: 99, percent: 10 }, { below: '99.5', percent: 5 }], of: [managed] }
`;

const client = { party: 'client', actor: 'Jana Nováková' };
const provider = { party: 'provider', actor: 'service manager' };
const agreement = 'two-party';

/** A ledger with keys, two issued statements of which the second adjusts the first, and an invoice in dispute. */
export interface PackWorld {
  readonly folder: string;
  readonly services: Services;
  at(instant: string): void;
  pack(command?: Partial<EvidencePackCommand>): ReturnType<typeof makeEvidencePack>;
  remove(): Promise<void>;
}

const verifier = readFileSync(new URL('../../verify.mjs', import.meta.url), 'utf8');

/** The programs of a pack as they are built. */
export function builtPrograms(): PackPrograms {
  return { verifier, calculation: bundleCalculation() };
}

/** For packs of which everything but the calculation is looked at. */
export const programsWithoutCalculation: PackPrograms = {
  verifier,
  calculation: 'export const recalculate = ({ statement }) => statement;\n',
};

export async function packWorld(programs: PackPrograms): Promise<PackWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'tally-pack-'));
  let now = Date.parse('2025-01-01T08:00:00Z');
  const at = (instant: string): void => {
    now = Date.parse(instant);
  };
  const services = await openSqliteServices(join(folder, 'tally.db'), {
    clock: () => now,
    keysFolder: join(folder, 'keys'),
  });
  await signAgreement(services, { document: { name: 'terms.yaml', text: terms }, assertedBy: client });
  await createSigningKey(services, { agreement, assertedBy: client, name: 'ledger.example.com' });
  at('2025-01-11T09:00:00Z');
  await outage(services, 'O-1', '2025-01-10T08:00:00Z', '2025-01-10T13:00:00Z');
  await outage(services, 'O-2', '2025-01-20T08:00:00Z', '2025-01-20T08:00:30Z');
  at('2025-01-20T10:00:00Z');
  await amendAgreement(services, {
    document: { name: 'a1.yaml', text: amendment },
    agreement,
    assertedBy: client,
  });
  at('2025-02-03T09:00:00Z');
  await claimCredits(services, { agreement, assertedBy: client, period: '2025-01' });
  await issueStatement(services, { agreement, period: '2025-01', assertedBy: client });
  // Learnt late: it changes January, which February's statement then adjusts.
  at('2025-02-10T09:00:00Z');
  await outage(services, 'O-3', '2025-01-28T08:00:00Z', '2025-01-28T18:00:00Z');
  await outage(services, 'O-4', '2025-02-08T08:00:00Z', '2025-02-08T20:00:00Z');
  at('2025-03-03T09:00:00Z');
  await claimCredits(services, { agreement, assertedBy: client, period: '2025-02' });
  await issueStatement(services, { agreement, period: '2025-02', assertedBy: client });
  at('2025-03-05T09:00:00Z');
  await receiveInvoice(services, {
    agreement,
    assertedBy: provider,
    invoice: 'INV-2',
    period: '2025-02',
    currency: 'EUR',
    amount: '10500.00',
    lines: [
      { charge: 'managed', amount: '10000.00' },
      { amount: '500.00', description: 'Extra hours' },
    ],
  });
  await disputeInvoice(services, {
    agreement,
    assertedBy: client,
    invoice: 'INV-2',
    reason: 'Extra hours were never ordered.',
  });
  return {
    folder,
    services,
    at,
    pack: (command = {}) =>
      makeEvidencePack(services, { agreement, period: '2025-02', assertedBy: client, ...command }, programs),
    remove: async () => {
      await services.ledger.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function outage(services: Services, key: string, from: string, until: string): Promise<void> {
  const lines = [
    { type: 'OutageBegan', outage: key, service: 'email', effectiveAt: from },
    { type: 'OutageEnded', outage: key, effectiveAt: until },
  ].map((fact) => JSON.stringify(fact));
  await recordFacts(services, {
    agreement,
    name: 'facts',
    assertedBy: client,
    lines: (async function* () {
      yield await Promise.resolve(lines);
    })(),
  });
}
