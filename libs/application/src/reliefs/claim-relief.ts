import { termsAsKnown } from '@tallystick/engine';
import { TallyError } from '@tallystick/errors';
import { formatInstant, parseInstant } from '@tallystick/quantities';
import { type CommandFields, draft, recordCommand, type Situation } from '../commands/command.js';
import type { Services } from '../services.js';
import { reliefAt, type ReliefRecorded } from './list-reliefs.js';
import { requireInterval } from './relief-errors.js';

/** A time, half-open, and what it is about; absent lists mean all. */
interface ClaimedExtent {
  readonly from: string;
  readonly until: string;
  readonly tickets?: readonly string[] | undefined;
  readonly services?: readonly string[] | undefined;
}

export interface ClaimReliefCommand extends CommandFields, ClaimedExtent {
  /** The key of the claim. Default: `relief-1` and so on. */
  readonly relief?: string | undefined;
  /** What delayed the provider, in the words of the terms. */
  readonly cause: string;
  readonly serviceLevels?: readonly string[] | undefined;
  /** When the provider became aware of the cause. Default: when the delay began. */
  readonly awareAt?: string | undefined;
  /** When the client was told. Default: when the claim happened. */
  readonly noticeGivenAt?: string | undefined;
}

/**
 * Claims relief for a delay. One that comes too late under the terms is recorded as what it is, and the answer says that
 * it is out of time.
 * @throws TallyError `relief-exists`, `relief-refused` (an interval that is none, a name that the terms do not know).
 */
export async function claimRelief(services: Services, command: ClaimReliefCommand): Promise<ReliefRecorded> {
  let key = '';
  const recorded = await recordCommand(services, 'claimRelief', command, async (situation) => {
    key = await keyOf(command, situation);
    requireInterval(command.from, command.until);
    await requireKnownLevels(command.serviceLevels, situation);
    const instant = (text: string | undefined) =>
      text === undefined ? undefined : formatInstant(parseInstant(text));
    return [
      draft('ReliefClaimed', {
        relief: key,
        cause: command.cause,
        from: formatInstant(parseInstant(command.from)),
        until: formatInstant(parseInstant(command.until)),
        tickets: command.tickets,
        services: command.services,
        serviceLevels: command.serviceLevels,
        awareAt: instant(command.awareAt),
        noticeGivenAt: instant(command.noticeGivenAt),
      }),
    ];
  });
  return { ...recorded, relief: await reliefAt(services, command.agreement, key, recorded.revision) };
}

async function keyOf({ relief }: ClaimReliefCommand, { knowledge }: Situation): Promise<string> {
  const { timeline } = await knowledge();
  const taken = new Set(timeline.reliefs.map((one) => one.relief));
  if (relief === undefined) {
    let number = taken.size + 1;
    while (taken.has(`relief-${number}`)) number += 1;
    return `relief-${number}`;
  }
  if (!taken.has(relief)) return relief;
  throw new TallyError('relief-exists', `A relief "${relief}" is claimed or decided already.`, [
    { place: 'relief', problem: `"${relief}" is taken.`, mend: 'Give the claim another key, or none.' },
  ]);
}

/** A claim for a level that no version of the terms has would never do anything. */
async function requireKnownLevels(
  serviceLevels: readonly string[] | undefined,
  { knowledge }: Situation,
): Promise<void> {
  if (serviceLevels === undefined) return;
  const { timeline, zones } = await knowledge();
  const known = new Set(
    termsAsKnown(timeline, zones).versions.flatMap(({ terms }) => [...terms.serviceLevels.keys()]),
  );
  const unknown = serviceLevels.findIndex((level) => !known.has(level.split('/')[0]!));
  if (unknown === -1) return;
  throw new TallyError('relief-refused', `The terms have no service level "${serviceLevels[unknown]}".`, [
    {
      place: `serviceLevels[${unknown}]`,
      problem: `The terms have ${[...known].join(', ')}.`,
      mend: 'Name one of them, or leave the list out for all.',
    },
  ]);
}
