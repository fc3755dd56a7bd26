import type {
  ContestOutcome as ContestOutcomeWord,
  InvoiceLineVerdict as VerdictWord,
  InvoiceState as StateWord,
  InvoiceStepView,
} from '@tallystick/application';
import { enumOf } from './enum-of.js';

export const ContestStatus = enumOf<'open' | 'upheld' | 'rejected'>(
  'ContestStatus',
  'How a contest of a fact stands.',
  {
    open: 'It is not settled; the fact counts until it is.',
    upheld: 'It was right: the fact counts no more.',
    rejected: 'The fact stands; also where the contest was withdrawn.',
  },
);

export const ContestOutcome = enumOf<ContestOutcomeWord>('ContestOutcome', 'How a contest is settled.', {
  upheld: 'It was right, and the fact counts no more: said by the party whose fact it is, or an arbiter.',
  rejected: 'The fact stands: said by an arbiter, or by the party that contested.',
  withdrawn: 'The party that contested lets it be.',
});

export const ReliefDecisionInputKind = enumOf<'granted' | 'refused'>(
  'ReliefDecisionMade',
  'How a claim for relief is decided.',
  {
    granted: 'Granted, wholly or to an extent.',
    refused: 'Refused.',
  },
);

export const CureDecision = enumOf<'accepted' | 'refused'>('CureDecision', 'How a cure is decided.', {
  accepted: 'It is accepted.',
  refused: 'It is refused.',
});

export const InvoiceState = enumOf<StateWord>('InvoiceState', 'How an invoice stands.', {
  received: 'Nothing was paid, set off or disputed.',
  disputed: 'Some of what is open is in dispute.',
  'partly-settled': 'Something was paid or set off, something is open, and nothing of it is in dispute.',
  settled: 'Nothing is open.',
});

export const InvoiceStepKind = enumOf<InvoiceStepView['kind']>(
  'InvoiceStepKind',
  'What was done about an invoice.',
  {
    disputed: 'It was disputed.',
    settled: 'It was paid; a credit note: paid back.',
    'credit-applied': 'A credit was set off against it.',
  },
);

export const InvoiceLineVerdict = enumOf<VerdictWord>(
  'InvoiceLineVerdict',
  'What a line of an invoice is, held against the terms in force for the period that it is for.',
  {
    'as-agreed': 'Exactly what is still to be charged.',
    'too-much': 'More than that.',
    'too-little': 'Less than that.',
    'charged-before': 'Other invoices have charged all of it already.',
    'unknown-charge': 'The terms have no such charge in that period.',
    'no-charge-named': 'It does not say what it is for.',
    'no-period': 'It names no period of the agreement.',
    missing: 'The terms charge it, and the invoice does not.',
    credit: 'The provider gives a credit; it stands against the credits due.',
  },
);
