import { pinnedZoneTable } from '@tallystick/calendar';
import { canonicalJson } from '@tallystick/facts';
import { describe, expect, test } from 'vitest';
import { exampleUntil } from './example-setting.js';
import { exampleYearFacts } from './example-year.js';
import { SeededRandom } from './random.js';

const zones = pinnedZoneTable();

describe('the example year', () => {
  const facts = exampleYearFacts(1, zones);

  test('is the same for the same seed, and another for another', () => {
    expect(canonicalJson(exampleYearFacts(1, zones))).toBe(canonicalJson(facts));
    expect(canonicalJson(exampleYearFacts(2, zones))).not.toBe(canonicalJson(facts));
  });

  test('has each fact once, in the order in which the ledger learns of them, none before it happened', () => {
    expect(new Set(facts.map(({ fact }) => fact.id)).size).toBe(facts.length);
    const learnt = facts.map(({ learntAt }) => learntAt);
    expect(learnt).toEqual(learnt.toSorted((a, b) => a - b));
    expect(learnt.at(-1)).toBeLessThan(exampleUntil);
    for (const { fact, learntAt } of facts) {
      expect(Date.parse(fact.effectiveAt) / 1000).toBeLessThanOrEqual(learntAt);
    }
  });

  test('has what a real year has', () => {
    const types = new Set(facts.map(({ fact }) => fact.type));
    for (const type of [
      'TicketOpened',
      'TicketReopened',
      'TicketReprioritised',
      'TicketCancelled',
      'FactRetracted',
      'OutageBegan',
      'MaintenanceAnnounced',
      'ChangeFinished',
      'MeasurementReported',
    ]) {
      expect(types, type).toContain(type);
    }
    const tickets = facts.filter(({ fact }) => fact.type === 'TicketOpened').length;
    expect(tickets).toBeGreaterThan(1_500);
    expect(tickets).toBeLessThan(2_500);
    const late = facts.filter(({ fact, learntAt }) => learntAt * 1000 > Date.parse(fact.effectiveAt));
    expect(late.length).toBeGreaterThan(50);
  });
});

test('the seeded random numbers keep within their bounds and reach them', () => {
  const random = new SeededRandom(7);
  const drawn = Array.from({ length: 2_000 }, () => random.whole(3, 6));
  expect(new Set(drawn)).toEqual(new Set([3, 4, 5, 6]));
  const fractions = Array.from({ length: 2_000 }, () => random.fraction());
  expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...fractions)).toBeLessThan(1);
  const mean = fractions.reduce((sum, each) => sum + each, 0) / fractions.length;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
});
