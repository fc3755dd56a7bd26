import * as fc from 'fast-check';
import { Rational } from '@tallystick/quantities';
import { expect, test } from 'vitest';
import type { Statement } from '../statement/statement.js';
import { statementBytes } from '../statement/statement-bytes.js';
import { zoneTableOfStatement } from '../statement/sealed-zones.js';
import { makeStatement } from '../statement/make-statement.js';
import { months, play, randomEvents } from '../testing/random-history.js';

function sum(texts: readonly string[]): string {
  return Rational.sum(texts.map((text) => Rational.parse(text))).toFixed(2, 'half-up');
}

const agreements = [
  ['credits as they are', { onClaim: false, ends: false }],
  ['credits on claim', { onClaim: true, ends: false }],
  ['a term that ends', { onClaim: false, ends: true }],
] as const;

test.each(agreements)('the settlements issued sum to what their periods come to as known: %s', (_, terms) => {
  let adjusted = 0;
  fc.assert(
    fc.property(randomEvents, (events) => {
      const issued: Statement[] = [];
      play(
        events,
        (scenario, month, at) => {
          const comesTo = months
            .slice(0, month + 1)
            .map((label) => makeStatement({ ...scenario.knowledge(scenario.position, at), period: label }))
            .map((statement) => statement.settlement.net);
          const statement = scenario.issue(months[month]!, at);
          issued.push(statement);
          adjusted += statement.adjustments.length;
          expect(sum(issued.map((one) => one.settlement.total))).toBe(sum(comesTo));
          for (const adjustment of statement.adjustments) expect(adjustment.causes).not.toEqual([]);
        },
        terms,
      );
    }),
    { numRuns: 40 },
  );
  // The histories must be such that the property says something.
  expect(adjusted).toBeGreaterThan(0);
});

test('a statement replayed as known when it was issued has the same bytes, whatever was recorded since', () => {
  fc.assert(
    fc.property(randomEvents, (events) => {
      const issued: { readonly statement: Statement; readonly position: number }[] = [];
      const scenario = play(events, (current, month, at) => {
        const { position } = current;
        issued.push({ statement: current.issue(months[month]!, at), position });
      });
      for (const { statement, position } of issued) {
        const replayed = makeStatement({
          ...scenario.knowledge(position, statement.knownAt.recordedAt),
          zones: zoneTableOfStatement(statement),
          period: statement.period.label,
          valuedAt: Date.parse(statement.valuedAt),
        });
        expect(statementBytes(replayed)).toBe(statementBytes(statement));
      }
    }),
    { numRuns: 25 },
  );
});
