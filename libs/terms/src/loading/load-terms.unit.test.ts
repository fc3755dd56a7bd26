import { readFileSync } from 'node:fs';
import { isTallyError } from '@tallystick/errors';
import { parseLocalDate } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import { errorsOf, exampleWith, load, refusalOf } from '../testing/documents.js';
import { plain, zones } from '../testing/entries.js';
import { exampleAgreement } from '../testing/example-agreement.js';
import { loadTerms, readTerms } from './load-terms.js';

describe('readTerms', () => {
  const terms = readTerms(exampleAgreement, 'example.yaml', zones);

  it('resolves every default as the reference states it', () => {
    expect(terms.priorities).toEqual(['P1', 'P2', 'P3', 'P4', 'P5']);
    expect(terms.rounding).toBe('half-up');
    expect(terms.term).toEqual({ from: parseLocalDate('2025-01-01'), to: parseLocalDate('2027-12-31') });
    expect(terms.charges.get('internet')).toMatchObject({ prorate: 'days', passThrough: true });
    expect(terms.clocks.get('response')).toMatchObject({
      pause: undefined,
      onReprioritise: 'retarget',
      onDowngradeAfterBreach: 'keep-breach',
      onReopen: 'continue',
      reopenWithinSeconds: undefined,
      pauseAfterBreach: 'freeze-overrun',
      start: 'next-opening',
      outOfHoursAllowanceSeconds: 0,
      responseEvidence: new Set(['public-reply', 'private-note', 'assignment', 'status-change']),
      termsOf: 'opened',
    });
    expect(terms.serviceLevels.get('p1-resolution')?.measure).toMatchObject({
      judgedBy: 'final',
      exclude: new Set(['cancelled', 'duplicate', 'no-limit']),
    });
    expect(terms.serviceLevels.get('p1-resolution')).toMatchObject({ notMeasuredInARun: 'breaks' });
    expect(terms.exits.get('p1-chronic')).toMatchObject({
      scope: 'whole',
      when: { kind: 'in-a-row', below: { kind: 'minimum' }, count: 3 },
    });
    expect(terms.currency).toEqual({ code: 'GBP', decimalPlaces: 2 });
  });

  it('comes to the same from its stored JSON, whatever the order of keys', () => {
    const stored: unknown = JSON.parse(JSON.stringify(terms.document));
    const again = loadTerms(stored, zones);
    expect(again).toEqual(terms);
    const turned = Object.fromEntries(Object.entries(stored as object).reverse());
    expect(loadTerms(turned, zones).digest).toBe(terms.digest);
  });

  it('has a digest that changes with every figure', () => {
    const other = readTerms(exampleAgreement.replace('18500.00', '18500.01'), 'example.yaml', zones);
    expect(other.digest).not.toBe(terms.digest);
    expect(terms.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes numbers quoted or not', () => {
    const unquoted = exampleAgreement.replaceAll(/"(\d+(?:\.\d+)?)"/g, '$1');
    expect(unquoted).not.toBe(exampleAgreement);
    expect(readTerms(unquoted, 'example.yaml', zones).digest).toBe(terms.digest);
  });

  it('reads JSON as well', () => {
    const json = JSON.stringify(plain(exampleAgreement));
    expect(readTerms(json, 'example.json', zones).digest).toBe(terms.digest);
  });

  it('is frozen', () => {
    expect(Object.isFrozen(terms)).toBe(true);
    expect(Object.isFrozen(terms.serviceLevels.get('p1-resolution'))).toBe(true);
    expect(Object.isFrozen(terms.clocks.get('resolution'))).toBe(true);
  });

  it('names file, line and column', () => {
    const text = exampleAgreement.replace('below: 85, percent: 10', 'belw: 85, percent: 10');
    try {
      readTerms(text, 'contract.yaml', zones);
      expect.unreachable();
    } catch (error) {
      if (!isTallyError(error)) throw error;
      const lines = text.split('\n');
      const line = lines.findIndex((entry) => entry.includes('belw'));
      const column = lines[line]!.indexOf('belw');
      expect(error.details[0]).toEqual({
        place: `serviceLevels[0].credit.bands[0].belw (contract.yaml:${line + 1}:${column + 1})`,
        problem: 'There is no key `belw` here.',
        mend: 'Did you mean `below`?',
      });
    }
  });
});

describe('a document with errors', () => {
  it.each([
    ['a misspelt key', 'titel: x', 'titel | There is no key `titel` here. | Did you mean `title`?'],
    ['a missing key', 'timezone: null', 'timezone | It has no value.'],
    ['an unknown zone', 'timezone: Europe/Lodnon', 'timezone | The time zone "Europe/Lodnon" is not'],
    [
      'an unknown currency',
      'currency: GPB',
      'currency | "GPB" is not a currency of ISO 4217. | Did you mean',
    ],
    [
      'a reversed term',
      'term: { from: 2025-01-01, to: 2024-12-31 }',
      'term | The term ends on 2024-12-31, before it begins',
    ],
    [
      'one party',
      'parties: { client: Acme, provider: Acme }',
      'parties.provider | Client and provider are the same. | Name two parties.',
    ],
    [
      'another period',
      'period: { every: week }',
      'period.every | "week" is not one of the choices. | The choices here are: month, quarter, year.',
    ],
    ['a priority twice', 'priorities: [P1, P1]', 'priorities[1] | `P1` stands twice'],
    [
      'a charge twice',
      'charges: [{ id: managed, amount: 1, per: month }, { id: managed, amount: 2, per: month }]',
      'charges[1].id | The id `managed` is taken by charges[0].',
    ],
    [
      'a negative charge',
      'charges: [{ id: managed, amount: -1, per: month }]',
      'charges[0].amount | -1 is too small.',
    ],
    [
      'a charge finer than its currency',
      'charges: [{ id: managed, amount: 1.005, per: month }]',
      'charges[0].amount | 1.005 has more decimal places than GBP has (2).',
    ],
    [
      'a charge once without a date',
      'charges: [{ id: managed, amount: 1, per: once }]',
      'charges[0].on | It is missing.',
    ],
    [
      'a monthly charge with a date',
      'charges: [{ id: managed, amount: 1, per: month, on: 2025-02-01 }]',
      'charges[0].on | A charge per month has no single date.',
    ],
    [
      'an exponent from elsewhere',
      'charges: [{ id: managed, amount: "1e3", per: month }]',
      'charges[0].amount | "1e3" is not a decimal number.',
    ],
    [
      'a cap of nothing',
      'credits: { cap: { percent: 0, of: [managed] } }',
      'credits.cap.percent | 0 is not more than 0.',
    ],
    [
      'a cap of an unknown charge',
      'credits: { cap: { percent: 15, of: [manged] } }',
      'credits.cap.of[0] | There is no charge `manged`. | Did you mean `managed`?',
    ],
    [
      'two caps',
      'credits: { cap: { amount: 15, percent: 3, of: [managed] } }',
      'credits.cap | `amount`, `percent` exclude each other.',
    ],
  ])('refuses %s', (_what, keys, expected) => {
    const errors = errorsOf(exampleWith(keys));
    expect(errors.find((error) => error.startsWith(expected)) ?? errors).toBeTypeOf('string');
  });

  it('finds errors of shape and of meaning in one round', () => {
    const errors = errorsOf({
      ...exampleWith('currency: XXQ\nrounding: up', {
        clocks: '{ id: c, from: responded, to: responded, calendar: offcie }',
        serviceLevels:
          '{ id: s, measure: { kind: ticket-share, clock: c, within: 4h }, target: { atLeast: 101 } }',
        exit: '{ id: e, when: { serviceLevel: nowhere, inARow: 2 } }',
      }),
    });
    expect(errors.map((error) => error.split(' |')[0])).toEqual([
      'rounding',
      'currency',
      'clocks[2].calendar',
      'clocks[2].to',
      'serviceLevels[2].target.atLeast',
      'exit[2].when.serviceLevel',
    ]);
  });

  it('does not call a clause missing that is there with errors of its own', () => {
    const errors = errorsOf(
      exampleWith('', {
        clocks: '{ id: c, from: opened, to: nowhere, calendar: office }',
        serviceLevels:
          '{ id: s, measure: { kind: ticket-share, clock: c, within: 4h }, target: { atLeast: 90 } }',
      }),
    );
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('clocks[2].to');
  });

  it('refuses semantics that it does not have', () => {
    expect(refusalOf(exampleWith('semantics: 2')).code).toBe('semantics-unknown');
    expect(errorsOf(exampleWith('semantics: 0'))[0]).toContain('semantics | 0 is too small.');
  });

  it.each([[null], [[]], ['text'], [5]])('refuses %j as a document', (value) => {
    expect(refusalOf(value).code).toBe('terms-invalid');
  });

  it('names its errors in one message', () => {
    expect(refusalOf(exampleWith('currency: XXQ\nrounding: up')).message).toMatch(
      /^rounding: "up" is not one of the choices\. .* There are 2 errors in all\.$/,
    );
  });
});

describe('the example of the design', () => {
  const place = new URL('../../../../../shared/design/3-terms.md', import.meta.url);
  const text = ((): string | undefined => {
    try {
      return readFileSync(place, 'utf8');
    } catch {
      return undefined;
    }
  })();
  if (text === undefined) console.warn('Skipped: shared/design/3-terms.md is not there.');

  it.skipIf(text === undefined)('is accepted as it stands', () => {
    const terms = load(plain(/```yaml\n([\s\S]*?)```/.exec(text!)![1]!));
    expect([...terms.obligations.keys()]).toEqual([
      'monthly-report',
      'restore-test',
      'access-on-request',
      'monthly-service-review',
    ]);
    expect(terms.obligations.get('monthly-report')).toMatchObject({
      due: { kind: 'each-period', every: 1, after: { kind: 'business-days', days: 10, calendar: 'office' } },
      acceptance: { kind: 'required', deemedAfter: { kind: 'business-days', days: 5, calendar: 'office' } },
      whenMissed: { notReported: 'all', relief: false },
    });
    expect(terms.obligations.get('access-on-request')).toMatchObject({
      due: { kind: 'after-event', event: 'request' },
      whenLate: { relief: true },
    });
    expect(terms.escalations.get('p1-ladder')).toMatchObject({
      where: { ticketType: ['incident'], priority: ['P1'] },
      clock: 'resolution',
      within: { otherwise: { kind: 'working-time', seconds: 4 * 3600 } },
    });
    expect(terms.exits.get('p1-chronic')).toMatchObject({
      cureDays: 30,
      cureTest: 'accepted',
      exerciseWithinDays: 60,
      exerciseFrom: 'held',
      noticeDays: 30,
    });
    expect(terms.earnBacks.size).toBe(1);
    expect([...terms.responsibilities.keys()]).toEqual(['email', 'internet line', 'legacy CRM']);
  });
});
