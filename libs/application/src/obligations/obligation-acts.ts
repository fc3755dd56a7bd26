import { actAsKnown, type ActAsKnown, termsAsKnown } from '@tallystick/engine';
import { TallyError } from '@tallystick/errors';
import {
  type CommandFields,
  draft,
  type FactDraft,
  type Recorded,
  recordCommand,
} from '../commands/command.js';
import { readKnowledge } from '../knowledge/read-knowledge.js';
import type { Services } from '../services.js';

export interface ObligationActCommand extends CommandFields {
  /** The id of the obligation. */
  readonly obligation: string;
  /** Which of it: the period that it is about, or the key of the occurrence. Default: the oldest that it fits. */
  readonly period?: string | undefined;
  readonly occurrence?: string | undefined;
}

export interface FulfilObligationCommand extends ObligationActCommand {
  /** The SHA-256 digest of the document that shows it, 64 hexadecimal digits. */
  readonly evidenceDigest?: string | undefined;
  readonly note?: string | undefined;
}

export interface ReasonedActCommand extends ObligationActCommand {
  readonly reason?: string | undefined;
}

export interface ObligationActRecorded extends Recorded {
  readonly obligation: string;
  /** Whether it changed anything; where not, why (`no-such-occurrence`, `nothing-open`, …). */
  readonly counts: boolean;
  readonly reason: string | null;
  /** What it was heard for; null where nothing is meant by it. */
  readonly occurrence: ActAsKnown['occurrence'];
}

/** Says that an obligation is done. */
export async function fulfilObligation(
  services: Services,
  command: FulfilObligationCommand,
): Promise<ObligationActRecorded> {
  const { evidenceDigest, note } = command;
  const fact = draft('ObligationFulfilled', { ...which(command), evidenceDigest, note });
  return act(services, 'fulfilObligation', command, fact);
}

/** Accepts what was delivered. */
export async function acceptObligation(
  services: Services,
  command: ObligationActCommand,
): Promise<ObligationActRecorded> {
  return act(services, 'acceptObligation', command, draft('ObligationAccepted', which(command)));
}

/** Refuses what was delivered. */
export async function refuseObligation(
  services: Services,
  command: ReasonedActCommand,
): Promise<ObligationActRecorded> {
  const fact = draft('ObligationRefused', { ...which(command), reason: command.reason });
  return act(services, 'refuseObligation', command, fact);
}

/** Does without it. */
export async function waiveObligation(
  services: Services,
  command: ReasonedActCommand,
): Promise<ObligationActRecorded> {
  const fact = draft('ObligationWaived', { ...which(command), reason: command.reason });
  return act(services, 'waiveObligation', command, fact);
}

function which({ obligation, period, occurrence }: ObligationActCommand) {
  return { obligation, period, occurrence };
}

/** @throws TallyError `obligation-unknown`. */
async function act(
  services: Services,
  operation: string,
  command: ObligationActCommand,
  fact: FactDraft,
): Promise<ObligationActRecorded> {
  const { agreement, obligation } = command;
  const recorded = await recordCommand(services, operation, command, async ({ knowledge }) => {
    const { timeline, zones } = await knowledge();
    const { versions } = termsAsKnown(timeline, zones);
    const known = new Set(versions.flatMap(({ terms }) => [...terms.obligations.keys()]));
    if (known.has(obligation)) return [fact];
    throw new TallyError('obligation-unknown', `The terms have no obligation "${obligation}".`, [
      {
        place: 'obligation',
        problem: known.size === 0 ? 'They have none at all.' : `They have ${[...known].join(', ')}.`,
        mend: 'Name one of them.',
      },
    ]);
  });
  const [made] = recorded.facts;
  const knowledge = await readKnowledge(services, agreement, String(recorded.revision));
  const heard = made === undefined ? undefined : actAsKnown(knowledge, made.id);
  return {
    ...recorded,
    obligation,
    counts: heard?.noEffect === null,
    reason: heard === undefined ? 'not-looked-at' : heard.noEffect,
    occurrence: heard?.occurrence ?? null,
  };
}
