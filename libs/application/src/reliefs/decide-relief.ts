import { TallyError } from '@tallystick/errors';
import { formatInstant, parseInstant } from '@tallystick/quantities';
import { type CommandFields, draft, recordCommand } from '../commands/command.js';
import type { Services } from '../services.js';
import { reliefAt, type ReliefRecorded, reliefsOf, type ReliefView } from './list-reliefs.js';
import { requireInterval, unknownRelief } from './relief-errors.js';

export interface DecideReliefCommand extends CommandFields {
  readonly relief: string;
  readonly decision: 'granted' | 'refused';
  /** What of it is granted; what is left out is granted as claimed. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly tickets?: readonly string[] | undefined;
  readonly services?: readonly string[] | undefined;
  /** Why it is refused. */
  readonly reason?: string | undefined;
}

/**
 * Grants relief, wholly or to an extent within what was claimed, or refuses it. The answer says whether the decision
 * counts: the terms may let another party decide, or bar the claim, or silence may have decided before.
 * @throws TallyError `relief-unknown`, `relief-refused`.
 */
export async function decideRelief(
  services: Services,
  command: DecideReliefCommand,
): Promise<ReliefRecorded> {
  const { relief, decision, reason } = command;
  const recorded = await recordCommand(services, 'decideRelief', command, async ({ knowledge }) => {
    const known = reliefsOf(await knowledge()).find(({ key }) => key === relief);
    if (known === undefined || known.claimed === null) throw unknownRelief(relief);
    if (decision === 'refused') {
      requireNoExtent(command);
      return [draft('ReliefRefused', { relief, reason })];
    }
    requireWithin(command, known.claimed);
    const { from, until, tickets, services: named } = command;
    const instant = (text: string | undefined) =>
      text === undefined ? undefined : formatInstant(parseInstant(text));
    return [
      draft('ReliefGranted', {
        relief,
        from: instant(from),
        until: instant(until),
        tickets,
        services: named,
      }),
    ];
  });
  return { ...recorded, relief: await reliefAt(services, command.agreement, relief, recorded.revision) };
}

type Extent = NonNullable<ReliefView['claimed']>;

/** What nobody claimed is not granted here: it would be another claim. */
function requireWithin(command: DecideReliefCommand, claimed: Extent): void {
  const { from = claimed.from, until = claimed.until, tickets, services } = command;
  requireInterval(from, until);
  const refuse = (place: string, problem: string, mend: string) =>
    new TallyError('relief-refused', 'More cannot be granted than was claimed.', [{ place, problem, mend }]);
  if (parseInstant(from) < parseInstant(claimed.from)) {
    throw refuse('from', `${from} is before ${claimed.from}.`, `Grant from ${claimed.from} on, or later.`);
  }
  if (parseInstant(until) > parseInstant(claimed.until)) {
    throw refuse('until', `${until} is after ${claimed.until}.`, `Grant until ${claimed.until}, or earlier.`);
  }
  for (const [place, granted, of] of [
    ['tickets', tickets, claimed.tickets],
    ['services', services, claimed.services],
  ] as const) {
    const outside = of === null ? -1 : (granted ?? []).findIndex((one) => !of.includes(one));
    if (outside >= 0) {
      throw refuse(
        `${place}[${outside}]`,
        `${granted![outside]} is not among ${of!.join(', ')}.`,
        'Name what was claimed, or leave the list out for all of it.',
      );
    }
  }
}

function requireNoExtent(command: DecideReliefCommand): void {
  const named = (['from', 'until', 'tickets', 'services'] as const).find(
    (name) => command[name] !== undefined,
  );
  if (named === undefined) return;
  throw new TallyError('relief-refused', 'A refusal has no extent.', [
    { place: named, problem: 'It says what is granted.', mend: 'Grant that part, or leave it out.' },
  ]);
}
