import * as fc from 'fast-check';
import { pinnedZoneTable } from '@tallystick/calendar';
import { readTerms, termsInForce } from '@tallystick/terms';
import { expect, test } from 'vitest';
import { statementBytes } from '../statement/statement-bytes.js';
import { months, play, randomEvents } from '../testing/random-history.js';
import { randomTerms } from '../testing/random-terms.js';
import { Scenario } from '../testing/scenario.js';
import type { ProposedTerms } from './proposed-terms.js';
import { simulate } from './simulate.js';

const zones = pinnedZoneTable();
const end = '2025-07-20T00:00:00Z';

function signed(yaml: string): ProposedTerms {
  const terms = readTerms(yaml, 'proposed.yaml', zones).document;
  const entry = { kind: 'signed', position: 0, factId: 'proposed', terms } as const;
  return { kind: 'terms', name: 'proposed.yaml', inForce: termsInForce([entry], zones) };
}

/** The random agreement with other targets, fees and exits; `change` says how far they are from the recorded ones. */
const otherTerms = (change: { readonly fee: number; readonly target: number; readonly inARow: number }) =>
  randomTerms({ onClaim: false, ends: false })
    .replace('amount: "18500.00"', `amount: "${change.fee}.00"`)
    .replace('atLeast: 95, minimum: 60', `atLeast: ${change.target}, minimum: 50`)
    .replace('below: 95', `below: ${change.target}`)
    .replace('inARow: 3', `inARow: ${change.inARow}`);

const changes = fc.record({
  fee: fc.integer({ min: 1, max: 40_000 }),
  target: fc.integer({ min: 61, max: 99 }),
  inARow: fc.integer({ min: 2, max: 4 }),
});

test('the proposed side is what an agreement signed under the proposal would have come to with the same facts', () => {
  fc.assert(
    fc.property(randomEvents, changes, (events, change) => {
      const scenario = play(
        events.filter(({ kind }) => kind !== 'amendment'),
        () => undefined,
      );
      const simulation = simulate(
        { ...scenario.knowledge(scenario.position, end), from: months[0]!, to: months.at(-1)! },
        signed(otherTerms(change)),
      );
      const signedSo = new Scenario();
      signedSo.sign(otherTerms(change), '2024-12-01T00:00:00Z');
      for (const fact of scenario.facts.slice(1)) {
        const { agreement: _agreement, id: _id, assertedBy: _assertedBy, ...line } = fact;
        signedSo.record(line);
      }
      const nets = (of: Scenario): string[] =>
        of.evaluate(months[0]!, months.at(-1)!, end).map(({ settlement }) => settlement.net);
      expect(simulation.periods.map(({ net }) => net.recorded)).toEqual(nets(scenario));
      expect(simulation.periods.map(({ net }) => net.proposed)).toEqual(nets(signedSo));
    }),
    { numRuns: 30 },
  );
});

test('the recorded terms proposed again change nothing, whatever was recorded, and no statement comes out otherwise', () => {
  fc.assert(
    fc.property(randomEvents, (events) => {
      const scenario = play(
        events.filter(({ kind }) => kind !== 'amendment'),
        (current, month, at) => void current.issue(months[month]!, at),
      );
      const knowledge = scenario.knowledge(scenario.position, end);
      const before = scenario.statement(months.at(-1)!, end);
      const simulation = simulate(
        { ...knowledge, from: months[0]!, to: months.at(-1)! },
        signed(randomTerms({ onClaim: false, ends: false })),
      );
      expect(simulation.periods.filter(({ clauses }) => clauses.length > 0)).toEqual([]);
      expect(simulation.totals.clauses).toEqual([]);
      expect(statementBytes(scenario.statement(months.at(-1)!, end))).toBe(statementBytes(before));
    }),
    { numRuns: 20 },
  );
});
