import { evaluatePeriods, ticketReports, type Timeline } from '@tallystick/engine';
import { factIdOf, type NewFact, newFact, type NewFactFields, type FactType } from '@tallystick/facts';
import type { LedgerHead } from '@tallystick/ledger';
import { formatInstant, parseInstant } from '@tallystick/quantities';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amendAgreement } from '../agreement/amend-agreement.js';
import { signAgreement } from '../agreement/sign-agreement.js';
import { exampleDocument } from '../testing/example-documents.js';
import { type TemporaryServices, temporaryServices } from '../testing/temporary-services.js';
import { factAt } from './fact-at.js';
import { readTimelineFromLedger } from './read-timeline.js';
import { WarmTimelines } from './warm-timelines.js';

const agreement = 'acme-northwind';
const start = parseInstant('2025-01-06T08:00:00Z');
const party = { party: 'client' };

/** What is recorded next: about a few tickets, in any order of happening, or about an earlier fact by its number. */
type Step =
  | { readonly kind: 'ticket'; readonly type: FactType; readonly ticket: number; readonly hour: number }
  | { readonly kind: 'about'; readonly type: FactType; readonly earlier: number; readonly upheld: boolean }
  | { readonly kind: 'amendment' };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('ticket' as const),
      type: fc.constantFrom(
        'TicketOpened' as const,
        'TicketOpened' as const,
        'TicketResponded' as const,
        'TicketTransitioned' as const,
        'TicketResolved' as const,
      ),
      ticket: fc.nat({ max: 5 }),
      hour: fc.nat({ max: 24 * 100 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('about' as const),
      type: fc.constantFrom('FactRetracted' as const, 'FactContested' as const, 'ContestSettled' as const),
      earlier: fc.nat({ max: 40 }),
      upheld: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'amendment' as const }) },
);

/** Facts recorded together, and the earlier positions that are asked about after them, as shares of the ledger. */
const histories = fc.array(
  fc.record({
    recorded: fc.array(steps, { minLength: 1, maxLength: 8 }),
    asked: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 5 },
);

function factOf(step: Exclude<Step, { kind: 'amendment' }>, number: number, ids: readonly string[]): NewFact {
  const make = (type: FactType, effectiveAt: number, payload: object): NewFact => {
    const id = factIdOf(['property', String(number)], effectiveAt);
    const fields = { id, effectiveAt: formatInstant(effectiveAt), assertedBy: party, ...payload };
    return newFact(type, fields as unknown as NewFactFields<FactType>);
  };
  if (step.kind === 'about') {
    const fact = ids[step.earlier % ids.length]!;
    const outcome = step.upheld ? 'upheld' : 'rejected';
    const payload = step.type === 'ContestSettled' ? { fact, outcome } : { fact, reason: 'wrong' };
    return make(step.type, start + 100 * 86_400_000 + number * 1000, payload);
  }
  const ticket = { ticket: `INC-${step.ticket}` };
  const payload = {
    TicketOpened: { ...ticket, ticketType: 'incident', priority: step.ticket % 2 === 0 ? 'P1' : 'P2' },
    TicketResponded: ticket,
    TicketTransitioned: { ...ticket, status: 'waiting-client' },
    TicketResolved: ticket,
  }[step.type as 'TicketOpened'];
  return make(step.type, start + step.hour * 3_600_000, payload);
}

/** Everything that the house makes of a fold. */
function readout(services: TemporaryServices, timeline: Timeline, known: LedgerHead): string {
  const { position, chainHash } = known;
  const knownAt = { position, recordedAt: parseInstant(known.recordedAt) };
  const knowledge = { timeline, knownAt, chainHash, zones: services.zones };
  return JSON.stringify([
    timeline.factCount,
    timeline.contests,
    [...ticketReports(knowledge)],
    evaluatePeriods({ ...knowledge, from: '2025-02', to: '2025-02' }),
  ]);
}

test('a fold that is extended is the one that is made anew, whatever was recorded and asked in between', async () => {
  let [extended, past] = [0, 0];
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const services = await temporaryServices('2025-06-01T08:00:00Z');
      await signAgreement(services, { document: exampleDocument('terms.yaml') });
      const warm = new WarmTimelines({ ledger: services.ledger }, 1_000_000);
      const ids: string[] = [];
      let amended = false;
      // What was handed out before has to stay what it was.
      const handedOut: { readonly head: LedgerHead; readonly timeline: Timeline; readonly text: string }[] =
        [];
      const ask = async (head: LedgerHead): Promise<void> => {
        const timeline = await warm.at(head);
        const text = readout(services, timeline, head);
        expect(text).toBe(readout(services, await readTimelineFromLedger(services, head), head));
        handedOut.push({ head, timeline, text });
      };
      for (const { recorded, asked } of history) {
        for (const step of recorded) {
          if (step.kind === 'amendment') {
            if (amended) continue;
            await amendAgreement(services, { agreement, document: exampleDocument('amendment-1.yaml') });
            const { position } = (await services.ledger.head(agreement))!;
            ids.push((await factAt(services, agreement, position)).id);
            amended = true;
            continue;
          }
          if (step.kind === 'about' && ids.length === 0) continue;
          const fact = factOf(step, ids.length, ids);
          const head = await services.ledger.head(agreement);
          await services.ledger.append(agreement, head!.position, [fact]);
          ids.push(fact.id);
        }
        const head = (await services.ledger.head(agreement))!;
        if (handedOut.length > 0) extended += 1;
        await ask(head);
        for (const share of asked) {
          past += 1;
          await ask(await services.ledger.headAt(agreement, Math.floor(share * head.position)));
        }
      }
      for (const { head, timeline, text } of handedOut) expect(readout(services, timeline, head)).toBe(text);
      await services.remove();
    }),
    { numRuns: 15 },
  );
  expect(Math.min(extended, past)).toBeGreaterThan(5);
});
