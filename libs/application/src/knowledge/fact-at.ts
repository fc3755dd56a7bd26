import { invariant } from '@tallystick/errors';
import { type Fact, readRecordedFact } from '@tallystick/facts';
import type { Services } from '../services.js';

/** The fact at a position. @throws TallyError `ledger-position-unknown`. */
export async function factAt(
  services: Pick<Services, 'ledger'>,
  agreement: string,
  position: number,
): Promise<Fact> {
  let fact: Fact | undefined;
  for await (const page of services.ledger.read(agreement, {
    from: position,
    until: position,
    verifyWhileReading: true,
  })) {
    for (const { text } of page) fact = readRecordedFact(text);
  }
  invariant(fact !== undefined, 'a read within the ledger gives a fact');
  return fact;
}

/** The facts from a position on, one at a time; whoever has seen enough stops. */
export async function* factsFrom(
  services: Pick<Services, 'ledger'>,
  agreement: string,
  from: number,
): AsyncGenerator<Fact, void, undefined> {
  for await (const page of services.ledger.read(agreement, {
    from,
    pageSize: 100,
    verifyWhileReading: true,
  })) {
    for (const { text } of page) yield readRecordedFact(text);
  }
}
