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
      'Open Monday 22:00 to 06:00 of the next day, in the time zone Europe/London.',
      'Closed on 2025-05-01.',
      'On 2025-12-24 closed.',
      'On 2025-12-31 open 09:00 to 12:00.',
      'On 2025-06-10 not 23:00 to 24:00.',
      'It stands still while a ticket is new, for at most 1 hour each time, for at most 2 hours in all, if it is recorded within 3 hours.',
      'It starts at once, also outside opening hours.',
      'A ticket that begins outside opening hours has 1 hour more.',
      'Where a ticket is opened again, it goes on from where it stopped, and the time in between does not count; more than 4 hours later a reopening changes nothing.',
      'Measured: the 95th percentile of the lengths of the outages of email and files.',
      'Target: at most 1 hour; no worse than 2 hours.',
      'The value is rounded down to 1 decimal place before it is compared.',
      'With fewer than 3 counted a period is not measured.',
      'A miss costs 2 points for each 15 minutes beyond the target (a part of one does not count, at most 4 of them).',
      'It costs at most 6 points in a period.',
      'The credits of a period add up, without a cap.',
      'The client may leave email where the points of the last 3 periods come to more than 50 points.',
      'May leave.',
    ]) {
      expect(words).toContain(`  ${line}`);
    }
  });
});
