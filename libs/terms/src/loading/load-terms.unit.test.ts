import { pinnedZoneTable } from '@tallystick/calendar';
import { expect, it } from 'vitest';
import { exampleAgreement } from '../testing/example-agreement.js';
import { readTerms } from './load-terms.js';
it('loads', () => {
  const t = readTerms(exampleAgreement, 'e.yaml', pinnedZoneTable());
  expect(t.digest).toMatch(/^[0-9a-f]{64}$/);
});
