import { readFileSync } from 'node:fs';
import { pinnedZoneTable } from '@tallystick/calendar';
import { readTerms } from '@tallystick/terms';
import { expect, test } from 'vitest';

const read = (name: string) =>
  readFileSync(new URL(`../../../../examples/acme-northwind/${name}`, import.meta.url), 'utf8');

test('the example terms have a meaning', () => {
  const terms = readTerms(read('terms.yaml'), 'terms.yaml', pinnedZoneTable());
  expect(terms.agreement).toBe('acme-northwind');
  expect([...terms.serviceLevels.keys()]).toHaveLength(8);
  expect(terms.exits.size).toBe(3);
});
