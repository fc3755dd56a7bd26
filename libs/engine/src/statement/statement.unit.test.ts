import { readTerms } from '@tallystick/terms';
import { pinnedZoneTable } from '@tallystick/calendar';
import { expect, test } from 'vitest';
import { Scenario } from '../testing/scenario.js';
import { makeStatement } from './make-statement.js';
import { statementDigest } from './statement-bytes.js';

const terms = `
semantics: 1
agreement: acme-northwind
title: Managed IT services
parties: { client: Acme, provider: Northwind }
timezone: Europe/London
currency: GBP
term: { from: 2025-01-01 }
period: { every: month }
charges:
  - { id: managed, amount: "18500.00", per: month }
calendars:
  - { id: always, hours: 24x7 }
clocks:
  - { id: resolution, from: opened, to: resolved, calendar: always }
serviceLevels:
  - id: p1
    measure: { kind: ticket-share, where: { priority: P1 }, clock: resolution, within: 4h }
    target: { atLeast: 95 }
    credit: { bands: [ { below: 95, percent: 5 } ], of: [managed] }
  - id: csat
    measure: { kind: reported, unit: percent, reportedBy: either }
    target: { atLeast: 90 }
    credit: { bands: [ { below: 90, percent: 2 } ], of: [managed] }
credits: { combine: sum, cap: { percent: 6, of: [managed] } }
`;

test('first slice', () => {
  const s = new Scenario();
  const t = readTerms(terms, 'terms.yaml', pinnedZoneTable());
  s.record(
    { type: 'AgreementSigned', effectiveAt: '2024-12-20T00:00:00Z', terms: t.document },
    {
      type: 'TicketOpened',
      effectiveAt: '2025-03-03T10:00:00Z',
      ticket: 'T1',
      ticketType: 'incident',
      priority: 'P1',
    },
    { type: 'TicketResolved', effectiveAt: '2025-03-03T15:00:00Z', ticket: 'T1' },
    { type: 'MeasurementReported', effectiveAt: '2025-03-31T12:00:00Z', serviceLevel: 'csat', value: '89.5' },
  );
  const statement = makeStatement({ ...s.knowledge(), period: '2025-03' });
  console.log(JSON.stringify(statement, null, 1));
  expect(statementDigest(statement)).toMatch(/^[0-9a-f]{64}$/);
});
