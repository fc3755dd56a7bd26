import { TallyError } from '@tallystick/errors';
import { type Fact, readRecordedFact } from '@tallystick/facts';
import type { Services } from '../services.js';

/** A sealed statement, and where the seal stands in the ledger. */
export interface IssuedStatement {
  readonly position: number;
  readonly seal: Fact<'StatementIssued'>;
}

/** What the canonical text of a seal holds and that of other facts does not. */
const sealMark = '"type":"StatementIssued"';

/** The statements issued for an agreement by position `until`, in the order of their periods, as they were sealed. */
export async function* issuedStatements(
  services: Services,
  agreement: string,
  until: number,
): AsyncGenerator<IssuedStatement, void, undefined> {
  for await (const page of services.ledger.read(agreement, { until, verifyWhileReading: true })) {
    for (const { position, text } of page) {
      // Only the few seals are parsed; a text that merely quotes the mark is told apart after that.
      if (!text.includes(sealMark)) continue;
      const fact = readRecordedFact(text);
      if (fact.type === 'StatementIssued') yield { position, seal: fact };
    }
  }
}

/**
 * The sealed statement of one period.
 * @throws TallyError `statement-unknown`.
 */
export async function issuedStatement(
  services: Services,
  agreement: string,
  period: string,
  until: number,
): Promise<IssuedStatement> {
  const periods: string[] = [];
  for await (const issued of issuedStatements(services, agreement, until)) {
    if (issued.seal.period === period) return issued;
    periods.push(issued.seal.period);
  }
  throw statementUnknown(agreement, period, periods);
}

export function statementUnknown(agreement: string, period: string, issued: readonly string[]): TallyError {
  return new TallyError(
    'statement-unknown',
    `No statement of "${agreement}" has been issued for ${period}.`,
    [
      {
        place: 'period',
        problem: issued.length === 0 ? 'None is issued at all.' : `Issued are ${issued.join(', ')}.`,
        mend: 'Name one of them, or seal this one with `tally issue`.',
      },
    ],
  );
}
