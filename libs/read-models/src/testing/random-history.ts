import { amendAgreement, issueStatement, signAgreement } from '@tallystick/application';
import { isTallyError } from '@tallystick/errors';
import { factIdOf, type FactType, newFact, type NewFact, type NewFactFields } from '@tallystick/facts';
import { formatInstant } from '@tallystick/quantities';
import fastCheck from 'fast-check';
import type { ExampleLedger } from './example-ledger.js';

const day = 86_400_000;
const start = Date.UTC(2025, 0, 1);
export const historyAgreement = 'histories';

/** Small terms with everything that can move rows of tickets: two clocks, pauses, relief by claim, silence and lateness. */
const terms = `
semantics: 1
agreement: ${historyAgreement}
title: Histories
parties: { client: Client Ltd, provider: Provider Ltd, others: { carrier: Carrier plc } }
timezone: Europe/London
currency: GBP
term: { from: 2025-01-01, to: 2026-12-31 }
period: { every: month }
priorities: [P1, P2]
charges:
  - { id: managed, amount: '1000.00', per: month, prorate: days }
calendars:
  - { id: office, hours: { mon-fri: ['09:00-17:00'] }, day: 8h }
clocks:
  - { id: response, from: opened, to: responded, calendar: office }
  - { id: resolution, from: opened, to: resolved, calendar: office, pause: { statuses: [waiting-client] } }
serviceLevels:
  - id: resolved
    clause: '1'
    measure: { kind: ticket-share, clock: resolution, within: { P1: 4h, P2: 16h }, countIn: due }
    target: { atLeast: 90 }
    whenEmpty: not-measured
    credit: { fixed: '50.00' }
  - id: answered
    clause: '2'
    measure: { kind: ticket-share, clock: response, within: 2h, countIn: opened }
    target: { atLeast: 95 }
    whenEmpty: not-measured
    credit: { fixed: '20.00' }
  - id: email
    clause: '3'
    measure: { kind: availability, service: email, calendar: office, exclude: [maintenance, relief] }
    target: { atLeast: '99.5' }
    credit: { fixed: '30.00' }
obligations:
  - { id: report, owedBy: provider, due: { each: period, within: 5 business days after end, calendar: office } }
  - { id: answer, owedBy: client, due: { within: 1 business day, of: request, calendar: office }, whenLate: relief }
relief: { claimWithin: 20 business days, calendar: office, outOfTime: may-be-granted, decidedBy: client, undecided: { after: 5 business days, counts: granted } }
exit:
  - { id: chronic, when: { serviceLevel: resolved, below: expected, inARow: 2 }, exerciseWithin: 30 calendar days }
`;

const amendment = (number: number): string => `
amendment: A${number}
agreement: ${historyAgreement}
kind: amendment
effectiveFrom: 2025-02-01
executedAt: 2025-01-15
change:
  serviceLevels:
    - id: resolved
      clause: '1.${number}'
      measure: { kind: ticket-share, clock: resolution, within: { P1: ${3 + number}h, P2: 8h }, countIn: due }
      target: { atLeast: 90 }
      whenEmpty: not-measured
      credit: { fixed: '60.00' }
`;

const kinds = [
  'open',
  'open',
  'open',
  'respond',
  'wait',
  'go-on',
  'resolve',
  'resolve',
  'reopen',
  'close',
  'cancel',
  'reprioritise',
  'reclassify',
  'assign',
  'link',
  'outage',
  'outage-end',
  'degrade',
  'maintenance',
  'change',
  'report',
  'claim-relief',
  'grant',
  'refuse',
  'retract',
  'retract',
  'contest',
  'settle',
  'invoice',
  'dispute',
  'pay',
  'amend',
  'issue',
  'pause',
] as const;

/** One thing that is recorded: what, about which of a few things, when it happened and how long after it was recorded. */
export interface RandomStep {
  readonly kind: (typeof kinds)[number];
  readonly which: number;
  /** Hours since the step before; and how many hours before its recording (or, below 0, after it) it happened. */
  readonly afterHours: number;
  readonly lagHours: number;
  /** Recorded together with the next one, so that the projector sees both at once. */
  readonly together: boolean;
}

export const randomHistories: fastCheck.Arbitrary<readonly RandomStep[]> = fastCheck.array(
  fastCheck.record<RandomStep>({
    kind: fastCheck.constantFrom(...kinds),
    which: fastCheck.nat(40),
    afterHours: fastCheck.oneof(fastCheck.nat(12), fastCheck.nat(300)),
    lagHours: fastCheck.oneof(
      fastCheck.constant(0),
      fastCheck.nat(30),
      fastCheck.integer({ min: -60, max: 1_000 }),
    ),
    together: fastCheck.boolean(),
  }),
  { minLength: 5, maxLength: 45 },
);

/** Signs the terms of the histories, at the present instant of the ledger's clock. */
export async function signHistories({ services }: ExampleLedger): Promise<void> {
  await signAgreement(services, { document: { name: 'terms', text: terms } });
}

/** Lives through a history, and calls back after each recording. */
export async function liveThrough(
  ledger: ExampleLedger,
  history: readonly RandomStep[],
  afterEach: () => Promise<void>,
): Promise<void> {
  const { services } = ledger;
  let now = start;
  ledger.at(formatInstant(now));
  await signHistories(ledger);
  await afterEach();
  const recorded: string[] = [];
  let batch: NewFact[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const facts = batch;
    batch = [];
    await services.ledger.append(historyAgreement, 'any', facts);
    await afterEach();
  };
  for (const [index, step] of history.entries()) {
    now += step.afterHours * 3_600_000;
    ledger.at(formatInstant(now));
    if (step.kind === 'amend' || step.kind === 'issue') {
      await flush();
      if (await attempt(ledger, step)) await afterEach();
      continue;
    }
    const effective = Math.max(start, now - step.lagHours * 3_600_000);
    const fact = factOf(step, index, effective, recorded);
    if (fact === undefined) continue;
    recorded.push(fact.id);
    batch.push(fact);
    if (!step.together) await flush();
  }
  await flush();
}

/** What the use cases refuse, such as the issue of a month that has not ended, is left out. */
async function attempt({ services }: ExampleLedger, { kind, which }: RandomStep): Promise<boolean> {
  try {
    if (kind === 'amend') {
      const number = 1 + (which % 3);
      await amendAgreement(services, {
        agreement: historyAgreement,
        document: { name: 'amendment', text: amendment(number) },
      });
    } else {
      await issueStatement(services, {
        agreement: historyAgreement,
        period: `2025-${String(1 + (which % 4)).padStart(2, '0')}`,
      });
    }
    return true;
  } catch (error) {
    if (isTallyError(error)) return false;
    throw error;
  }
}

function factOf(
  { kind, which }: RandomStep,
  index: number,
  effective: number,
  recorded: readonly string[],
): NewFact | undefined {
  const ticket = `T${which % 6}`;
  const key = String(which % 3);
  const outage = `O${key}`;
  const earlier = recorded.length === 0 ? undefined : recorded[which % recorded.length];
  const make = <T extends FactType>(
    type: T,
    party: string,
    payload: Omit<NewFactFields<T>, 'id' | 'effectiveAt' | 'assertedBy' | 'source'>,
  ): NewFact =>
    newFact(type, {
      id: factIdOf(['random history', String(index)], effective),
      effectiveAt: formatInstant(effective),
      assertedBy: { party },
      ...payload,
    } as NewFactFields<T>) as NewFact;
  switch (kind) {
    case 'open':
      return make('TicketOpened', 'provider', {
        ticket,
        ticketType: 'incident',
        priority: which % 2 === 0 ? 'P1' : 'P2',
        service: 'email',
        title: `Ticket ${which}`,
      });
    case 'respond':
      return make('TicketResponded', 'provider', { ticket, evidence: 'public-reply' });
    case 'wait': {
      const ball = which % 4 === 0 ? { ball: 'carrier' } : {};
      return make('TicketTransitioned', 'provider', { ticket, status: 'waiting-client', ...ball });
    }
    case 'go-on':
      return make('TicketTransitioned', 'client', { ticket, status: 'in-progress' });
    case 'resolve':
      return make('TicketResolved', 'provider', { ticket });
    case 'reopen':
      return make('TicketReopened', 'client', { ticket });
    case 'close':
      return make('TicketClosed', 'client', { ticket });
    case 'cancel':
      return make('TicketCancelled', 'client', { ticket });
    case 'reprioritise':
      return make('TicketReprioritised', 'client', { ticket, priority: which % 4 < 2 ? 'P1' : 'P2' });
    case 'reclassify':
      return make('TicketReclassified', 'client', { ticket, service: which % 2 === 0 ? 'files' : 'email' });
    case 'assign':
      return make('TicketAssigned', 'provider', { ticket, party: which % 2 === 0 ? 'carrier' : 'provider' });
    case 'link':
      return make('TicketLinked', 'provider', { ticket, relation: 'duplicate-of', to: `T${which % 5}` });
    case 'outage':
      return make('OutageBegan', 'client', { outage, service: 'email' });
    case 'outage-end':
      return make('OutageEnded', 'provider', { outage });
    case 'degrade':
      return make('ServiceDegraded', 'client', { outage, service: 'email', shareAffected: '0.5' });
    case 'maintenance':
      return make('MaintenanceAnnounced', 'provider', {
        maintenance: `M${key}`,
        service: 'email',
        from: formatInstant(effective),
        until: formatInstant(effective + day / 4),
      });
    case 'change':
      return which % 2 === 0
        ? make('ChangeRequested', 'client', { change: `C${key}`, service: 'email' })
        : make('ChangeFinished', 'provider', { change: `C${key}`, outcome: 'failed' });
    case 'report':
      return make('ObligationFulfilled', 'provider', { obligation: 'report', period: '2025-01' });
    case 'claim-relief': {
      const tickets = which % 2 === 0 ? { tickets: [ticket] } : {};
      return make('ReliefClaimed', 'provider', {
        relief: `R${key}`,
        cause: 'The line was cut.',
        from: formatInstant(effective - day),
        until: formatInstant(effective + day),
        ...tickets,
      });
    }
    case 'grant':
      return make('ReliefGranted', 'client', { relief: `R${key}` });
    case 'refuse':
      return make('ReliefRefused', 'client', { relief: `R${key}` });
    case 'retract':
      return earlier === undefined
        ? undefined
        : make('FactRetracted', 'provider', { fact: earlier, reason: 'wrong' });
    case 'contest':
      return earlier === undefined
        ? undefined
        : make('FactContested', 'client', { fact: earlier, reason: 'no' });
    case 'settle':
      return earlier === undefined
        ? undefined
        : make('ContestSettled', 'client', {
            fact: earlier,
            outcome: which % 2 === 0 ? 'upheld' : 'rejected',
          });
    case 'invoice':
      return make('InvoiceReceived', 'provider', { invoice: `I${key}`, amount: '1000.00', currency: 'GBP' });
    case 'dispute':
      return make('InvoiceDisputed', 'client', { invoice: `I${key}`, reason: 'too much' });
    case 'pay':
      return make('InvoiceSettled', 'client', { invoice: `I${key}`, amount: '400.00' });
    default:
      return undefined;
  }
}
