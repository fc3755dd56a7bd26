import { choice, date, declareFamily, document, key, optional, ownWords, required } from './field.js';

const declare = declareFamily('agreement');

/** The contract itself: what was signed and how it changed. The terms room reads the documents. */
export const agreementFacts = {
  AgreementSigned: declare('The parties signed the agreement; its ledger begins here.', {
    terms: required(document, 'The whole terms document.'),
  }),
  TermsAmended: declare('An amendment or a correction of the terms was agreed.', {
    amendment: required(key, 'The id of the amendment.'),
    kind: required(
      choice('amendment', 'correction'),
      'An amendment changes the terms from a date; a correction says that the meaning never differed.',
    ),
    effectiveFrom: required(date, 'The first local date under the changed terms.'),
    executedAt: required(date, 'The date of the signatures, which may be later than effectiveFrom.'),
    document: required(document, 'The amendment document: the clauses it replaces.'),
  }),
  TermsRescinded: declare('An amendment was taken back.', {
    amendment: required(key, 'The id of the amendment that no longer holds.'),
    effectiveFrom: optional(date, 'The first local date without it; without a date it never held.'),
    reason: optional(ownWords, 'Why.'),
  }),
};
