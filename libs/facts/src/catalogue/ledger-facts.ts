import {
  choice,
  count,
  declareFamily,
  digest,
  instant,
  line,
  optional,
  ownWords,
  prose,
  required,
  uuid,
} from './field.js';

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
    reason: required(ownWords, 'Why.'),
  }),
  FactContested: declare('A party disputes a fact; it counts until the contest is settled.', {
    fact,
    reason: required(ownWords, 'Why.'),
  }),
  ContestSettled: declare('A contest ended.', {
    fact,
    outcome: required(
      choice('upheld', 'rejected'),
      'Upheld: the contest was right and the fact no longer counts. Rejected: the fact stands.',
    ),
    reason: optional(ownWords, 'Why.'),
  }),
  SubjectErased: declare(
    "The key of a person's sealed texts was destroyed: nobody can read them any more, and every digest stands.",
    {
      subject: required(uuid, 'The pseudonym that the sealed texts name.'),
      ground: required(
        choice(
          'no-longer-needed',
          'consent-withdrawn',
          'objection',
          'unlawful',
          'legal-obligation',
          'agreed',
        ),
        'Why it had to be, in words that name nobody.',
      ),
      requestedBy: required(choice('subject', 'party', 'authority'), 'Who asked for it.'),
      requestedAt: optional(instant, 'When it was asked for; without it, when it was done.'),
      texts: required(count, 'How many texts of this ledger the key had sealed.'),
    },
  ),
  SigningKeyAnnounced: declare("The ledger's keeper names the key that signs its checkpoints from now on.", {
    verifierKey: required(
      line,
      'The public key in the text form of C2SP signed notes; its name is the origin.',
    ),
    replaces: optional(line, 'The key that it takes the place of, in the same form.'),
  }),
  CosigningKeyAnnounced: declare('A party names the key by which it cosigns checkpoints from now on.', {
    verifierKey: required(line, 'The public key in the text form of C2SP signed notes.'),
    replaces: optional(line, 'The key that it takes the place of, in the same form.'),
  }),
  CheckpointSigned: declare("The ledger's keeper signed a checkpoint.", { ...checkpoint }),
  CheckpointCosigned: declare('The counterparty signed the same checkpoint.', { ...checkpoint }),
};
