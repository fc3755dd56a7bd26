import type { ZoneTable } from '@tallystick/calendar';
import { ExampleFacts, type ExampleFact } from './example-fact.js';
import { addExampleServices } from './example-services.js';
import { deskHours, exampleUntil } from './example-setting.js';
import { addExampleTickets } from './example-tickets.js';
import { SeededRandom } from './random.js';

/**
 * A made-up year of what happens under the example agreement (examples/acme-northwind): about 1,700 tickets, outages,
 * maintenance, changes and surveys, in the order in which the ledger learns of them. The same seed gives the same facts.
 */
export function exampleYearFacts(seed: number, zones: ZoneTable): readonly ExampleFact[] {
  const random = new SeededRandom(seed);
  const facts = new ExampleFacts(seed, exampleUntil);
  addExampleTickets({ random, facts, hours: deskHours(zones) });
  addExampleServices(random, facts);
  return facts.facts
    .filter(({ learntAt }) => learntAt < exampleUntil)
    .sort((a, b) => a.learntAt - b.learntAt);
}
