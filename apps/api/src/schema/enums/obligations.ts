import type {
  ObligationState as ObligationStateWord,
  ObligationStatement,
  OccurrenceActStatement,
  OccurrenceConsequence,
  OccurrenceStatement,
  ReliefDecisionStatement,
  ReliefStatement,
} from '@tallystick/engine';
import { enumOf } from './enum-of.js';

export const ObligationKind = enumOf<ObligationStatement['kind']>('ObligationKind', 'What is owed.', {
  obligation: 'Something to be done or delivered.',
  review: 'A review to be held.',
});

export const ObligationState = enumOf<ObligationStateWord>(
  'ObligationState',
  'How an occurrence of an obligation stands at the instant of valuation.',
  {
    open: 'It is not due yet.',
    overdue: 'Its due instant has passed, and it may still be done late.',
    delivered: 'It was delivered, and acceptance is awaited.',
    met: 'It was done in time.',
    late: 'It was done, late.',
    missed: 'It was not done by the last instant at which it could be.',
    waived: 'The other party waived it.',
    excused: 'Relief excuses it.',
  },
);

export const ActKind = enumOf<OccurrenceActStatement['kind']>(
  'ActKind',
  'What was done about an occurrence.',
  {
    fulfilled: 'It was fulfilled or delivered.',
    accepted: 'The other party accepted it.',
    refused: 'The other party refused it.',
    waived: 'The other party waived it.',
    left: 'What it is about has gone, e.g. the ticket was cancelled.',
  },
);

export const AcceptedBy = enumOf<NonNullable<OccurrenceStatement['acceptedBy']>>(
  'AcceptedBy',
  'What accepted a delivery.',
  { fact: 'The other party said so.', silence: 'The time for refusing it passed.' },
);

export const UnheardReason = enumOf<ObligationStatement['unheard'][number]['why']>(
  'UnheardReason',
  'Why a fact about an obligation changes nothing.',
  {
    'no-such-occurrence': 'There is no occurrence that it names.',
    'nothing-open': 'Nothing was open that it could be about.',
  },
);

export const ConsequenceKind = enumOf<OccurrenceConsequence['consequence']>(
  'ConsequenceKind',
  'What an occurrence has consequences for.',
  { late: 'It was late.', missed: 'It was missed.' },
);

export const MissedEscalationState = enumOf<'missed' | 'excused'>(
  'MissedEscalationState',
  'How a step of a ladder stands that was not taken in time.',
  { missed: 'It was missed.', excused: 'Relief excuses it.' },
);

export const ReliefState = enumOf<ReliefStatement['state']>('ReliefState', 'How relief stands.', {
  claimed: 'It was claimed and is not decided.',
  granted: 'It was granted, or the terms give it.',
  refused: 'It was refused.',
  'out-of-time': 'Notice came too late, and the terms bar it.',
});

export const ReliefSettledBy = enumOf<NonNullable<ReliefStatement['settledBy']>>(
  'ReliefSettledBy',
  'What settled a relief.',
  {
    decision: 'Who has to decide did.',
    silence: 'The time for deciding passed.',
    notice: 'Notice came too late.',
    terms: 'The terms give it without a claim.',
  },
);

export const ReliefDecider = enumOf<NonNullable<ReliefStatement['decidedBy']>>(
  'ReliefDecider',
  'Whose decision about relief counts.',
  { client: 'The client’s.', provider: 'The provider’s.', both: 'That of both.' },
);

export const ReliefDecisionKind = enumOf<ReliefDecisionStatement['kind']>(
  'ReliefDecisionKind',
  'How a claim for relief was decided.',
  { granted: 'It was granted.', refused: 'It was refused.' },
);
