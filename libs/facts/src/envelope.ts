import { type FieldSet, key, optional, person, record, required } from './catalogue/field.js';

/** How the envelope's fields are declared; they are checked and shown in the reference as those of a payload are. */
export const envelopeFields = {
  agreement: required(key, 'The agreement whose ledger holds the fact.'),
  assertedBy: required(
    record({
      actor: optional(person, 'The person or program that spoke for the party, by a key rather than a name.'),
      party: required(
        { kind: 'text', limit: 200, usual: ['client', 'provider'] },
        'The party, as the terms name it.',
      ),
    }),
    'Who says so.',
  ),
  effectiveAt: required({ kind: 'instant' }, 'When it happened in the world.'),
  id: required({ kind: 'uuid' }, 'The id of the fact; the same id twice is the same fact.'),
  recordedAt: required({ kind: 'instant' }, 'When the ledger took it; it never goes back.'),
  schema: required({ kind: 'whole-number', least: 1 }, 'The version of the payload.'),
  source: optional(
    record({
      key: required(key, "The system's own key of the record."),
      revision: optional(key, "The system's own revision of the record."),
      system: required(key, 'The system it came from.'),
    }),
    'Where it came from.',
  ),
  type: required(key, 'One of the types below.'),
} as const satisfies FieldSet;

/** The keys of the envelope; no payload uses one of them. */
export const envelopeKeys = Object.keys(envelopeFields) as readonly (keyof typeof envelopeFields)[];
