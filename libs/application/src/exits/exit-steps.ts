import { type ExitState, type ExitStatus, termsAsKnown } from '@tallystick/engine';
import { TallyError } from '@tallystick/errors';
import type { FactType } from '@tallystick/facts';
import {
  type CommandFields,
  draft,
  type FactDraft,
  type Recorded,
  recordCommand,
} from '../commands/command.js';
import type { Services } from '../services.js';
import { exitStatus } from '../statements/exit-status.js';

export interface ExitStepCommand extends CommandFields {
  /** The id of the exit clause. */
  readonly exit: string;
}

export interface ExitStepRecorded extends Recorded {
  readonly exit: string;
  /** Whether the step moved the right; where not, why (`no-right-has-arisen`, `notice-and-cure-come-first`, …). */
  readonly counts: boolean;
  readonly reason: string | null;
  readonly state: ExitState;
  /** The right as it stands after the step; null where no period has begun, or the terms in force have the clause no more. */
  readonly status: ExitStatus | null;
}

/** Gives notice under an exit clause. */
export async function serveExitNotice(
  services: Services,
  command: ExitStepCommand,
): Promise<ExitStepRecorded> {
  const by = command.assertedBy.party;
  return step(services, 'serveExitNotice', command, draft('ExitNoticeServed', { trigger: command.exit, by }));
}

/** Submits a plan to cure the failure. */
export async function submitCurePlan(
  services: Services,
  command: ExitStepCommand,
): Promise<ExitStepRecorded> {
  return step(services, 'submitCurePlan', command, draft('CurePlanSubmitted', { trigger: command.exit }));
}

export interface DecideCureCommand extends ExitStepCommand {
  readonly decision: 'accepted' | 'refused';
  /** Why it is refused. */
  readonly reason?: string | undefined;
}

/** Accepts or refuses a cure. */
export async function decideCure(services: Services, command: DecideCureCommand): Promise<ExitStepRecorded> {
  const { exit: trigger, decision, reason } = command;
  const fact =
    decision === 'accepted' ? draft('CureAccepted', { trigger }) : draft('CureRefused', { trigger, reason });
  return step(services, 'decideCure', command, fact);
}

/** Uses the right to exit. */
export async function exerciseExitRight(
  services: Services,
  command: ExitStepCommand,
): Promise<ExitStepRecorded> {
  return step(services, 'exerciseExitRight', command, draft('ExitRightExercised', { trigger: command.exit }));
}

/** Gives the right up for this occasion. */
export async function waiveExitRight(
  services: Services,
  command: ExitStepCommand,
): Promise<ExitStepRecorded> {
  return step(services, 'waiveExitRight', command, draft('ExitRightWaived', { trigger: command.exit }));
}

/**
 * A step is recorded as what it is, whether or not it moves the right: what a party declared, it declared. Whether it
 * counts, the terms and the facts say, and the answer with them.
 * @throws TallyError `exit-unknown`.
 */
async function step(
  services: Services,
  operation: string,
  command: ExitStepCommand,
  fact: FactDraft & { readonly type: FactType },
): Promise<ExitStepRecorded> {
  const { exit } = command;
  const recorded = await recordCommand(services, operation, command, async ({ knowledge }) => {
    const { timeline, zones } = await knowledge();
    const { versions } = termsAsKnown(timeline, zones);
    const known = new Set(versions.flatMap(({ terms }) => [...terms.exits.keys()]));
    if (known.has(exit)) return [fact];
    throw new TallyError('exit-unknown', `The terms have no exit clause "${exit}".`, [
      {
        place: 'exit',
        problem: known.size === 0 ? 'They have none at all.' : `They have ${[...known].join(', ')}.`,
        mend: 'Name one of them.',
      },
    ]);
  });
  return { ...recorded, exit, ...(await standingOf(services, command, recorded)) };
}

async function standingOf(
  services: Services,
  { agreement, exit }: ExitStepCommand,
  { revision, facts: [fact] }: Recorded,
): Promise<Pick<ExitStepRecorded, 'counts' | 'reason' | 'state' | 'status'>> {
  const none = { counts: false, reason: 'no-right-has-arisen', state: 'clear' as const, status: null };
  let status: ExitStatus | undefined;
  try {
    const answer = await exitStatus(services, { agreement, knownAt: String(revision) });
    status = answer.exits.find(({ id }) => id === exit);
  } catch (error) {
    // Before the first period nothing can have arisen.
    if (error instanceof TallyError && error.code === 'period-invalid') return none;
    throw error;
  }
  if (status === undefined) return { ...none, reason: 'clause-not-in-force' };
  const taken = status.steps.find(({ facts }) => fact !== undefined && facts.includes(fact.id));
  return {
    counts: taken?.refused === null,
    reason: taken === undefined ? 'no-right-has-arisen' : taken.refused,
    state: status.state,
    status,
  };
}
