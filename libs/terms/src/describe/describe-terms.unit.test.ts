import { describe, expect, it } from 'vitest';
import type { Terms } from '../model/terms.js';
import { exampleWith, load } from '../testing/documents.js';
import { plain } from '../testing/entries.js';
import { wholeAgreement } from '../testing/example-agreement.js';
import { describeTerms } from './describe-terms.js';

function wordsOf(terms: Terms): string {
  return describeTerms(terms)
    .flatMap(({ heading, clauses }) => [
      `# ${heading}`,
      ...clauses.flatMap(({ id, clause, lines }) => [
        `- ${id}${clause === undefined ? '' : ` (${clause})`}`,
        ...lines.map((line) => `  ${line}`),
      ]),
    ])
    .join('\n');
}

describe('describeTerms', () => {
  it('says the example in words', async () => {
    await expect(`${wordsOf(load(plain(wholeAgreement)))}\n`).toMatchFileSnapshot(
      'example-in-words.golden.txt',
    );
  });

  it('has words for every kind', () => {
    const words = wordsOf(
      load(
        exampleWith('credits: {}', {
          charges: '{ id: setup, amount: 10, per: once, on: 2025-02-01 }',
          calendars:
            '{ id: c, hours: { mon: ["22:00-06:00"] }, holidays: [2025-05-01], overrides: { 2025-12-24: [], 2025-12-31: ["09:00-12:00"] }, breaks: { 2025-06-10: ["23:00-24:00"] } }',
          clocks:
            '{ id: k, from: opened, to: closed, calendar: c, start: immediate, outOfHoursAllowance: 1h, reopenWithin: 4h, pause: { statuses: [new], eachAtMost: 1h, totalAtMost: 2h, recordedWithin: 3h } }',
          serviceLevels: `
id: s
title: Outages
measuredTo: { places: 1, rounding: floor }
measure: { kind: statistic, statistic: percentile, percentile: 95, of: { outages: [email, files] } }
target: { atMost: 1h, minimum: 2h }
lowVolume: { fewerThan: 3, then: not-measured }
credit: { perUnit: { each: 15m, round: floor, points: 2, atMostUnits: 4 }, atMost: { points: 6 } }
`,
          exit: '{ id: e, text: May leave., scope: [email], when: { sumOf: points, moreThan: 50 points, over: 3 periods } }',
        }),
      ),
    );
    for (const line of [
      'GBP 10.00 once, on 2025-02-01.',
      'Open mon 22:00-30:00 (Europe/London).',
      'Closed on 2025-05-01.',
      'On 2025-12-24 closed.',
      'On 2025-12-31 open 09:00-12:00.',
      'On 2025-06-10 not 23:00-24:00.',
      'It pauses in new (each at most 1h, together at most 2h, recorded within 3h); after a breach: freeze-overrun.',
      'It starts at once, also outside opening hours.',
      'A start outside opening hours grants 1h more.',
      'A reopening: continue within 4h, else ignored.',
      'Measured: the percentile 95 of the outages of email and files.',
      'Target: at most 1h; no worse than 2h.',
      'The value is rounded floor to 1 decimal places before it is compared.',
      'With fewer than 3 counted it is not measured.',
      'A miss costs: 2 points for each 15m beyond the target (parts of a unit not counted, at most 4 units).',
      'At most 6 points a period.',
      'The credits of a period add up, without a cap.',
      'There is a right to leave email where the points of the last 3 periods come to more than 50 points.',
      'May leave.',
    ]) {
      expect(words).toContain(`  ${line}`);
    }
  });
});
