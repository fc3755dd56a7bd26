import { Int, ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { Because } from '../because/because.js';
import { NamesFact, RestsOnFacts } from '../because/rests-on-facts.js';
import { type ClassOf, Has, HasMany, MayHave, unionOf } from '../common/index.js';
import { GapKind, Lack, ResponsibilityBy, ResultOf, Trend } from '../enums/accountability.js';
import { Unit } from '../enums/figures.js';
import { Decimal, Duration, Instant, LocalDate, Period } from '../scalars/index.js';

/** The type of the first so many of a list, with how many more there are. */
function listedOf<Item extends object>(
  type: ClassOf<Item> | object,
  name: string,
  what: string,
): ClassOf<engine.ListedOf<Item>> {
  @ObjectType(`Listed${name}`, { description: `The first so many ${what}, and how many more there are.` })
  class Listed implements engine.ListedOf<Item> {
    @HasMany(() => type as never, 'Those that are listed, in their order.')
    readonly listed!: readonly Item[];

    @Has(() => Int, 'How many more there are.')
    readonly more!: number;
  }
  return Listed;
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description: 'A ticket that a party held, with the facts that put it there.',
})
class HeldTicket extends RestsOnFacts {
  @Has(() => String, 'The ticket’s key.')
  readonly ticket!: string;

  @Has(() => Duration, 'How long, on the clock on the wall.', { name: 'held' })
  readonly seconds!: number;
}

const ListedHeldTickets = listedOf(HeldTicket, 'HeldTickets', 'tickets that a party held');

@ObjectType({ description: 'How long one party held the ball, over all tickets of the period.' })
class BallHolder implements engine.BallHolder {
  @MayHave(
    () => String,
    '`client`, `provider`, a third party by its short name, or as facts call it; null: one that no fact names.',
  )
  readonly party!: string | null;

  @Has(() => Duration, 'How long, on the clock on the wall.', { name: 'held' })
  readonly seconds!: number;

  @Has(() => Int, 'On how many tickets.')
  readonly tickets!: number;

  @Has(() => ListedHeldTickets, 'The tickets that it held longest.')
  readonly longest!: engine.BallHolder['longest'];

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

const ListedBallHolders = listedOf(BallHolder, 'BallHolders', 'parties that held the ball');

@ObjectType({ description: 'Who had to act on the tickets that were open in the period.' })
export class BallInCourt implements engine.BallInCourt {
  @Has(() => Instant, 'The instant from which on it was looked at.')
  readonly from!: string;

  @Has(() => Instant, 'The instant until which (half-open).')
  readonly until!: string;

  @Has(() => Int, 'How many tickets were open.')
  readonly tickets!: number;

  @Has(() => Duration, 'How long they were open, on the clock on the wall.', { name: 'open' })
  readonly seconds!: number;

  @Has(() => ListedBallHolders, 'Each party.')
  readonly holders!: engine.BallInCourt['holders'];
}

@ObjectType({ description: 'A problem as it stands at the end of the period.' })
class Problem implements engine.ProblemStatement {
  @Has(() => String, 'The problem’s key.')
  readonly problem!: string;

  @MayHave(() => String, 'The service that it is about.')
  readonly service!: string | null;

  @MayHave(() => String, 'The category that it is about.')
  readonly category!: string | null;

  @MayHave(() => String, 'The configuration item that it is about.')
  readonly configurationItem!: string | null;

  @MayHave(() => String, 'Who owns it; null: nobody.')
  readonly owner!: string | null;

  @Has(() => Boolean, 'Whether a fact states the root cause; its words stand in that fact.')
  readonly rootCauseKnown!: boolean;

  @Has(() => LocalDate, 'The day on which it was identified.')
  readonly identifiedOn!: string;

  @MayHave(() => LocalDate, 'The day on which it was settled; null while it is open.')
  readonly settledOn!: string | null;

  @HasMany(() => Lack, 'What it lacks.', { rows: 1 })
  readonly lacks!: engine.ProblemStatement['lacks'];

  @Has(() => Because, 'Why it stands as it does.')
  readonly because!: Because;
}

const ListedProblems = listedOf(Problem, 'Problems', 'problems');

@ObjectType({ description: 'A problem about something that recurs.' })
class ProblemAbout {
  @Has(() => String, 'The problem’s key.')
  readonly problem!: string;

  @MayHave(() => String, 'Who owns it; null: nobody.')
  readonly owner!: string | null;

  @Has(() => Boolean, 'Whether a fact states the root cause.')
  readonly rootCauseKnown!: boolean;

  @MayHave(() => LocalDate, 'The day on which it was settled; null while it is open.')
  readonly settledOn!: string | null;
}

const ListedProblemsAbout = listedOf(ProblemAbout, 'ProblemsAbout', 'problems about it');

@ObjectType({
  implements: () => [NamesFact],
  description: 'A ticket of something that recurs, with the fact that opened it.',
})
class RecurringOpening extends NamesFact {
  @Has(() => String, 'The ticket’s key.')
  readonly ticket!: string;

  @Has(() => Instant, 'When it was opened.')
  readonly openedAt!: string;
}

const ListedOpenings = listedOf(RecurringOpening, 'RecurringOpenings', 'tickets, latest first');

@ObjectType({
  description: 'A service, category or configuration item with so many tickets within so many local days.',
})
class RecurringIssue implements engine.RecurringStatement {
  @Has(() => String, 'The service, category or configuration item.')
  readonly value!: string;

  @Has(() => Int, 'How many tickets make it recurring.')
  readonly tickets!: number;

  @Has(() => LocalDate, 'The day on which the first of them was opened.')
  readonly firstOn!: string;

  @Has(() => LocalDate, 'The day on which the last of them was opened.')
  readonly lastOn!: string;

  @Has(() => ListedOpenings, 'The last of them, latest first.')
  readonly latest!: engine.RecurringStatement['latest'];

  @Has(() => ListedProblemsAbout, 'The problems about it that were open in the period.')
  readonly problems!: engine.RecurringStatement['problems'];

  @HasMany(() => Lack, 'What it lacks.', { rows: 1 })
  readonly lacks!: engine.RecurringStatement['lacks'];

  @Has(() => Because, 'Why it recurs.')
  readonly because!: Because;
}

const ListedRecurringIssues = listedOf(RecurringIssue, 'RecurringIssues', 'recurring issues');

@ObjectType({ description: 'What recurred in the period.' })
class RecurringIssues {
  @Has(() => ListedRecurringIssues, 'By service.')
  readonly service!: engine.AccountabilityStatement['recurring']['service'];

  @Has(() => ListedRecurringIssues, 'By category.')
  readonly category!: engine.AccountabilityStatement['recurring']['category'];

  @Has(() => ListedRecurringIssues, 'By configuration item.')
  readonly configurationItem!: engine.AccountabilityStatement['recurring']['configurationItem'];
}

@ObjectType({ description: 'Open problems, and those of them without an owner or a root cause.' })
class Problems {
  @Has(() => Int, 'How many are open.')
  readonly open!: number;

  @Has(() => Int, 'How many of them have no owner.')
  readonly withoutOwner!: number;

  @Has(() => Int, 'How many of them have no known root cause.')
  readonly withoutRootCause!: number;

  @Has(() => ListedProblems, 'Those that lack something.')
  readonly lacking!: engine.AccountabilityStatement['problems']['lacking'];
}

@ObjectType({
  description:
    'A risk or recommendation that is open at the end of the period and lacks an owner, or whose review is past.',
})
class OpenPoint implements engine.OpenPointStatement {
  @Has(() => String, 'Its key.')
  readonly key!: string;

  @MayHave(() => String, 'Who owns it; null: nobody.')
  readonly owner!: string | null;

  @Has(() => LocalDate, 'The day on which it was raised.')
  readonly raisedOn!: string;

  @MayHave(() => LocalDate, 'The last day for looking at it again; null where none is set.')
  readonly reviewBy!: string | null;

  @HasMany(() => Lack, 'What it lacks.', { rows: 1 })
  readonly lacks!: engine.OpenPointStatement['lacks'];

  @Has(() => Because, 'Why it stands as it does.')
  readonly because!: Because;
}

const ListedOpenPoints = listedOf(OpenPoint, 'OpenPoints', 'open risks or recommendations');

@ObjectType({ description: 'Open risks, or open recommendations.' })
export class OpenPoints implements engine.OpenPointsStatement {
  @Has(() => Int, 'How many are open.')
  readonly open!: number;

  @Has(() => Int, 'How many of them have no owner.')
  readonly withoutOwner!: number;

  @Has(() => Int, 'How many of them are past their review.')
  readonly pastReview!: number;

  @Has(() => ListedOpenPoints, 'Those that lack something.')
  readonly lacking!: engine.OpenPointsStatement['lacking'];
}

@ObjectType({ implements: () => [RestsOnFacts], description: 'Who answers for an area from a local day on.' })
class AreaOwner extends RestsOnFacts implements engine.OwnerStatement {
  @Has(() => LocalDate, 'The day from which on.')
  readonly since!: string;

  @MayHave(() => String, 'Who; null: nobody, since the terms no longer name the area.')
  readonly owner!: string | null;

  @MayHave(() => String, 'Who coordinates it; null: nobody else.')
  readonly coordinatedBy!: string | null;

  @Has(() => ResponsibilityBy, 'What says so.')
  readonly by!: 'terms' | 'fact';
}

const ListedAreaOwners = listedOf(AreaOwner, 'AreaOwners', 'changes of who answers, latest first');

@ObjectType({ description: 'One line of the responsibility matrix, as it stands at the end of the period.' })
class Responsibility implements engine.ResponsibilityStatement {
  @Has(() => String, 'The area.')
  readonly area!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @HasMany(() => String, 'The services in it.', { rows: 2 })
  readonly services!: readonly string[];

  @HasMany(() => String, 'The categories in it.', { rows: 2 })
  readonly categories!: readonly string[];

  @Has(() => LocalDate, 'The day since which it stands so.')
  readonly since!: string;

  @MayHave(() => String, 'Who answers for it; null: nobody.')
  readonly owner!: string | null;

  @MayHave(() => String, 'Who coordinates it; null: nobody else.')
  readonly coordinatedBy!: string | null;

  @Has(() => ResponsibilityBy, 'What says so.')
  readonly by!: 'terms' | 'fact';

  @Has(() => ListedAreaOwners, 'What changed in the period, latest first.')
  readonly changes!: engine.ResponsibilityStatement['changes'];

  @Has(() => Because, 'Why it stands so.')
  readonly because!: Because;
}

const ListedResponsibilities = listedOf(Responsibility, 'Responsibilities', 'areas');

@ObjectType({ description: 'A service or category that facts of the period name and no area holds.' })
class ResponsibilityGap implements engine.ResponsibilityGapStatement {
  @Has(() => GapKind, 'A service or a category.')
  readonly kind!: 'service' | 'category';

  @Has(() => String, 'Which.')
  readonly value!: string;

  @Has(() => Int, 'Tickets about it that belong to no area.')
  readonly tickets!: number;

  @Has(() => Int, 'Outages, maintenances and changes of it.')
  readonly others!: number;

  @Has(() => Int, 'Of the facts behind it, those that are not listed.')
  readonly moreFacts!: number;

  @Has(() => Because, 'Why it is one.')
  readonly because!: Because;
}

const ListedGaps = listedOf(ResponsibilityGap, 'ResponsibilityGaps', 'gaps');

@ObjectType({ description: 'Who answers for what, and what nobody answers for.' })
export class Responsibilities implements engine.ResponsibilitiesStatement {
  @Has(() => ListedResponsibilities, 'The areas.')
  readonly areas!: engine.ResponsibilitiesStatement['areas'];

  @Has(() => ListedGaps, 'What no area holds.')
  readonly gaps!: engine.ResponsibilitiesStatement['gaps'];

  @Has(
    () => Int,
    'Tickets of the period that name neither a service nor a category, so that no area can hold them.',
  )
  readonly ticketsWithoutEither!: number;
}

@ObjectType({ description: 'A service level that was met by its value, or missed.' })
class ServiceLevelOutcome implements engine.LevelResultStatement {
  @Has(() => ResultOf, 'A service level.')
  readonly of!: 'service-level';

  @Has(() => String, 'Its id in the terms.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @MayHave(() => String, 'What it is called.')
  readonly title!: string | null;

  @Has(() => String, 'The party that owes it.')
  readonly owedBy!: 'provider';

  @Has(() => Unit, 'What the value counts.')
  readonly unit!: engine.Unit;

  @MayHave(
    () => Decimal,
    'How far the value is beyond the target, in its unit, and negative how far short of it; null where no value decided.',
  )
  readonly margin!: string | null;

  @Has(() => Because, 'Why it came out so.')
  readonly because!: Because;
}

@ObjectType({
  description: 'An obligation, review or ladder: of a win how much was met, of a shortfall what was not.',
})
class ObligationOutcome implements engine.ObligationResultStatement {
  @Has(() => ResultOf, 'An obligation or a ladder.')
  readonly of!: engine.ObligationResultStatement['of'];

  @Has(() => String, 'Its id in the terms.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @MayHave(() => String, 'What it is called.')
  readonly title!: string | null;

  @Has(() => String, 'The party that owes it.')
  readonly owedBy!: string;

  @Has(() => Int, 'Occurrences due in the period.')
  readonly due!: number;

  @Has(() => Int, 'Of them met.')
  readonly met!: number;

  @Has(() => Int, 'Of them late.')
  readonly late!: number;

  @Has(() => Int, 'Of them missed.')
  readonly missed!: number;

  @Has(() => Int, 'Of them overdue.')
  readonly overdue!: number;

  @Has(() => Int, 'Of the facts behind it, those that are not listed.')
  readonly moreFacts!: number;

  @Has(() => Because, 'Why it came out so.')
  readonly because!: Because;
}

const outcomeTypes = {
  'service-level': ServiceLevelOutcome,
  obligation: ObligationOutcome,
  escalation: ObligationOutcome,
} satisfies Record<engine.ResultStatement['of'], unknown>;

const Outcome = unionOf('Outcome', 'A win or a shortfall of the period.', 'of', outcomeTypes);

const ListedOutcomes = listedOf(Outcome, 'Outcomes', 'wins or shortfalls');

@ObjectType({ description: 'The value of a level in a period.' })
class TrendValue {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @MayHave(() => Decimal, 'The value, in the unit of the level; null where nothing was measured.')
  readonly value!: string | null;
}

@ObjectType({
  description:
    'Where the values of a service level are going: the last one against the mean of those before it.',
})
class ServiceLevelTrend implements engine.TrendStatement {
  @Has(() => String, 'The level’s id in the terms.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @MayHave(() => String, 'What it is called.')
  readonly title!: string | null;

  @Has(() => Unit, 'What the values count.')
  readonly unit!: engine.Unit;

  @MayHave(
    () => Trend,
    'Where they are going; null where there is no value of this period, or none before it.',
  )
  readonly trend!: engine.TrendStatement['trend'];

  @MayHave(() => Decimal, 'The last value; null where there is none.')
  readonly last!: string | null;

  @MayHave(() => Decimal, 'The mean of those before it; null where there are none.')
  readonly mean!: string | null;

  @HasMany(() => TrendValue, 'The periods looked at, oldest first.')
  readonly values!: readonly TrendValue[];

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

const ListedTrends = listedOf(ServiceLevelTrend, 'ServiceLevelTrends', 'trends');

@ObjectType({ description: 'Where service levels are going.' })
class Trends {
  @Has(() => Int, 'How many improve.')
  readonly improving!: number;

  @Has(() => Int, 'How many are steady.')
  readonly steady!: number;

  @Has(() => Int, 'How many worsen.')
  readonly worsening!: number;

  @Has(() => Int, 'How many have no value of this period, or none before it.')
  readonly unknown!: number;

  @Has(() => ListedTrends, 'Each level.')
  readonly levels!: engine.AccountabilityStatement['trends']['levels'];
}

@ObjectType({
  description:
    'Who owned what in the period, and what nobody did, at its end or at the instant of valuation where that is earlier. Nothing here is money, and no money depends on it.',
})
export class Accountability implements engine.AccountabilityStatement {
  @Has(() => BallInCourt, 'Who had to act on open tickets.')
  readonly ball!: BallInCourt;

  @Has(() => RecurringIssues, 'What recurred.')
  readonly recurring!: engine.AccountabilityStatement['recurring'];

  @Has(() => Problems, 'Open problems.')
  readonly problems!: engine.AccountabilityStatement['problems'];

  @Has(() => OpenPoints, 'Open risks.')
  readonly risks!: OpenPoints;

  @Has(() => OpenPoints, 'Open recommendations.')
  readonly recommendations!: OpenPoints;

  @Has(() => Responsibilities, 'Who answers for what.')
  readonly responsibilities!: Responsibilities;

  @Has(() => ListedOutcomes, 'What went well.')
  readonly wins!: engine.AccountabilityStatement['wins'];

  @Has(() => ListedOutcomes, 'What fell short.')
  readonly shortfalls!: engine.AccountabilityStatement['shortfalls'];

  @Has(() => Trends, 'Where service levels are going.')
  readonly trends!: engine.AccountabilityStatement['trends'];
}
