import { type GraphQLScalarType, Kind, parseValue } from 'graphql';
import { describe, expect, test } from 'vitest';
import {
  Decimal,
  Digest,
  Duration,
  ExactNumber,
  Instant,
  JSONObject,
  KnownAt,
  LocalDate,
  Period,
  Position,
} from './index.js';

const digest = 'a'.repeat(64);

describe.each<[GraphQLScalarType, readonly unknown[], readonly unknown[]]>([
  [Decimal, ['99.9', '-12.50', '0'], ['1e3', '1,000.00', '', '٣', 12.5, null, '0x1f']],
  [ExactNumber, ['2/3', '-7', '0'], ['2/0', '1.5', '1/-2', 3]],
  [
    Instant,
    ['2025-03-14T17:02:00Z', '2025-03-14T18:02:00+01:00'],
    ['2025-03-14', '2025-02-30T00:00:00Z', 1741971720],
  ],
  [LocalDate, ['2025-03-31', '2024-02-29'], ['2025-02-29', '31.03.2025', '2025-3-1']],
  [Period, ['2025-03', '2025-Q1', '2025'], ['2025-13', '2025-Q5', '25', 2025]],
  [KnownAt, ['0', '4711', '2025-04-05', '2025-04-05T09:00:00Z'], ['-1', 'now', '2025-02-30', 4711]],
  [Digest, [digest], [digest.toUpperCase(), digest.slice(1), 'g'.repeat(64)]],
  [Duration, ['PT4H30M', '4h30m', 'PT0S', '90m'], ['P1D', 'PT', '1.5h', 'PT1.5H', 90]],
  [Position, [0, 4711, Number.MAX_SAFE_INTEGER], [-2, 1.5, '4711', 2 ** 53]],
  [JSONObject, [{ a: [1, null] }], [[1], 'text', null]],
])('%s', (scalar, accepted, refused) => {
  test.each(accepted.map((value) => [value]))('takes %j, as a variable and in the document', (value) => {
    const literal = scalar.parseLiteral(parseValue(asLiteral(value)));
    expect(literal).toEqual(scalar.parseValue(value));
  });

  test.each(refused.map((value) => [value]))('refuses %j and says how it is written', (value) => {
    expect(() => scalar.parseValue(value)).toThrow(/Write it like/);
    const refusal = (() => {
      try {
        scalar.parseValue(value);
      } catch (error) {
        return error as { extensions: { code: string } };
      }
      return undefined;
    })();
    expect(refusal?.extensions.code).toBe('quantity-invalid');
  });
});

/** A value as it stands in a document. */
function asLiteral(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"(\w+)":/g, '$1:');
}

describe('what the server holds', () => {
  test.each([
    [0, 'PT0S'],
    [4274, 'PT1H11M14S'],
    [90_000, 'PT25H'],
    [-300, '-PT5M'],
    [60, 'PT1M'],
  ])('%i seconds are %s', (seconds, text) => {
    expect(Duration.serialize(seconds)).toBe(text);
    if (seconds >= 0) expect(Duration.parseValue(text)).toBe(seconds);
  });

  test('is never written as something else than it is', () => {
    expect(() => Decimal.serialize(12.5)).toThrow(TypeError);
    expect(() => Duration.serialize(1.5)).toThrow(TypeError);
    expect(() => Position.serialize(1.5)).toThrow();
    expect(() => Decimal.parseLiteral({ kind: Kind.FLOAT, value: '12.5' })).toThrow(/has to be text/);
  });
});
