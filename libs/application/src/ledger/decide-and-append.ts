import { isTallyError, LedgerConflict, TallyError } from '@tallystick/errors';
import type { NewFact } from '@tallystick/facts';
import type { LedgerHead } from '@tallystick/ledger';
import { type EpochMilliseconds, parseInstant } from '@tallystick/quantities';
import { type AboutPerson, sealFacts } from '../erasure/seal-facts.js';
import { contentOf, sameContent } from '../facts/fact-content.js';
import { factsFrom } from '../knowledge/fact-at.js';
import { headAt } from '../knowledge/head-at.js';
import type { Services } from '../services.js';
import { type IdempotencyKey, keyedFactId } from './idempotency-key.js';

/** How often a command decides anew because someone else wrote first, before it gives up. */
const mostAttempts = 20;

export interface Decided {
  /** The ledger after the command; undefined only where it holds no agreement of that name and nothing was decided. */
  readonly head: LedgerHead | undefined;
  /** What was recorded; of a request that was made before, what it recorded then. */
  readonly recorded: readonly NewFact[];
  /** True where the same request was made before under its idempotency key, and nothing was recorded now. */
  readonly repeated: boolean;
}

/** What a decision may look at beside the ledger. */
export interface Deciding {
  /** The clock; for a request that is made again, when it was made first. */
  readonly now: EpochMilliseconds;
}

export interface DecideOptions {
  /** The position of the last fact that the asker knows; anything else is refused. */
  readonly expectedRevision?: number | undefined;
  /** The facts decided must have the ids of this key (`keyedFactId`), in order. */
  readonly key?: IdempotencyKey | undefined;
  /** Whom the words of a fact are about, where that is known. */
  readonly about?: AboutPerson | undefined;
}

type RecordingServices = Pick<Services, 'ledger' | 'clock' | 'subjects'>;

type Decide = (
  head: LedgerHead | undefined,
  deciding: Deciding,
) => readonly NewFact[] | Promise<readonly NewFact[]>;

/**
 * The way of every command: look at the ledger as it is, decide which facts follow, append them expecting exactly the
 * revision that was looked at. Where somebody else wrote in between, decide again on what is now there.
 *
 * With an idempotency key, a request whose first answer was lost is found by the ids of its facts: it is decided once
 * more on the ledger as it was then, must come to the very same facts, and its first result is given again. Nothing
 * but the ledger remembers it, so that nothing can disagree with the ledger.
 *
 * Personal text is sealed here, between deciding and recording, so that no command has to think of it.
 *
 * @param decide must be safe to call again. An empty decision records nothing.
 * @throws TallyError `ledger-conflict` where the revision is not the expected one, or after too many attempts;
 * `idempotency-key-reused`; whatever `decide` and the ledger throw.
 */
export async function decideAndAppend(
  services: RecordingServices,
  agreement: string,
  decide: Decide,
  { expectedRevision, key, about }: DecideOptions = {},
): Promise<Decided> {
  let lastError: TallyError | undefined;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const head = await services.ledger.head(agreement);
    if (key !== undefined && head !== undefined) {
      const before = await madeBefore(services, head, key, decide);
      if (before !== undefined) return before;
    }
    if (expectedRevision !== undefined && head?.position !== expectedRevision) {
      throw new LedgerConflict(agreement, head?.position ?? -1, expectedRevision);
    }
    const decided = await decide(head, { now: services.clock() });
    if (decided.length === 0) return { head, recorded: decided, repeated: false };
    const recorded =
      services.subjects === undefined ? decided : sealFacts(services.subjects, agreement, decided, about);
    try {
      const result = await services.ledger.append(agreement, head?.position ?? 'none', recorded);
      return { head: result.head, recorded, repeated: result.repeated };
    } catch (error) {
      // A partial repeat means the same as a conflict here: another writer recorded some of it in between.
      const raced =
        isTallyError(error) && (error.code === 'ledger-conflict' || error.code === 'ledger-partial-repeat');
      if (!raced) throw error;
      lastError = error;
    }
  }
  throw new TallyError(
    'ledger-conflict',
    `Others kept writing to "${agreement}": ${mostAttempts} attempts to record met another revision.`,
    [],
    lastError,
  );
}

/** What the request recorded when it was made first; undefined where it was not. */
async function madeBefore(
  services: RecordingServices,
  head: LedgerHead,
  key: IdempotencyKey,
  decide: Decide,
): Promise<Decided | undefined> {
  const { agreement } = head;
  const firstId = keyedFactId(agreement, key, 0);
  const first = (await services.ledger.positionsOf(agreement, [firstId])).get(firstId);
  if (first === undefined) return undefined;
  const recorded: NewFact[] = [];
  for await (const fact of factsFrom(services, agreement, first)) {
    if (fact.id !== keyedFactId(agreement, key, recorded.length)) break;
    recorded.push(fact);
  }
  const then = first === 0 ? undefined : await headAt(services, head, first - 1);
  const now = parseInstant(recorded[0]!.effectiveAt);
  const again = await decideAgain(key, async () => decide(then, { now }));
  const isSame =
    again.length === recorded.length &&
    again.every((fact, index) =>
      sameContent(contentOf(services.subjects, fact), contentOf(services.subjects, recorded[index]!)),
    );
  if (!isSame) throw keyReused(key);
  return { head: await headAt(services, head, first + recorded.length - 1), recorded, repeated: true };
}

/** The same request was accepted then, so one that is refused now says something else. */
async function decideAgain(
  key: IdempotencyKey,
  decide: () => Promise<readonly NewFact[]>,
): Promise<readonly NewFact[]> {
  try {
    return await decide();
  } catch (error) {
    if (isTallyError(error) && error.httpStatus < 500) throw keyReused(key, error);
    throw error;
  }
}

function keyReused({ key, operation }: IdempotencyKey, cause?: unknown): TallyError {
  return new TallyError(
    'idempotency-key-reused',
    `The idempotency key "${key}" was used before, for another request of ${operation}.`,
    [
      {
        place: 'idempotencyKey',
        problem: 'What was recorded under it is not what this request says.',
        mend: 'Use a new key for a new request; send the same key only with the very same request.',
      },
    ],
    cause,
  );
}
