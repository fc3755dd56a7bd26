import { Choice, DurationText, Nested, Text } from '@tallystick/documents';

const header = { pattern: /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, called: 'the name of a header', maxLength: 100 };

/** Where the sender says when it signed. */
export class TimestampRule {
  @Text({
    ...header,
    meaning: 'The header. It may be that of the signature, where both stand in one.',
    example: 'webhook-timestamp',
  })
  header!: string;

  @Choice(['comma', 'space'], {
    meaning: 'What parts the elements of the header, where it has several.',
    optional: true,
    default: 'the header is one element',
  })
  separator?: 'comma' | 'space';

  @Text({
    meaning: 'What the element begins with, such as `t=`; the others are not looked at.',
    optional: true,
    maxLength: 50,
  })
  prefix?: string;

  @Choice(['seconds', 'milliseconds', 'instant'], {
    meaning: 'How it is written: seconds or milliseconds since 1970, or an instant of ISO 8601.',
    optional: true,
    default: '`seconds`',
  })
  written?: 'seconds' | 'milliseconds' | 'instant';
}

/** How the sender signs: a keyed digest (HMAC, RFC 2104) over the body as it was sent, byte for byte. */
export class SignatureRule {
  @Choice(['hmac-sha256', 'hmac-sha512'], { meaning: 'The digest.' })
  algorithm!: 'hmac-sha256' | 'hmac-sha512';

  @Text({ ...header, meaning: 'The header with the signature.', example: 'x-hub-signature-256' })
  header!: string;

  @Choice(['hex', 'upper-case-hex', 'base64'], {
    meaning: 'How the digest is written.',
    optional: true,
    default: '`hex`, in lower case',
  })
  encoding?: 'hex' | 'upper-case-hex' | 'base64';

  @Choice(['comma', 'space'], {
    meaning:
      'What parts the elements of the header, where it may have several signatures; one that fits is enough.',
    optional: true,
    default: 'the header is one element',
  })
  separator?: 'comma' | 'space';

  @Text({
    meaning:
      'What a signature begins with, such as `sha256=`, `v1,` or `v0=`. Elements without it do not count.',
    optional: true,
    maxLength: 50,
  })
  prefix?: string;

  @Text({
    meaning:
      'What is signed: `{body}`, and around it texts of the scheme, `{timestamp}` as the header writes it, and `{delivery}`, the header of `delivery`.',
    optional: true,
    default: '`{body}`',
    maxLength: 200,
    example: '{timestamp}.{body}',
  })
  signed?: string;

  @Nested(() => TimestampRule, {
    meaning:
      'When it was signed. With it, a delivery that was recorded by somebody and is sent again later is refused.',
    optional: true,
  })
  timestamp?: TimestampRule;

  @DurationText({
    meaning:
      'How far the time of the signature may be from the clock of this machine, both ways, the bound included.',
    optional: true,
    default: '`5m`',
  })
  tolerance?: string;
}
