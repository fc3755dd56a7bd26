import { pinnedZoneTable } from '@tallystick/calendar';
import { expect, test } from 'vitest';
import { scenarioOf, termsAround } from '../testing/levels.js';
import { termsAsKnown } from './terms-as-known.js';

const zones = pinnedZoneTable();

test('terms are read once for as long as the same facts about them are known, and anew with others', () => {
  const scenario = scenarioOf(termsAround(''), []);
  const { timeline } = scenario;
  const signed = termsAsKnown(timeline, zones);
  scenario.record({
    type: 'ObligationFulfilled',
    effectiveAt: '2025-01-02T00:00:00Z',
    obligation: 'o',
    period: '2025-01',
  });
  expect(termsAsKnown(timeline.knownAt(2), zones)).toBe(signed);
  scenario.amend(
    `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-02-01
executedAt: 2025-01-20
change: { title: Amended }`,
    '2025-01-20T00:00:00Z',
  );
  const titles = (position: number): string[] =>
    termsAsKnown(timeline.knownAt(position), zones).versions.map(({ terms }) => terms.title);
  expect(titles(3)).toEqual(['Under test', 'Amended']);
  // What is read for a later position is nothing to an earlier one.
  expect(titles(2)).toEqual(['Under test']);
  expect(titles(3)).toEqual(['Under test', 'Amended']);
});
