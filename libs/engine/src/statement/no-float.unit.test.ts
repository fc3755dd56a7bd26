import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { canonicalJson } from '@tallystick/facts';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { january } from '../testing/levels.js';
import { assertWholeNumbers } from './no-float.js';
import { statementBytes, statementDigest } from './statement-bytes.js';
import type { Statement } from './statement.js';

const statement = january(
  `
serviceLevels:
  - id: solved
    measure: { kind: ticket-share, clock: resolution, within: 4h, countIn: opened }
    target: { atLeast: 90 }`,
  [
    {
      type: 'TicketOpened',
      effectiveAt: '2025-01-06T09:00:00Z',
      ticket: 'T1',
      ticketType: 'incident',
      priority: 'P1',
    },
  ],
);

/** The statement with another number of decimal places. */
function withPlaces(decimalPlaces: number): Statement {
  return { ...statement, currency: { ...statement.currency, decimalPlaces } };
}

describe('the bytes of a statement', () => {
  test('hold whole numbers', () => {
    expect(statementBytes(statement)).toBe(canonicalJson(statement));
  });

  // Canonical JSON itself writes 0.5: a fact may hold one. A statement may not.
  test.each([0.5, 2.0000001, -0, NaN, Number.POSITIVE_INFINITY, 2 ** 53])('are refused for %s', (float) => {
    for (const make of [statementBytes, statementDigest]) {
      expect(() => make(withPlaces(float))).toThrow(
        expect.objectContaining({ code: 'internal-invariant' }) as Error,
      );
    }
  });

  test('say where the float stands', () => {
    const operands = { share: ['1/3', 0.25] as unknown as readonly number[] };
    const [level] = statement.serviceLevels;
    const wrong = { ...level!, because: { ...level!.because, operands } };
    expect(() => statementBytes({ ...statement, serviceLevels: [wrong] })).toThrow(
      /serviceLevels\[0\]\.because\.operands\.share\[1\] is 0\.25/,
    );
    expect(() => assertWholeNumbers(0.1)).toThrow(/it is 0\.1/);
    expect(() =>
      assertWholeNumbers([1, '0.5', null, true, { count: Number.MAX_SAFE_INTEGER }]),
    ).not.toThrow();
  });
});

/**
 * The static check on a real file with lines planted after it: what a person would see who wrote a float there. The
 * file itself is not touched.
 */
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const eslint = new ESLint({ cwd: root });
async function complaintsOf(file: string, planted: string): Promise<string[]> {
  const text = readFileSync(`${root}${file}`, 'utf8');
  const [result] = await eslint.lintText(`${text}\n${planted}\n`, { filePath: `${root}${file}` });
  const first = text.split('\n').length;
  return result!.messages
    .filter(({ ruleId }) => ruleId === 'figures/no-floats')
    .map(({ line, message }) => `${line - first}: ${message.split('.')[0]}`);
}

describe('the static check', { timeout: 120_000 }, () => {
  test.each([
    'libs/engine/src/credits/settle-credits.ts',
    'libs/terms/src/clauses/price.ts',
    'libs/quantities/src/duration.ts',
  ])('three floats planted in %s are found', async (file) => {
    const planted = [
      'export const half = 0.5;',
      'export const share = (met: number, all: number): number => met / all;',
      'export const price = (text: string): number => Number(text);',
    ];
    expect(await complaintsOf(file, planted.join('\n'))).toEqual([
      '1: 0',
      '2: A division of numbers may leave a fraction',
      '3: Read text with toWholeNumber, or as a Rational: a number may be a fraction, or lose digits',
    ]);
  });

  test('every other way to a float is found, and what stays whole is not', async () => {
    const wrong = [
      'let sum = 7; sum /= 2;',
      'export const power = (n: number): number => 10 ** n;',
      'export const rounded = (n: number): number => Math.round(n);',
      "export const root = (n: number): number => Math['sqrt'](n);",
      'export const pi = Math.PI;',
      'export const parsed = (text: string): number => parseFloat(text);',
      'export const parsedSo = (text: string): number => Number.parseFloat(text);',
      'export const read = (text: string): number => +text;',
      'export const all = (texts: string[]): number[] => texts.map(Number);',
      'export const money = (n: number): string => n.toFixed(2);',
      'export const any = (n: any): string => n.toPrecision(3);',
      'export const least = Number.EPSILON;',
      'export const nested = (n: number): number => Math.floor(n / 2 + n);',
      'export const tiny = 1e-7;',
    ];
    const found = await complaintsOf('libs/engine/src/credits/settle-credits.ts', wrong.join('\n'));
    expect([...new Set(found.map((each) => Number(each.split(':')[0])))]).toEqual(
      wrong.map((_, index) => index + 1),
    );
    const right = [
      'export const half = (n: number): number => Math.floor(n / 2) + Math.trunc(n / 3) + Math.ceil(n / 4);',
      'export const exact = (a: bigint, b: bigint): bigint => a / b + 10n ** b;',
      'export const text = (amount: { toFixed(places: number): string }): string => amount.toFixed(2);',
      'export const most = Math.max(1e3, 0x10, Number.MAX_SAFE_INTEGER, Math.abs(-1) % 7);',
      'export const whole = Number.isSafeInteger(7);',
    ];
    expect(await complaintsOf('libs/engine/src/credits/settle-credits.ts', right.join('\n'))).toEqual([]);
  });

  test('as they stand, the rooms in which figures are made are checked at all', async () => {
    for (const file of [
      'libs/quantities/src/rational.ts',
      'libs/terms/src/index.ts',
      'libs/engine/src/index.ts',
      'libs/engine/src/prose/words.ts',
    ]) {
      const config = (await eslint.calculateConfigForFile(`${root}${file}`)) as {
        readonly rules: Readonly<Record<string, readonly unknown[]>>;
      };
      expect(config.rules['figures/no-floats']?.[0]).toBe(2);
    }
  });
});
