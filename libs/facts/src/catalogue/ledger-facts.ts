import { choice, count, declareFamily, digest, optional, prose, required, uuid } from './field.js';

const declare = declareFamily('ledger');

const fact = required(uuid, 'The id of the fact concerned.');
const checkpoint = {
  size: required(count, 'How many facts the checkpoint covers.'),
  rootHash: required(digest, 'The Merkle root over them, in hexadecimal.'),
  note: required(prose, 'The signed note, whole.'),
};

/** Facts about facts: taken back, contested, sealed. */
export const ledgerFacts = {
  FactRetracted: declare('A fact was wrong and no longer counts.', {
    fact,
    reason: required(prose, 'Why.'),
  }),
  FactContested: declare('A party disputes a fact; it counts until the contest is settled.', {
    fact,
    reason: required(prose, 'Why.'),
  }),
  ContestSettled: declare('A contest ended.', {
    fact,
    outcome: required(
      choice('upheld', 'rejected'),
      'Upheld: the contest was right and the fact no longer counts. Rejected: the fact stands.',
    ),
    reason: optional(prose, 'Why.'),
  }),
  CheckpointSigned: declare("The ledger's keeper signed a checkpoint.", { ...checkpoint }),
  CheckpointCosigned: declare('The counterparty signed the same checkpoint.', { ...checkpoint }),
};
