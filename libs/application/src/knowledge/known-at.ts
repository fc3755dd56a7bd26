import { startOfLocalDate } from '@tallystick/calendar';
import { TallyError } from '@tallystick/errors';
import type { LedgerHead } from '@tallystick/ledger';
import { type EpochMilliseconds, parseInstant, parseLocalDate } from '@tallystick/quantities';
import type { Services } from '../services.js';
import { factAt } from './fact-at.js';
import { headAt } from './head-at.js';

/**
 * Up to when facts are known, as a person says it (design 2, "Three dates of every figure"):
 * - nothing: everything recorded;
 * - a revision, `4711`: the position of the last fact known;
 * - an instant, `2025-04-05T09:00:00Z`: what was recorded by then;
 * - a date, `2025-04-05`: what was recorded by its end in the agreement's time zone.
 */
export type KnownAtText = string | undefined;

/**
 * The ledger as it stood at `knownAt`.
 * @throws TallyError `agreement-unknown`, `ledger-position-unknown` (nothing was known then, or the ledger does not
 * reach that far), `quantity-invalid`.
 */
export async function resolveKnownAt(
  services: Services,
  agreement: string,
  knownAt: KnownAtText,
): Promise<LedgerHead> {
  const head = await services.ledger.head(agreement);
  if (head === undefined) {
    // It never names those that it holds: whoever asks over the network may have no part in them.
    throw agreementUnknown(agreement);
  }
  if (knownAt === undefined) return head;
  if (/^\d+$/.test(knownAt)) {
    const position = Number(knownAt);
    if (position > head.position) {
      throw new TallyError(
        'ledger-position-unknown',
        `The ledger of "${agreement}" ends at revision ${head.position}; there is no revision ${knownAt}.`,
      );
    }
    return headAt(services, head, position);
  }
  const instant = await instantOf(services, agreement, knownAt);
  const position = await services.ledger.positionAt(agreement, instant);
  if (position === undefined) {
    throw new TallyError(
      'ledger-position-unknown',
      `Nothing of "${agreement}" was recorded by ${knownAt}; its first fact came later.`,
    );
  }
  return headAt(services, head, position);
}

/** What is told of an agreement that the ledger does not hold. @param held the names of those that it holds. */
export function agreementUnknown(agreement: string, held?: readonly string[]): TallyError {
  const problem =
    held === undefined
      ? 'It has no signed terms.'
      : held.length === 0
        ? 'The ledger is empty.'
        : `It holds ${held.join(', ')}.`;
  return new TallyError('agreement-unknown', `The ledger holds no agreement "${agreement}".`, [
    {
      place: 'agreement',
      problem,
      mend: 'Name one that it holds, or record this one with `tally sign`.',
    },
  ]);
}

async function instantOf(services: Services, agreement: string, knownAt: string): Promise<EpochMilliseconds> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(knownAt)) return parseInstant(knownAt);
  const zone = services.zones.transitionsOf(await agreementZone(services, agreement));
  return endOfLocalDate(zone, knownAt);
}

/** The last millisecond of a local date. */
export function endOfLocalDate(
  zone: Parameters<typeof startOfLocalDate>[0],
  date: string,
): EpochMilliseconds {
  return startOfLocalDate(zone, parseLocalDate(date) + 1) * 1000 - 1;
}

/** The agreement's time zone as signed; amendments cannot change it. */
async function agreementZone(services: Services, agreement: string): Promise<string> {
  const fact = await factAt(services, agreement, 0);
  const zone = fact.type === 'AgreementSigned' ? fact.terms['timezone'] : undefined;
  if (typeof zone === 'string') return zone;
  throw new TallyError('ledger-broken', `The ledger of "${agreement}" does not begin with signed terms.`);
}
