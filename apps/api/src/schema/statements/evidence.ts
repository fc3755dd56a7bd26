import { Int, ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { RestsOnFacts } from '../because/rests-on-facts.js';
import { Has, HasMany, MayHave, unionOf } from '../common/index.js';
import { ExcludedIntervalKind, RecurrenceBy } from '../enums/accountability.js';
import { Verdict } from '../enums/figures.js';
import { Decimal, Duration, ExactNumber, Instant, Period } from '../scalars/index.js';

@ObjectType({ implements: () => [RestsOnFacts], description: 'One ticket under one clock.' })
class TicketEvidence extends RestsOnFacts implements engine.TicketEvidence {
  @Has(() => String, 'The ticket’s key.')
  readonly ticket!: string;

  @Has(() => Int, 'From 1; more than one where a reopening makes a new instance.')
  readonly instance!: number;

  @MayHave(() => String, 'The priority that it was read under.')
  readonly priority!: string | null;

  @MayHave(() => Instant, 'When the clock started.')
  readonly startedAt!: string | null;

  @MayHave(() => Instant, 'When it stopped; null while it runs.')
  readonly stoppedAt!: string | null;

  @Has(() => Duration, 'The working time that counts.', { name: 'elapsed' })
  readonly elapsedSeconds!: number;

  @MayHave(() => Duration, 'The working time allowed; null where the limit is a deadline.', { name: 'limit' })
  readonly limitSeconds!: number | null;

  @MayHave(() => Instant, 'The last instant in time.')
  readonly due!: string | null;
}

@ObjectType({ implements: () => [RestsOnFacts], description: 'A ticket that does not count.' })
class ExcludedTicket extends RestsOnFacts implements engine.ExcludedTicket {
  @Has(() => String, 'The ticket’s key.')
  readonly ticket!: string;

  @Has(() => String, 'Why not, in a word of the measure.')
  readonly reason!: string;
}

@ObjectType({ description: 'Tickets that met a limit or did not.' })
class TicketListEvidence implements engine.TicketListEvidence {
  readonly kind!: 'tickets';

  @Has(() => Int, 'How many tickets counted.', { name: 'countedTickets' })
  readonly counted!: number;

  @Has(() => Int, 'How many of them were in time.', { name: 'metTickets' })
  readonly met!: number;

  @HasMany(() => TicketEvidence, 'Every counted ticket over its limit.')
  readonly breached!: readonly TicketEvidence[];

  @HasMany(
    () => TicketEvidence,
    'Running and not yet due at the instant of valuation: neither met nor missed.',
    { rows: 3 },
  )
  readonly undecided!: readonly TicketEvidence[];

  @HasMany(() => ExcludedTicket, 'Tickets that do not count, with the reason.', {
    name: 'excludedTickets',
    rows: 3,
  })
  readonly excluded!: readonly ExcludedTicket[];
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description: 'An outage and what it took from service time.',
})
class OutageEvidence extends RestsOnFacts implements engine.OutageEvidence {
  @Has(() => String, 'The outage’s key.')
  readonly outage!: string;

  @Has(() => String, 'The service that was out.')
  readonly service!: string;

  @Has(() => Instant, 'When it began.')
  readonly beganAt!: string;

  @MayHave(() => Instant, 'When it ended; null while it lasts.')
  readonly endedAt!: string | null;

  @Has(() => Duration, 'Agreed service time lost in the period, before other outages are merged in.', {
    name: 'lost',
  })
  readonly seconds!: number;

  @Has(() => Decimal, 'The share of users or functions affected, from 0 to 1.')
  readonly shareAffected!: string;

  @Has(() => Boolean, 'Whether it counts.', { name: 'counts' })
  readonly counted!: boolean;

  @MayHave(() => String, 'Why it does not count, e.g. "shorter-than-counts"; null where it does.', {
    name: 'uncountedBecause',
  })
  readonly reason!: string | null;
}

@ObjectType({ implements: () => [RestsOnFacts], description: 'Time that is taken out of service time.' })
class ExcludedInterval extends RestsOnFacts implements engine.ExcludedInterval {
  @Has(() => ExcludedIntervalKind, 'Maintenance or relief.', { name: 'excludedBy' })
  readonly kind!: 'maintenance' | 'relief';

  @Has(() => String, 'The key of the maintenance or relief.')
  readonly key!: string;

  @Has(() => String, 'The service that it is about.')
  readonly service!: string;

  @Has(() => Instant, 'The instant at which it begins.')
  readonly from!: string;

  @Has(() => Instant, 'The instant at which it has ended (half-open).')
  readonly until!: string;

  @Has(() => Boolean, 'Whether it counts.', { name: 'counts' })
  readonly counted!: boolean;

  @MayHave(() => String, 'Why it does not count; null where it does.', { name: 'uncountedBecause' })
  readonly reason!: string | null;
}

@ObjectType({ description: 'Service time, what was taken out of it, and what was lost.' })
class AvailabilityEvidence implements engine.AvailabilityEvidence {
  readonly kind!: 'availability';

  @Has(() => Duration, 'Agreed service time of the period.', { name: 'serviceTime' })
  readonly serviceSeconds!: number;

  @Has(() => Duration, 'What of it was taken out.', { name: 'excludedTime' })
  readonly excludedSeconds!: number;

  @Has(() => ExactNumber, 'Seconds lost, weighted by the share affected.')
  readonly downSeconds!: string;

  @HasMany(() => OutageEvidence, 'Every outage of the services, whether it counts or not.')
  readonly outages!: readonly OutageEvidence[];

  @HasMany(() => ExcludedInterval, 'Maintenance and relief, whether it counts or not.', {
    name: 'excludedIntervals',
    rows: 3,
  })
  readonly excluded!: readonly ExcludedInterval[];
}

@ObjectType({ implements: () => [RestsOnFacts], description: 'A reading that decides a statistic.' })
class DecidingReading extends RestsOnFacts {
  @Has(() => String, 'What was read: a ticket, a survey, a measurement.')
  readonly key!: string;

  @Has(() => Decimal, 'What it read, in the unit of the level.')
  readonly value!: string;
}

@ObjectType({ description: 'Readings of which the value is a statistic.' })
class ReadingsEvidence implements engine.ReadingsEvidence {
  readonly kind!: 'readings';

  @Has(() => Int, 'How many readings the statistic is of.', { name: 'readings' })
  readonly count!: number;

  @HasMany(
    () => DecidingReading,
    'The readings that decide it: the largest, the smallest, those at the rank, those that do not keep what a share asks. Empty for means and sums.',
    { rows: 3 },
  )
  readonly deciding!: readonly DecidingReading[];

  @HasMany(() => TicketEvidence, 'Running and not yet due at the instant of valuation.', { rows: 3 })
  readonly undecided!: readonly TicketEvidence[];

  @HasMany(() => ExcludedTicket, 'Tickets that do not count, with the reason.', {
    name: 'excludedTickets',
    rows: 3,
  })
  readonly excluded!: readonly ExcludedTicket[];
}

@ObjectType({ implements: () => [RestsOnFacts], description: 'One of the things that were counted.' })
class CountedThing extends RestsOnFacts {
  @Has(() => String, 'Its key.')
  readonly key!: string;
}

@ObjectType({ description: 'Things that were counted.' })
class CountEvidence implements engine.CountEvidence {
  readonly kind!: 'count';

  @Has(() => Int, 'How many.')
  readonly count!: number;

  @HasMany(() => CountedThing, 'Each of them.', { name: 'things' })
  readonly counted!: readonly CountedThing[];

  @HasMany(() => TicketEvidence, 'Of tickets over their limits: each.')
  readonly breached!: readonly TicketEvidence[];

  @HasMany(() => TicketEvidence, 'Running and not yet due at the instant of valuation.', { rows: 3 })
  readonly undecided!: readonly TicketEvidence[];

  @HasMany(() => ExcludedTicket, 'Tickets that do not count, with the reason.', {
    name: 'excludedTickets',
    rows: 3,
  })
  readonly excluded!: readonly ExcludedTicket[];
}

@ObjectType({ implements: () => [RestsOnFacts], description: 'A figure that a party reported.' })
class ReportedFigure extends RestsOnFacts {
  @Has(() => String, 'Who reported it.')
  readonly party!: string;

  @MayHave(() => Decimal, 'The value, where that was reported.')
  readonly value!: string | null;

  @MayHave(() => Decimal, 'The numerator, where a ratio was reported.')
  readonly numerator!: string | null;

  @MayHave(() => Decimal, 'The denominator, where a ratio was reported.')
  readonly denominator!: string | null;

  @Has(() => Boolean, 'Whether the other party agrees with it.')
  readonly agreed!: boolean;

  @Has(() => Instant, 'When it was reported (axis of effect).')
  readonly effectiveAt!: string;

  @MayHave(() => Instant, 'When it was recorded (axis of recording).')
  readonly recordedAt!: string | null;

  @Has(() => Boolean, 'Whether it is the one used.')
  readonly used!: boolean;

  @MayHave(() => String, 'Why it cannot be used, e.g. "outside-0-to-100"; null where it can.')
  readonly refused!: string | null;
}

@ObjectType({ description: 'Figures that were reported for the period, by each party.' })
class ReportsEvidence implements engine.ReportsEvidence {
  readonly kind!: 'reports';

  @HasMany(() => ReportedFigure, 'Every one of them; the one used is marked.', { rows: 2 })
  readonly reports!: readonly ReportedFigure[];
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description: 'An occurrence of an obligation as a measure counts it.',
})
class CountedOccurrence extends RestsOnFacts {
  @Has(() => String, 'The period that it was about, or the event’s key.')
  readonly key!: string;

  @Has(() => String, 'The party that owed it.')
  readonly owedBy!: string;

  @Has(() => Instant, 'The last instant in time.')
  readonly dueAt!: string;

  @MayHave(() => Instant, 'When it was done; null where it was not.')
  readonly doneAt!: string | null;

  @Has(() => String, 'How it stands, in a word of the measure.')
  readonly state!: string;

  @Has(() => Int, 'Local days from the due day on; 0 in time.')
  readonly daysLate!: number;

  @Has(() => Boolean, 'Whether it counts.', { name: 'counts' })
  readonly counted!: boolean;

  @MayHave(() => String, 'Why it does not count, e.g. "waived"; null where it does.', {
    name: 'uncountedBecause',
  })
  readonly reason!: string | null;
}

@ObjectType({ description: 'Occurrences of an obligation.' })
class OccurrencesEvidence implements engine.OccurrencesEvidence {
  readonly kind!: 'occurrences';

  @Has(() => String, 'The obligation’s id in the terms.')
  readonly obligation!: string;

  @Has(() => Int, 'How many are decided.', { name: 'countedOccurrences' })
  readonly counted!: number;

  @Has(() => Int, 'How many of them were done in time.', { name: 'metOccurrences' })
  readonly met!: number;

  @HasMany(() => CountedOccurrence, 'Every occurrence that was due.')
  readonly occurrences!: readonly CountedOccurrence[];
}

@ObjectType({ implements: () => [RestsOnFacts], description: 'A change without a good outcome.' })
class BadChange extends RestsOnFacts {
  @MayHave(() => String, 'The change’s key; null for an unauthorised one that has none.')
  readonly change!: string | null;

  @MayHave(() => String, 'The service that it was made to; null where it is not known.')
  readonly service!: string | null;

  @HasMany(() => String, 'What came of it, e.g. "failed".')
  readonly outcomes!: readonly string[];
}

@ObjectType({ description: 'Changes and how they came out.' })
class ChangesEvidence implements engine.ChangesEvidence {
  readonly kind!: 'changes';

  @Has(() => Int, 'How many changes counted.', { name: 'countedChanges' })
  readonly counted!: number;

  @Has(() => Int, 'How many of them came out well.', { name: 'goodChanges' })
  readonly good!: number;

  @HasMany(() => BadChange, 'Every counted change without a good outcome.', { name: 'badChanges' })
  readonly bad!: readonly BadChange[];
}

@ObjectType({ description: 'A ticket that makes something recurring.' })
class RecurringTicket {
  @Has(() => String, 'The ticket’s key.')
  readonly ticket!: string;

  @Has(() => Instant, 'When it was opened.')
  readonly openedAt!: string;
}

@ObjectType({ implements: () => [RestsOnFacts], description: 'Something that recurred.' })
class Recurrence extends RestsOnFacts {
  @Has(() => String, 'The service, category or configuration item.')
  readonly key!: string;

  @HasMany(() => RecurringTicket, 'The tickets that make it so, in the order in which they were opened.')
  readonly tickets!: readonly RecurringTicket[];
}

@ObjectType({ description: 'What recurred.' })
class RecurrencesEvidence implements engine.RecurrencesEvidence {
  readonly kind!: 'recurrences';

  @Has(() => RecurrenceBy, 'What the tickets have in common.')
  readonly by!: engine.RecurrencesEvidence['by'];

  @Has(() => Int, 'How many things recurred.')
  readonly count!: number;

  @HasMany(() => Recurrence, 'Each of them.')
  readonly recurring!: readonly Recurrence[];
}

@ObjectType({ description: 'The result of another service level that this one is made from.' })
class CountedResult {
  @Has(() => String, 'The other level’s id.')
  readonly serviceLevel!: string;

  @Has(() => Verdict, 'How it came out.')
  readonly verdict!: engine.Verdict;

  @MayHave(() => Decimal, 'Its value, in its unit; null where it has none.')
  readonly value!: string | null;

  @MayHave(() => ExactNumber, 'The money that it credits, before rounding; null where it has none.')
  readonly credit!: string | null;

  @MayHave(() => Decimal, 'The points that it scores; null where it has none.')
  readonly points!: string | null;

  @Has(() => Boolean, 'Whether it counts.', { name: 'counts' })
  readonly counted!: boolean;
}

@ObjectType({ description: 'Results of other service levels; their own evidence stands with them.' })
class ResultsEvidence implements engine.ResultsEvidence {
  readonly kind!: 'results';

  @HasMany(() => CountedResult, 'The results that the figure is of.')
  readonly results!: readonly CountedResult[];
}

@ObjectType({ description: 'A period of a level that another one smooths.' })
class SmoothedPeriod {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @Has(() => Verdict, 'How it came out.')
  readonly verdict!: engine.Verdict;

  @MayHave(() => Decimal, 'Its value; null where it has none.')
  readonly value!: string | null;

  @Has(() => Boolean, 'Whether it counts.', { name: 'counts' })
  readonly counted!: boolean;
}

@ObjectType({ description: 'Values of another level over several periods.' })
class SmoothedEvidence implements engine.SmoothedEvidence {
  readonly kind!: 'smoothed';

  @Has(() => String, 'The other level’s id.')
  readonly serviceLevel!: string;

  @HasMany(() => SmoothedPeriod, 'This period and those before it, oldest first.')
  readonly periods!: readonly SmoothedPeriod[];
}

const evidenceTypes = {
  tickets: TicketListEvidence,
  availability: AvailabilityEvidence,
  readings: ReadingsEvidence,
  count: CountEvidence,
  reports: ReportsEvidence,
  occurrences: OccurrencesEvidence,
  changes: ChangesEvidence,
  recurrences: RecurrencesEvidence,
  results: ResultsEvidence,
  smoothed: SmoothedEvidence,
} satisfies Record<engine.Evidence['kind'], unknown>;

export const Evidence = unionOf(
  'Evidence',
  'What a service level was measured from; which type it is follows from the measure.',
  'kind',
  evidenceTypes,
);
