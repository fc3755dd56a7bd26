import {
  type FactFamily as FactFamilyWord,
  factCatalogue,
  type FactType as FactTypeWord,
  factTypes,
} from '@tallystick/facts';
import { enumOf } from './enum-of.js';

/** The types of facts keep their own names: `TicketOpened` is `TICKET_OPENED`. */
export const FactType = enumOf<FactTypeWord>(
  'FactType',
  'What a fact says happened (docs/reference/facts.md).',
  Object.fromEntries(factTypes.map((type) => [type, factCatalogue[type].meaning])) as Record<
    FactTypeWord,
    string
  >,
);

export const FactFamily = enumOf<FactFamilyWord>('FactFamily', 'Which part of the world a fact is about.', {
  agreement: 'The agreement and its terms.',
  ticket: 'A ticket.',
  change: 'A change.',
  service: 'The service: outages and maintenance.',
  measurement: 'Something measured elsewhere.',
  obligation: 'An obligation.',
  project: 'A project.',
  accountability: 'Problems, risks, recommendations, reviews, responsibilities.',
  relief: 'Relief.',
  money: 'Statements, credits, invoices.',
  exit: 'The right to leave.',
  ledger: 'The ledger itself: retractions, contests, checkpoints.',
});

export const FactStanding = enumOf<'counts' | 'contested' | 'retracted' | 'overturned'>(
  'FactStanding',
  'Whether a fact counts, as known now.',
  {
    counts: 'It counts.',
    contested: 'It is disputed, and counts until that is settled.',
    retracted: 'It was retracted, and counts no more.',
    overturned: 'A contest of it was upheld, and it counts no more.',
  },
);
