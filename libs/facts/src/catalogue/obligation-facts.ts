import { declareFamily, digest, key, optional, period, ownWords, required } from './field.js';

const declare = declareFamily('obligation');

const which = {
  obligation: required(key, 'The id of the obligation in the terms.'),
  period: optional(period, 'The period it was owed for, where it is owed for each.'),
  occurrence: optional(key, 'Which occurrence, where it is owed for each event: the key of that event.'),
};
const reason = optional(ownWords, 'Why.');

/** Duties of either party: reports, tests, answers. */
export const obligationFacts = {
  ObligationFulfilled: declare('The party that owed it says that it is done.', {
    ...which,
    evidenceDigest: optional(digest, 'The SHA-256 digest of the document that shows it.'),
    note: optional(ownWords, 'A note to the other party.'),
  }),
  ObligationAccepted: declare('The other party accepted it.', { ...which }),
  ObligationRefused: declare('The other party refused it.', { ...which, reason }),
  ObligationWaived: declare('The other party does without it.', { ...which, reason }),
};
