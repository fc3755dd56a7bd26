import { Inject } from '@nestjs/common';
import { Args, Context, Resolver, Subscription } from '@nestjs/graphql';
import { requireAccess, requireAuthenticated, visibleAgreements } from '@tallystick/access';
import { TallyError } from '@tallystick/errors';
import type { FactType } from '@tallystick/facts';
import type { ExitRow, PeriodRow } from '@tallystick/read-models';
import type { RequestContext } from '../graphql/request-context.js';
import { shownFact } from '../schema/because/read-facts.js';
import { SURROUNDINGS, type Surroundings } from '../surroundings.js';
import { clockAlerts, type ClockAlert as FoundAlert } from './clock-alerts.js';
import { type ClockAlert, ClocksAboutToBreach, ClocksArguments } from './clock-alerts.types.js';
import { FactRecorded, FactsRecordedArguments } from './facts-recorded.types.js';
import { LedgerFollower } from './ledger-follower.js';
import { liveEvents } from './live-events.js';
import { netChanges } from './net-changes.js';
import {
  type ExitChange,
  type ExitStanding,
  ExitStatusChanged,
  NetChangesArguments,
  type PeriodChange,
  type PeriodFigures,
  StatementChanged,
} from './net-changes.types.js';
import { ProjectionMoves } from './projection-moves.js';
import type { RowChange } from './row-changes.js';

/** A warning that long ahead is none. */
const longestWarningSeconds = 366 * 86_400;

type Events<Name extends string, Event> = AsyncIterableIterator<Readonly<Record<Name, Event>>>;

/** What happens, as it happens. Access is checked here, and goes on being checked for as long as a subscription lives. */
@Resolver()
export class SubscriptionsResolver {
  private readonly follower: LedgerFollower;
  private readonly moves: ProjectionMoves;

  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {
    this.follower = new LedgerFollower(surroundings.services.ledger);
    this.moves = new ProjectionMoves(() => surroundings.readModels);
  }

  @Subscription(() => FactRecorded, {
    description: 'Every fact of an agreement after a position, each once and in order.',
  })
  factsRecorded(
    @Args() { agreement, after, types }: FactsRecordedArguments,
    @Context() context: RequestContext,
  ): Events<'factsRecorded', FactRecorded> {
    requireAccess(context.principal, 'read-agreement', agreement);
    const { follower } = this;
    const wanted = types === undefined || types === null ? undefined : new Set<FactType>(types);
    return this.live(context, async function* (signal) {
      for await (const page of follower.factsAfter(agreement, after ?? undefined, signal)) {
        for (const { position, text } of page) {
          const fact = shownFact(agreement, position, text);
          if (wanted?.has(fact.type) === false) continue;
          yield { factsRecorded: { agreement, position, fact } };
        }
      }
    });
  }

  @Subscription(() => ClocksAboutToBreach, {
    description: 'Clocks that come within a warning time of their limit, pass it, or are near it no more.',
  })
  clocksAboutToBreach(
    @Args() { agreements, within, after }: ClocksArguments,
    @Context() context: RequestContext,
  ): Events<'clocksAboutToBreach', ClocksAboutToBreach> {
    const { principal } = context;
    requireAuthenticated(principal);
    for (const agreement of agreements ?? []) requireAccess(principal, 'read-agreement', agreement);
    if (within < 0 || within > longestWarningSeconds) {
      throw new TallyError('usage', 'The warning time is from nothing to a year.', [
        { place: 'within', problem: `${within} s is not.`, mend: 'Write a duration such as PT30M.' },
      ]);
    }
    const watch = {
      agreements: [...new Set(agreements ?? visibleAgreements(principal))],
      withinMilliseconds: within * 1000,
      after: after ?? undefined,
    };
    const parts = {
      readModels: this.surroundings.readModels,
      moves: this.moves,
      clock: this.surroundings.services.clock,
    };
    return this.live(context, async function* (signal) {
      for await (const { cursor, at, asOf, alerts } of clockAlerts(parts, watch, signal)) {
        yield {
          clocksAboutToBreach: {
            cursor,
            at,
            asOf: [...asOf].map(([agreement, position]) => ({ agreement, position })),
            clocks: alerts.map(shownAlert),
          },
        };
      }
    });
  }

  @Subscription(() => StatementChanged, {
    description:
      'Periods of an agreement whose figures changed, provisional and issued ones. After a while away only the net change is told.',
  })
  statementChanged(
    @Args() { agreement, after }: NetChangesArguments,
    @Context() context: RequestContext,
  ): Events<'statementChanged', StatementChanged> {
    requireAccess(context.principal, 'read-agreement', agreement);
    const parts = { readModels: this.surroundings.readModels, moves: this.moves };
    const watched = { view: 'periods', keyOf: ({ period }: PeriodRow) => period, seenOf: figuresOf } as const;
    return this.live(context, async function* (signal) {
      for await (const { position, changes } of netChanges(
        parts,
        agreement,
        watched,
        after ?? undefined,
        signal,
      )) {
        yield { statementChanged: { agreement, position, periods: changes.map(shownPeriod) } };
      }
    });
  }

  @Subscription(() => ExitStatusChanged, {
    description:
      'Exit rights of an agreement that stand otherwise than before. After a while away only the net change is told.',
  })
  exitStatusChanged(
    @Args() { agreement, after }: NetChangesArguments,
    @Context() context: RequestContext,
  ): Events<'exitStatusChanged', ExitStatusChanged> {
    requireAccess(context.principal, 'read-agreement', agreement);
    const parts = { readModels: this.surroundings.readModels, moves: this.moves };
    const watched = { view: 'exits', keyOf: ({ exit }: ExitRow) => exit, seenOf: standingOf } as const;
    return this.live(context, async function* (signal) {
      for await (const { position, changes } of netChanges(
        parts,
        agreement,
        watched,
        after ?? undefined,
        signal,
      )) {
        yield { exitStatusChanged: { agreement, position, exits: changes.map(shownExit) } };
      }
    });
  }

  private live<Event>(
    { principal }: RequestContext,
    start: (signal: AbortSignal) => AsyncGenerator<Event, void, undefined>,
  ): AsyncIterableIterator<Event> {
    const { configuration, liveAccess } = this.surroundings;
    const patienceMilliseconds = configuration.subscriberSeconds * 1000;
    return liveEvents(start, { principal, liveAccess, patienceMilliseconds });
  }
}

function shownAlert({ kind, clock: row }: FoundAlert): ClockAlert {
  const { agreement, ticket, serviceLevel, clause, clock, instance, priority, service } = row;
  const { dueAt, limitSeconds, paused, stoppedAt, ball } = row;
  return {
    ...{ kind, agreement, ticket, serviceLevel, clause, clock, instance, priority, service },
    ...{ dueAt, limit: limitSeconds, paused, stoppedAt, ball },
  };
}

function figuresOf(row: PeriodRow): PeriodFigures {
  const { issued, finished, digest, currency, levelsMet, levelsMissed, sealedTotal, atStake } = row;
  const money = (amount: string) => ({ amount, currency });
  return {
    issued,
    finished,
    digest,
    credits: money(row.credits),
    bonuses: money(row.bonuses),
    adjustments: money(row.adjustments),
    total: money(row.total),
    sealedTotal: sealedTotal === null ? null : money(sealedTotal),
    atStake: atStake === null ? null : money(atStake),
    levelsMet,
    levelsMissed,
  };
}

function shownPeriod({ key, before, after }: RowChange<PeriodFigures>): PeriodChange {
  return { period: key, before, after };
}

function standingOf(row: ExitRow): ExitStanding & { readonly clause: string | null } {
  const {
    clause,
    since,
    reached,
    threshold,
    distance,
    noticeBy,
    curesBy,
    exercisableFrom,
    exerciseBy,
    endsOn,
  } = row;
  return {
    clause,
    state: row.state as ExitStanding['state'],
    since,
    ...{ reached, threshold, distance, unit: row.unit as ExitStanding['unit'] },
    ...{ noticeBy, curesBy, exercisableFrom, exerciseBy, endsOn },
  };
}

function shownExit({ key, before, after }: RowChange<ReturnType<typeof standingOf>>): ExitChange {
  return { exit: key, clause: (after ?? before)?.clause ?? null, before, after };
}
