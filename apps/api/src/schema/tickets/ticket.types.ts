import { ID, Int, ObjectType } from '@nestjs/graphql';
import type { BallInterval as ApplicationBallInterval, ClockReport } from '@tallystick/application';
import { NamesFact, RestsOnFacts } from '../because/rests-on-facts.js';
import { Has, HasMany, Kept, MayHave, Money, Node } from '../common/index.js';
import { enumOf } from '../enums/enum-of.js';
import { Verdict } from '../enums/figures.js';
import { Digest, Duration, Instant, LocalDate, Period } from '../scalars/index.js';
import { KnownPoint } from '../statements/statement.js';

const TicketStatus = enumOf<
  | 'new'
  | 'in-progress'
  | 'waiting-client'
  | 'waiting-third-party'
  | 'waiting-change'
  | 'resolved'
  | 'closed'
  | 'cancelled'
>('TicketStatus', 'The canonical status of a ticket; a source maps its own words to these.', {
  new: 'It was opened.',
  'in-progress': 'The provider works on it.',
  'waiting-client': 'It waits for the client.',
  'waiting-third-party': 'It waits for a third party.',
  'waiting-change': 'It waits for a change.',
  resolved: 'It was resolved.',
  closed: 'It was closed.',
  cancelled: 'It was cancelled.',
});

const TicketCompleteness = enumOf<'complete' | 'incomplete'>(
  'TicketCompleteness',
  'Whether a ticket’s clocks can be read.',
  { complete: 'They can.', incomplete: 'No opening is known, so that no clock can be read.' },
);

@ObjectType({
  implements: () => [NamesFact],
  description: 'A time in which a clock may stand still. Its fact is the one that began the wait.',
})
export class ClockPause extends NamesFact {
  @Has(() => TicketStatus, 'The status that pauses it.')
  readonly status!: string;

  @Has(() => Instant, 'The instant at which it begins.')
  readonly from!: string;

  @MayHave(() => Instant, 'The instant at which the status ended (half-open); null while it lasts.')
  readonly until!: string | null;

  @Has(() => Instant, 'Until when the clock stands still: a pause may be capped.')
  readonly pausedUntil!: string;

  @Has(() => Boolean, 'Whether it counts: the clock stands still.', { name: 'counts' })
  readonly counted!: boolean;

  @MayHave(() => String, 'Why it does not count, e.g. "no-evidence"; null where it does.')
  readonly reason!: string | null;
}

@ObjectType({ description: 'A stretch of time that a clock counted.' })
export class ClockInterval {
  @Has(() => Instant, 'The instant at which it begins.')
  readonly from!: string;

  @Has(() => Instant, 'The instant at which it has ended (half-open).')
  readonly until!: string;

  @Has(() => String, 'The priority in it.')
  readonly priority!: string;

  @Has(() => String, 'The calendar that it was counted by.')
  readonly calendar!: string;

  @Has(() => Duration, 'The working time in it.', { name: 'elapsed' })
  readonly elapsedSeconds!: number;
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description: 'A time for which relief was granted while a clock was on.',
})
export class ClockRelief extends RestsOnFacts {
  @Has(() => String, 'The relief’s key.')
  readonly relief!: string;

  @Has(() => Instant, 'The instant at which it begins.')
  readonly from!: string;

  @Has(() => Instant, 'The instant at which it has ended (half-open).')
  readonly until!: string;

  @Has(() => Boolean, 'Whether it goes on: `until` is when the clock was read.')
  readonly running!: boolean;

  @Has(() => Boolean, 'Whether it counts: the clock stands still.', { name: 'counts' })
  readonly counted!: boolean;

  @MayHave(() => String, 'Why the clock goes on in it; null where it stands still.')
  readonly reason!: string | null;
}

@ObjectType({ description: 'A time, half-open.' })
export class TimeSpan {
  @Has(() => Instant, 'The instant at which it begins.')
  readonly from!: string;

  @Has(() => Instant, 'The instant at which it has ended.')
  readonly until!: string;
}

@ObjectType({ description: 'Which terms a clock was read under, and why those.' })
export class ClockTerms {
  @Has(() => Digest, 'The digest of the terms.')
  readonly digest!: string;

  @Has(() => LocalDate, 'The first day on which they are in force.')
  readonly from!: string;

  @Has(() => String, 'Which event of the ticket chose them, e.g. "opened".')
  readonly why!: string;

  @Has(() => Boolean, 'Whether the ticket was opened before the term.')
  readonly openedBeforeTerm!: boolean;
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description: 'A reading of one clock of a ticket, as known and valued.',
})
export class TicketClock extends RestsOnFacts implements Omit<ClockReport, 'intervals'> {
  @Has(() => String, 'The clock’s id in the terms.')
  readonly clock!: string;

  @MayHave(
    () => String,
    'The service level that asks; null for a clock that none asks of this ticket, which then has no limit.',
  )
  readonly serviceLevel!: string | null;

  @Has(() => Int, 'From 1; more than one where a reopening makes a new instance.')
  readonly instance!: number;

  @Has(() => String, 'The priority that it is read under.')
  readonly priority!: string;

  @MayHave(() => Instant, 'When it started; null where it has not.')
  readonly startedAt!: string | null;

  @MayHave(() => Instant, 'When it stopped; null while it runs.')
  readonly stoppedAt!: string | null;

  @MayHave(() => String, 'What stopped it; null while it runs.')
  readonly stoppedBy!: string | null;

  @Has(() => Boolean, 'Whether it runs.')
  readonly running!: boolean;

  @Has(() => Boolean, 'Whether it stands still at present.')
  readonly paused!: boolean;

  @Has(() => Duration, 'The working time that counts.', { name: 'elapsed' })
  readonly elapsedSeconds!: number;

  @MayHave(() => Duration, 'The working time allowed; null where there is no limit, or it is a deadline.', {
    name: 'limit',
  })
  readonly limitSeconds!: number | null;

  @MayHave(
    () => String,
    'What made the limit what it is, where a priority changed, e.g. "keep-first"; null where there is none.',
  )
  readonly limitBecause!: string | null;

  @MayHave(
    () => Instant,
    'The last instant in time; null where there is no limit, or pauses to come decide it.',
  )
  readonly due!: string | null;

  @MayHave(() => Instant, 'From when on it is certain that the limit is passed; null where it is not.')
  readonly breachedAt!: string | null;

  @MayHave(() => Boolean, 'Whether the limit was kept; null where that is not decided, or there is no limit.')
  readonly met!: boolean | null;

  @Has(() => String, 'The reading in a word: "met", "missed", or why it is not decided.')
  readonly verdict!: string;

  @HasMany(() => ClockPause, 'Its pauses, with the reason for each that does not count.', { rows: 3 })
  readonly pauses!: readonly (ClockPause & ClockReport['pauses'][number])[];

  @HasMany(() => ClockInterval, 'The stretches that it counted, by calendar.', { rows: 5 })
  readonly intervals!: readonly ClockInterval[];

  @HasMany(() => ClockRelief, 'The times for which relief was granted while it was on.', { rows: 3 })
  readonly reliefs!: readonly (ClockRelief & ClockReport['reliefs'][number])[];

  @HasMany(() => TimeSpan, 'From a stop to a reopening: not counted.', { rows: 3 })
  readonly excluded!: readonly TimeSpan[];

  @Has(() => ClockTerms, 'Which terms it was read under, and why those.')
  readonly terms!: ClockTerms;
}

@ObjectType({
  implements: () => [NamesFact],
  description: 'A time in which one party had to act next. Its fact is the one that gave it the ball.',
})
export class BallInterval extends NamesFact implements ApplicationBallInterval {
  @MayHave(
    () => String,
    '`client`, `provider`, or a third party by its short name; null: one that no fact names.',
  )
  readonly party!: string | null;

  @Has(() => Instant, 'The instant at which it begins.')
  readonly from!: string;

  @Has(
    () => Instant,
    'The instant at which it has ended (half-open); the instant of valuation where it goes on.',
  )
  readonly until!: string;

  @Has(() => Boolean, 'Whether it goes on.')
  readonly running!: boolean;

  @Has(() => Duration, 'How long, on the clock on the wall.', { name: 'length' })
  readonly seconds!: number;
}

@ObjectType({ description: 'How long one party held the ball of a ticket in all.' })
export class BallTotal {
  @MayHave(() => String, 'The party; null: one that no fact names.')
  readonly party!: string | null;

  @Has(() => Duration, 'How long, on the clock on the wall.', { name: 'held' })
  readonly seconds!: number;
}

@ObjectType({
  description: 'A service level that a ticket breached in a period, and what the level costs there.',
})
export class TicketBreach {
  @Has(() => Period, 'The period in which the breach counts.')
  readonly period!: string;

  @Has(() => String, 'The level’s id in the terms.')
  readonly serviceLevel!: string;

  @Has(() => Verdict, 'How the level came out in the period.')
  readonly verdict!: string;

  @MayHave(
    () => Int,
    'How many misses it had there, this one among them; null where the measure does not count them.',
  )
  readonly misses!: number | null;

  @MayHave(
    () => Money,
    'What the level credits in the period, for all its misses together; null where it has no money credit.',
  )
  readonly credit!: string | null;
}

@ObjectType({
  implements: () => [Node, RestsOnFacts],
  description:
    'A ticket as known and valued: its clocks, who had to act when, what it breached and what that costs. Its facts are those that count, in the order in which they do.',
})
export class Ticket extends RestsOnFacts implements Node {
  @Has(() => ID, 'The global id; opaque, and the same for as long as the object exists.')
  readonly id!: string;

  @Kept()
  readonly agreementName!: string;

  @Has(() => String, 'The ticket’s key.')
  readonly key!: string;

  @MayHave(() => String, 'Its type, e.g. "incident"; null where none is known.')
  readonly type!: string | null;

  @MayHave(() => String, 'Its priority as last known.')
  readonly priority!: string | null;

  @MayHave(() => String, 'The service that it is about.')
  readonly service!: string | null;

  @MayHave(() => String, 'Its category.')
  readonly category!: string | null;

  @MayHave(() => String, 'The configuration item that it is about.')
  readonly configurationItem!: string | null;

  @MayHave(() => String, 'The site that it is about.')
  readonly site!: string | null;

  @MayHave(() => Instant, 'When it was opened; null where that is not known.')
  readonly openedAt!: string | null;

  @MayHave(() => TicketStatus, 'Its status as last known.')
  readonly status!: string | null;

  @Has(() => TicketCompleteness, 'Whether its clocks can be read.')
  readonly state!: 'complete' | 'incomplete';

  @Has(() => KnownPoint, 'Up to which fact it is known (axis of recording).')
  readonly knownAt!: KnownPoint;

  @Has(() => Instant, 'When running clocks are read.')
  readonly valuedAt!: string;

  @HasMany(() => TicketClock, 'Every clock that the terms hold against it.')
  readonly clocks!: readonly TicketClock[];

  @HasMany(() => BallInterval, 'Who had to act next, from its opening to its end.', {
    name: 'ballInCourt',
    rows: 5,
  })
  readonly balls!: readonly BallInterval[];

  @HasMany(() => BallTotal, 'How long each party held the ball in all.', { name: 'ballTotals', rows: 3 })
  readonly totals!: readonly BallTotal[];
}
