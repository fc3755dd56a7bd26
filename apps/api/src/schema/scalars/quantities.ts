import { parseLocalDate, parseInstant, Rational } from '@tallystick/quantities';
import { TallyError } from '@tallystick/errors';
import { GraphQLScalarType, Kind } from 'graphql';
import { readDuration, writeDuration } from './duration.js';
import { refused, textScalar } from './text-scalar.js';

const asWritten =
  (check: (text: string) => unknown) =>
  (text: string): string => {
    check(text);
    return text;
  };

function matching(pattern: RegExp, what: string) {
  return asWritten((text) => {
    if (!pattern.test(text)) throw new TallyError('quantity-invalid', `"${text}" is not ${what}.`);
  });
}

/** `-12.50`. */
export const Decimal = textScalar({
  name: 'Decimal',
  description:
    'An exact decimal number as text, e.g. "-12.50" or "99.9": never a float. Money has the decimal places of its currency.',
  example: '"18500.00"',
  read: asWritten((text) => Rational.parse(text)),
});

/** `1/3`. */
export const ExactNumber = textScalar({
  name: 'ExactNumber',
  description:
    'An exact number as text: a whole number "n" or a fraction "n/d" in lowest terms; what a figure was before it was rounded.',
  example: '"2/3"',
  read: matching(/^-?\d{1,1000}(?:\/[1-9]\d{0,999})?$/, 'an exact number'),
});

export const Instant = textScalar({
  name: 'Instant',
  description:
    'A point on the world’s time line. Answers are in UTC ("2025-03-14T17:02:00Z"); arguments may have another offset.',
  example: '"2025-03-14T17:02:00Z"',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  read: asWritten((text) => parseInstant(text)),
});

export const LocalDate = textScalar({
  name: 'LocalDate',
  description: 'A day of the calendar in the agreement’s own time zone, e.g. "2025-03-31".',
  example: '"2025-03-31"',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  read: asWritten((text) => parseLocalDate(text)),
});

export const Duration = textScalar({
  name: 'Duration',
  description:
    'A length of time of whole seconds in ISO 8601, e.g. "PT1H11M14S"; hours may be more than 24. Arguments may also say "1h11m14s".',
  example: '"PT4H30M"',
  specifiedByURL: 'https://www.iso.org/standard/70907.html',
  read: readDuration,
  write: writeDuration,
});

export const Period = textScalar({
  name: 'Period',
  description:
    'A measurement period of the agreement: "2025-03", "2025-Q1" or "2025", in the agreement’s time zone.',
  example: '"2025-03"',
  read: matching(/^\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?$/, 'a period'),
});

export const KnownAt = textScalar({
  name: 'KnownAt',
  description:
    'Up to when facts are known, on the axis of recording: a revision of the ledger ("4711": the position of the last fact known), ' +
    'an instant ("2025-04-05T09:00:00Z": what was recorded by then) or a local date (its end in the agreement’s time zone).',
  example: '"2025-04-05"',
  read: asWritten((text) => {
    if (/^\d{1,16}$/.test(text)) return;
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) parseLocalDate(text);
    else parseInstant(text);
  }),
});

export const Digest = textScalar({
  name: 'Digest',
  description: 'A SHA-256 digest as 64 hexadecimal digits in lower case.',
  example: '"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"',
  read: matching(/^[0-9a-f]{64}$/, 'a SHA-256 digest'),
});

function wholeNumber(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= -1) return value;
  throw refused('Position', 'It has to be a whole number from -1 on, below 2^53.', '4711');
}

/** A place in a ledger. */
export const Position = new GraphQLScalarType<number, number>({
  name: 'Position',
  description:
    'A place in an agreement’s ledger on the axis of recording: a whole number from 0 on, without gaps, below 2^53; it is also the revision ' +
    'of the ledger once the fact is recorded. -1: before the first fact.',
  serialize: wholeNumber,
  parseValue: wholeNumber,
  parseLiteral: (node) => wholeNumber(node.kind === Kind.INT ? Number(node.value) : undefined),
});

function countOf(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw refused('WholeNumber', 'It has to be a whole number below 2^53.', '86400');
}

/** What may be more than 32 bits hold. */
export const WholeNumber = new GraphQLScalarType<number, number>({
  name: 'WholeNumber',
  description: 'A whole number of at most 53 bits, where 32 may be too few: seconds since 1970.',
  serialize: countOf,
  parseValue: countOf,
  parseLiteral: (node) => countOf(node.kind === Kind.INT ? Number(node.value) : undefined),
});
