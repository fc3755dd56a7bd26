import { TallyError } from '@tallystick/errors';
import { type AssertedBy, factIdOf, type FactPayloads, newFact } from '@tallystick/facts';
import { formatInstant, parseInstant } from '@tallystick/quantities';
import { saidBy } from '../commands/said-by.js';
import { resolveKnownAt } from '../knowledge/known-at.js';
import { decideAndAppend } from '../ledger/decide-and-append.js';
import type { Services } from '../services.js';
import { purgeLeftovers } from './purge-leftovers.js';
import { recordedTexts } from './sealed-texts-of.js';
import type { ErasureRecord, Subject, SubjectKeys, SubjectKind } from './subject-keys.js';

type Erased = FactPayloads['SubjectErased'];

export interface EraseCommand {
  readonly agreement: string;
  /** The person's key, the ticket or the fact; or the pseudonym. */
  readonly subject: string;
  /** What `subject` names. Default `person`; a pseudonym needs none. */
  readonly kind?: SubjectKind | undefined;
  readonly ground: Erased['ground'];
  readonly requestedBy: Erased['requestedBy'];
  /** When it was asked for; an instant. */
  readonly requestedAt?: string | undefined;
  /** Who does it, and says so. */
  readonly assertedBy: AssertedBy;
}

export interface SubjectErasure {
  readonly agreement: string;
  /** The pseudonym. */
  readonly subject: string;
  /** How many texts of the ledger can no longer be read. */
  readonly texts: number;
  /** Texts that say the same and were recorded before texts were sealed, so that they stay. */
  readonly plainTexts: number;
  /** How many values beside the ledger held one of the texts, and were cleared. */
  readonly leftovers: number;
  /** The position of the fact that says so. */
  readonly revision: number;
  /** True where it had been erased before. */
  readonly repeated: boolean;
}

/**
 * Erases a subject of an agreement: what lies beside the ledger is cleared of its texts, then its key is destroyed, and then the
 * ledger says so. In that order, since the ledger must never say what is not so; `settleErasures` finishes what a crash left
 * between the last two. The bytes of facts stay as they are, and with them every digest, proof and statement.
 *
 * @throws TallyError `agreement-unknown`, `subject-unknown`, `usage` (no keys are kept here), `subject-keys-refused`.
 */
export async function eraseSubject(services: Services, command: EraseCommand): Promise<SubjectErasure> {
  const { agreement, ground, requestedBy } = command;
  const keys = requireKeys(services);
  await settleErasures(services);
  const { position } = await resolveKnownAt(services, agreement, undefined);
  const found = findSubject(keys, command);
  const { pseudonym } = found;
  if (found.state !== 'kept') return erasedBefore(services, found);
  const texts = new Set<string>(found.subject?.kind === 'person' ? [found.subject.name] : []);
  let sealed = 0;
  for await (const { subject, text } of recordedTexts(services, agreement, position)) {
    if (subject !== pseudonym) continue;
    sealed += 1;
    if (text !== undefined) texts.add(text);
  }
  let plainTexts = 0;
  for await (const { subject, text } of recordedTexts(services, agreement, position)) {
    if (subject === undefined && text !== undefined && texts.has(text)) plainTexts += 1;
  }
  const leftovers = await purgeLeftovers(services.leftovers ?? [], [...texts]);
  const { party, actor } = command.assertedBy;
  // Who erases their own name must not bring it back by doing so.
  const isOwn = actor !== undefined && texts.has(actor);
  keys.destroy(pseudonym, {
    agreement,
    effectiveAt: formatInstant(services.clock()),
    assertedBy: saidBy(actor === undefined || isOwn ? { party } : { party, actor }),
    erased: {
      subject: pseudonym,
      ground,
      requestedBy,
      ...(command.requestedAt !== undefined && {
        requestedAt: formatInstant(parseInstant(command.requestedAt)),
      }),
      texts: sealed,
    },
  });
  await settleErasures(services);
  const revision = await positionOfErasure(services, agreement, pseudonym);
  return { agreement, subject: pseudonym, texts: sealed, plainTexts, leftovers, revision, repeated: false };
}

/**
 * Records what was destroyed and is not in the ledger yet: a crash came in between. Safe to call at any time.
 * @returns how many facts were recorded.
 */
export async function settleErasures(services: Services): Promise<number> {
  const { subjects: keys } = services;
  let recorded = 0;
  for (const record of keys?.unsettled() ?? []) {
    if (await recordErasure(services, record)) recorded += 1;
    keys!.settle(record.agreement, record.erased.subject);
  }
  return recorded;
}

/** @returns false where the ledger says so already. */
async function recordErasure(services: Services, record: ErasureRecord): Promise<boolean> {
  const { agreement, effectiveAt, assertedBy, erased } = record;
  const fact = newFact('SubjectErased', {
    id: erasureId(agreement, erased.subject),
    effectiveAt,
    assertedBy,
    ...erased,
  });
  const { recorded } = await decideAndAppend(services, agreement, async () => {
    const known = await services.ledger.positionsOf(agreement, [fact.id]);
    return known.has(fact.id) ? [] : [fact];
  });
  return recorded.length > 0;
}

/**
 * Destroys keys again that a backup brought back although the ledger says that they are destroyed.
 * @returns how many.
 */
export async function destroyErasedKeys(services: Services): Promise<number> {
  const { subjects: keys } = services;
  let destroyed = 0;
  if (keys === undefined) return destroyed;
  for (const { agreement } of await services.ledger.agreements()) {
    const kept = keys.list(agreement).filter(({ state }) => state === 'kept');
    const ids = new Map(kept.map(({ pseudonym }) => [erasureId(agreement, pseudonym), pseudonym]));
    // Ids are looked up in the ledger's index; nothing is read.
    for (const id of (await services.ledger.positionsOf(agreement, [...ids.keys()])).keys()) {
      keys.settle(agreement, ids.get(id)!);
      destroyed += 1;
    }
  }
  return destroyed;
}

/** Follows from the pseudonym alone: whatever the instant, a subject is erased once. */
function erasureId(agreement: string, pseudonym: string): string {
  return factIdOf(['erased', agreement, pseudonym], 0);
}

async function positionOfErasure(services: Services, agreement: string, pseudonym: string): Promise<number> {
  const id = erasureId(agreement, pseudonym);
  return (await services.ledger.positionsOf(agreement, [id])).get(id) ?? -1;
}

async function erasedBefore(services: Services, { agreement, pseudonym }: Subject): Promise<SubjectErasure> {
  const revision = await positionOfErasure(services, agreement, pseudonym);
  return {
    agreement,
    subject: pseudonym,
    texts: 0,
    plainTexts: 0,
    leftovers: 0,
    revision,
    repeated: true,
  };
}

function findSubject(keys: SubjectKeys, { agreement, subject, kind }: EraseCommand): Subject {
  const found =
    keys.find(agreement, { kind: kind ?? 'person', name: subject }) ?? keys.find(agreement, subject);
  if (found !== undefined) return found;
  throw new TallyError(
    'subject-unknown',
    `Nothing of "${agreement}" is sealed for ${kind ?? 'person'} "${subject}".`,
    [
      {
        place: 'subject',
        problem: 'No key of that name is kept.',
        mend: 'List them with `tally subjects`; one that was erased is known by its pseudonym alone.',
      },
    ],
  );
}

function requireKeys({ subjects }: Services): SubjectKeys {
  if (subjects !== undefined) return subjects;
  throw new TallyError('usage', 'No keys of persons are kept beside this ledger, so nothing can be erased.');
}
