import { Choice, ListOf, MapOf, Nested, shape, Text } from '@tallystick/documents';
import { SignatureRule } from './signature-rule.js';

/** Where a secret is; never the secret itself. */
export class SecretRule {
  @Text({
    meaning: 'The environment variable that holds it. Its name must not begin with `TALLY_`.',
    optional: true,
    pattern: /^(?!TALLY_)[A-Za-z_][A-Za-z0-9_]*$/,
    called: 'the name of an environment variable that does not begin with TALLY_',
    example: 'SERVICE_DESK_WEBHOOK_SECRET',
    maxLength: 100,
  })
  variable?: string;

  @Text({
    meaning: 'The file that holds it; a line end after it does not count.',
    optional: true,
    maxLength: 1000,
  })
  file?: string;

  @Choice(['text', 'base64', 'hex'], {
    meaning: 'How the key is written.',
    optional: true,
    default: '`text`: its UTF-8 bytes are the key',
  })
  encoding?: 'text' | 'base64' | 'hex';

  @Text({
    meaning: 'What stands before the key and does not belong to it, such as `whsec_`.',
    optional: true,
    maxLength: 50,
  })
  prefix?: string;
}

/** Where a word of a delivery stands. */
export class PlaceRule {
  @Text({ meaning: 'A header.', optional: true, maxLength: 100, example: 'x-github-event' })
  header?: string;

  @Text({ meaning: 'A path into the JSON body.', optional: true, maxLength: 200, example: 'event.type' })
  path?: string;
}

/** Deliveries of several kinds, told apart by a word. */
export class EventsRule {
  @Nested(() => PlaceRule, { meaning: 'Where the word stands that says what kind of event it is.' })
  word!: PlaceRule;

  @MapOf(shape.text({ called: 'a mapping', maxLength: 200 }), {
    meaning:
      'The words and the mapping of each: the name of a shipped one, a file beside this document, or `ignore` for events that bring nothing.',
    min: 1,
  })
  mappings!: Map<string, string>;

  @Choice(['ignore', 'dead-letter'], {
    meaning: 'What happens to an event with another word, or without one.',
    optional: true,
    default: '`dead-letter`',
  })
  else?: 'ignore' | 'dead-letter';
}

/** A system that pushes what happens: whose voice it is, how it signs, and what its events mean. It is data. */
export class WebhookDocument {
  @Text({
    meaning: 'The name of the source, the last part of its address `/webhooks/NAME`.',
    pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    called: 'a name of lower-case letters, digits and hyphens',
    example: 'service-desk',
    maxLength: 100,
  })
  webhook!: string;

  @Text({ meaning: 'What it is, for people.', optional: true })
  title?: string;

  @Text({ meaning: 'The agreement in whose ledger its facts are recorded.', maxLength: 200 })
  agreement!: string;

  @Text({
    meaning: 'The party that it speaks for: `client`, `provider` or a third party of the terms.',
    maxLength: 200,
  })
  party!: string;

  @Text({
    meaning: 'The program that speaks.',
    optional: true,
    default: '`webhook NAME`',
    maxLength: 200,
  })
  actor?: string;

  @Nested(() => SignatureRule, { meaning: 'How it signs.' })
  signature!: SignatureRule;

  @ListOf(shape.nested(() => SecretRule), {
    meaning: 'The secrets that it may sign with: the new one and the old one while they are being exchanged.',
    min: 1,
    max: 10,
  })
  secrets!: SecretRule[];

  @Nested(() => PlaceRule, {
    meaning: 'What a delivery is known by; one that comes again is answered and changes nothing.',
    optional: true,
    default: 'the digest of its body, which also stands in for a delivery without one',
  })
  delivery?: PlaceRule;

  @Text({
    meaning: 'The mapping of its events: the name of a shipped one, or a file beside this document.',
    optional: true,
    maxLength: 200,
  })
  mapping?: string;

  @Nested(() => EventsRule, { meaning: 'Instead of `mapping`: events of several kinds.', optional: true })
  events?: EventsRule;
}
