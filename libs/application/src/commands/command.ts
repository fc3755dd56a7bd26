import { TallyError } from '@tallystick/errors';
import {
  type AssertedBy,
  factIdOf,
  type FactPayloads,
  type FactType,
  newFact,
  type NewFact,
} from '@tallystick/facts';
import { type EpochMilliseconds, formatInstant, parseInstant } from '@tallystick/quantities';
import { resolveKnownAt } from '../knowledge/known-at.js';
import { type AgreementKnowledge, readKnowledge } from '../knowledge/read-knowledge.js';
import { identityOf } from '../erasure/seal-facts.js';
import type { SubjectKeys } from '../erasure/subject-keys.js';
import { decideAndAppend, type DecideOptions } from '../ledger/decide-and-append.js';
import { type IdempotencyKey, keyedFactId, requireKey } from '../ledger/idempotency-key.js';
import type { Services } from '../services.js';
import { saidBy } from './said-by.js';

/** What any request may say beside its content, so that it can be sent again, and does not act on what has changed. */
export interface RequestFields {
  /**
   * The position of the last fact that the asker has seen: anything recorded since refuses the request, with
   * `ledger-conflict` and the actual revision.
   */
  readonly expectedRevision?: number | undefined;
  /**
   * Names this very request of this party and actor. The same request sent again, whatever became of the first answer,
   * records nothing and gives the first result; another request under the same key is refused.
   */
  readonly idempotencyKey?: string | undefined;
}

/** What every command of this room says. */
export interface CommandFields extends RequestFields {
  readonly agreement: string;
  /** Who says so. */
  readonly assertedBy: AssertedBy;
  /** When it happened; an instant. Default: the clock when it was recorded first. */
  readonly effectiveAt?: string | undefined;
}

/** A fact that a command recorded. */
export interface RecordedFactSummary {
  readonly id: string;
  readonly type: FactType;
  readonly effectiveAt: string;
  /** Its position in the agreement's ledger. */
  readonly position: number;
}

/** What every command answers. */
export interface Recorded {
  readonly agreement: string;
  /** The position of the last fact of the command: a read that knows this revision knows the command. */
  readonly revision: number;
  readonly facts: readonly RecordedFactSummary[];
  /** True where the same had been recorded before, and nothing was recorded now. */
  readonly repeated: boolean;
}

/** What is to be recorded: the type, and what is its own. */
export type FactDraft = {
  [T in FactType]: { readonly type: T; readonly payload: FactPayloads[T] };
}[FactType];

/** What a payload is made of; members that are undefined are left out. */
type Loose<Payload> = { readonly [N in keyof Payload]: Payload[N] | undefined };

export function draft<T extends FactType>(type: T, payload: Loose<FactPayloads[T]>): FactDraft {
  const said = Object.entries(payload).filter(([, value]) => value !== undefined);
  return { type, payload: Object.fromEntries(said) } as unknown as FactDraft;
}

/** The ledger on which a command is decided. */
export interface Situation {
  /** The position of the last fact. */
  readonly position: number;
  /** When what is asked for counts as having happened. */
  readonly effectiveAt: EpochMilliseconds;
  /** What is known there; read at the first call. */
  readonly knowledge: () => Promise<AgreementKnowledge>;
}

/**
 * Records what a command comes to on the ledger as it is.
 *
 * @param operation the name of the command, which keys belong to.
 * @param decide which facts follow; it throws where the rules refuse them, and is safe to call again.
 * @throws TallyError `agreement-unknown`, `ledger-conflict`, `idempotency-key-reused`, `usage`, `quantity-invalid`,
 * `fact-invalid`; whatever `decide` throws.
 */
export async function recordCommand(
  services: Services,
  operation: string,
  command: CommandFields,
  decide: (situation: Situation) => Promise<readonly FactDraft[]>,
): Promise<Recorded> {
  const { agreement } = command;
  const assertedBy = saidBy(command.assertedBy);
  await resolveKnownAt(services, agreement, undefined);
  const statedAt = command.effectiveAt === undefined ? undefined : parseInstant(command.effectiveAt);
  const options = optionsOf(operation, assertedBy, command);
  const decided = await decideAndAppend(
    services,
    agreement,
    async (head, { now }) => {
      // Nobody unsigns an agreement: once there, its head stays defined.
      const position = head?.position ?? -1;
      const effectiveAt = statedAt ?? now;
      const drafts = await decide({
        position,
        effectiveAt,
        knowledge: once(() => readKnowledge(services, agreement, String(position))),
      });
      return drafts.map((one, index) =>
        factOf(one, index, {
          command,
          options,
          operation,
          position,
          effectiveAt,
          keys: services.subjects,
        }),
      );
    },
    options,
  );
  return summaryOf(agreement, decided);
}

/** What `decideAndAppend` is to hold a request against. */
export function optionsOf(
  operation: string,
  { party, actor }: AssertedBy,
  { expectedRevision, idempotencyKey }: RequestFields,
): DecideOptions {
  if (expectedRevision !== undefined && !(Number.isSafeInteger(expectedRevision) && expectedRevision >= 0)) {
    throw new TallyError('usage', `${expectedRevision} is no revision.`, [
      {
        place: 'expectedRevision',
        problem: 'It is not a whole number from 0 on.',
        mend: 'Name the position of the last fact that you know of.',
      },
    ]);
  }
  if (idempotencyKey === undefined) return { expectedRevision };
  const key: IdempotencyKey = {
    key: requireKey(idempotencyKey),
    operation,
    asker: [party, ...(actor === undefined ? [] : [actor])],
  };
  return { expectedRevision, key };
}

/** What was recorded, with the places where it stands: the last ones up to the head after the command. */
export function summaryOf(
  agreement: string,
  { head, recorded, repeated }: Awaited<ReturnType<typeof decideAndAppend>>,
): Recorded {
  const revision = head?.position ?? -1;
  const first = revision - recorded.length + 1;
  return {
    agreement,
    revision,
    facts: recorded.map(({ id, type, effectiveAt }, index) => ({
      id,
      type,
      effectiveAt,
      position: first + index,
    })),
    repeated,
  };
}

interface Making {
  readonly command: CommandFields;
  readonly options: DecideOptions;
  readonly operation: string;
  readonly position: number;
  readonly effectiveAt: EpochMilliseconds;
  readonly keys: SubjectKeys | undefined;
}

/** Without a key, the id follows from what is said and from the revision at which it is said. */
function factOf({ type, payload }: FactDraft, index: number, making: Making): NewFact {
  const { command, options, operation, position, effectiveAt, keys } = making;
  const { agreement } = command;
  const assertedBy = saidBy(command.assertedBy);
  const said = { ...payload, type, assertedBy };
  const id =
    options.key === undefined
      ? factIdOf([agreement, operation, String(position), String(index), identityOf(keys, said)], effectiveAt)
      : keyedFactId(agreement, options.key, index);
  const fields = { id, effectiveAt: formatInstant(effectiveAt), assertedBy, ...payload };
  return newFact(type, fields as Parameters<typeof newFact>[1]);
}

function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => (value ??= work());
}
