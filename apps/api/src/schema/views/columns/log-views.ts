import { enumOf } from '../../enums/enum-of.js';
import { ExitState, ExitUnit } from '../../enums/exits.js';
import { FactFamily, FactStanding, FactType } from '../../enums/facts.js';
import { ContestStatus, InvoiceState } from '../../enums/flows.js';
import { ReliefState } from '../../enums/obligations.js';
import type { ViewDefinition } from '../column.js';
import {
  agreement,
  amount,
  amountOrNull,
  currency,
  dateOrNull,
  flag,
  group,
  groupOrNull,
  instant,
  instantOrNull,
  month,
  oneOf,
  period,
  service,
  text,
  textOrNull,
} from './common-columns.js';

const OutageKind = enumOf('OutageKind', 'How a service was affected.', {
  outage: 'It was down, for all or for a share of its users.',
  degradation: 'It was slower or poorer than promised.',
});

export const facts: ViewDefinition<'facts'> = {
  view: 'facts',
  typeName: 'Fact',
  description: 'A fact of the ledger as recorded, and whether it counts.',
  columns: {
    agreement,
    position: { kind: 'position', description: 'Its place in the ledger: the axis of recording.' },
    id: { kind: 'text', field: 'factId', description: 'The id of the fact, a UUID.' },
    type: oneOf(FactType, 'FactType', 'Its type; docs/reference/facts.md says what each is.'),
    family: oneOf(FactFamily, 'FactFamily', 'The family of its type.'),
    effectiveAt: instant('When it happened in the world: the axis of effect.'),
    recordedAt: instant('When the ledger took it: the axis of recording.'),
    month: month('in which it happened'),
    party: group('The party that asserted it.'),
    actor: groupOrNull('Who spoke for the party; null where the fact does not say.'),
    sourceSystem: groupOrNull('The system that it came from; null for what was recorded by hand.'),
    subject: textOrNull(
      'What it is about by its own key: the ticket, outage, change, invoice; null of none.',
    ),
    title: textOrNull('The title that an opening or a request gives its ticket or change.'),
    standing: oneOf(FactStanding, 'FactStanding', 'Whether it counts, as known.'),
  },
};

export const outages: ViewDefinition<'outages'> = {
  view: 'outages',
  typeName: 'Outage',
  description: 'An outage or degradation of a service as known.',
  columns: {
    agreement,
    outage: text('The outage, by its key.'),
    service: group('The service that was affected.'),
    kind: oneOf(OutageKind, 'OutageKind', 'Whether it was down or degraded.'),
    beganAt: instant('When it began.'),
    endedAt: instantOrNull('When it ended; null while it lasts.'),
    month: month('in which it began'),
    seconds: {
      kind: 'duration',
      field: 'lasted',
      description: 'How long it lasted on the clock on the wall; null while it lasts.',
      nullable: true,
    },
    shareAffected: { kind: 'decimal', description: 'The share of users or of the service affected, 0 to 1.' },
    assertedBy: group('The party that reported it.'),
  },
};

export const changes: ViewDefinition<'changes'> = {
  view: 'changes',
  typeName: 'Change',
  description: 'A change to a service as known.',
  columns: {
    agreement,
    change: text('The change, by its key.'),
    service,
    state: group('How far it has come, e.g. requested, approved, scheduled, started, finished.'),
    requestedAt: instantOrNull('When it was requested; null where no fact says.'),
    scheduledFrom: instantOrNull('From when on it is scheduled; null where it is not.'),
    scheduledUntil: instantOrNull('Until when it is scheduled; null where it is not.'),
    startedAt: instantOrNull('When it began; null where it did not.'),
    finishedAt: instantOrNull('When it was finished; null where it is not.'),
    outcome: groupOrNull('How it came out: successful, failed, backed out; null where it is not finished.'),
    authorised: flag('Whether it was authorised; false of one that was found out.'),
    month: month('in which it counts: of its end, else of the first fact about it'),
  },
};

export const contests: ViewDefinition<'contests'> = {
  view: 'contests',
  typeName: 'Contest',
  description: 'A contest of a fact, open or settled.',
  columns: {
    agreement,
    contest: text('The id of the fact that raised it; a fact can be contested again once that is settled.'),
    fact: text('The id of the contested fact.'),
    factType: groupOrNull('The type of the contested fact; null where the ledger does not hold it.'),
    subject: textOrNull('What the contested fact is about by its own key, e.g. the ticket.'),
    assertedBy: groupOrNull('The party that asserted the fact; null where the ledger does not hold it.'),
    contestedBy: group('The party that contests it.'),
    contestedAt: instant('When it was contested.'),
    reason: { kind: 'text', description: 'Why it is contested, in the words of the party.', shownOnly: true },
    state: oneOf(ContestStatus, 'ContestStatus', 'Where it stands.'),
    settledAt: instantOrNull('When it was settled; null while it is open.'),
    atStake: amountOrNull(
      'What the open statement would change by were the contest upheld; null where it is settled or was not worked out.',
    ),
    currency,
  },
};

export const reliefs: ViewDefinition<'reliefs'> = {
  view: 'reliefs',
  typeName: 'Relief',
  description: 'Relief claimed by the provider or granted to it.',
  columns: {
    agreement,
    relief: text('The relief, by its key.'),
    state: oneOf(ReliefState, 'ReliefState', 'Where it stands.'),
    claimedBy: groupOrNull('The party that claimed it; null where it was granted without a claim.'),
    claimedAt: instantOrNull('When it was claimed.'),
    decidedAt: instantOrNull('When it was decided; null while it is not.'),
    from: instantOrNull('From when on it excuses.'),
    until: instantOrNull('Until when it excuses; null where it goes on.'),
    reason: {
      kind: 'text',
      description: 'What delayed the provider, in its words.',
      nullable: true,
      shownOnly: true,
    },
  },
};

export const invoices: ViewDefinition<'invoices'> = {
  view: 'invoices',
  typeName: 'Invoice',
  description: 'An invoice of the provider as received, with what was disputed, paid and set off.',
  columns: {
    agreement,
    invoice: text('The invoice, by its number.'),
    period: { ...period, nullable: true, description: 'The period charged for; null where it names none.' },
    amount: amount('Its total; negative for a credit note.'),
    currency,
    receivedAt: instant('When it came.'),
    state: oneOf(InvoiceState, 'InvoiceState', 'Where it stands.'),
    open: amount('What is still to be paid; negative: to be given back.'),
    disputed: amountOrNull('What of that is in dispute; null where nothing is.'),
    paid: amount('What of it is paid.'),
    creditsApplied: amount('Service credits set off against it.'),
    month: month('in which it came'),
  },
};

export const exits: ViewDefinition<'exits'> = {
  view: 'exits',
  typeName: 'Exit',
  description: 'A right to leave as it stands.',
  columns: {
    agreement,
    exit: text('The exit clause, by its id in the terms.'),
    clause: { ...textOrNull('The place of the clause on paper, e.g. "12.3(a)".'), groups: true },
    state: oneOf(ExitState, 'ExitState', 'Where the right stands.'),
    scope: text('What may be left: the whole agreement, or which services.'),
    since: text('The local day since which the state has been what it is.'),
    reached: { kind: 'decimal', description: 'What stands at present, in `unit`.', nullable: true },
    threshold: { kind: 'decimal', description: 'The threshold, in `unit`.' },
    distance: {
      kind: 'decimal',
      description: 'What is missing to the threshold, in `unit`; 0 where the condition holds.',
      nullable: true,
    },
    unit: oneOf(ExitUnit, 'ExitUnit', 'What reached, threshold and distance count.'),
    noticeBy: dateOrNull('The last day for notice.'),
    curesBy: dateOrNull('The last day to cure.'),
    exercisableFrom: dateOrNull('The first day on which the right can be used.'),
    exerciseBy: dateOrNull('The last day on which the right can be used.'),
    endsOn: dateOrNull('The last day of the agreement, or of the service, after an exercise.'),
  },
};
