import { Int, ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { Because } from '../because/because.js';
import { NamesFact } from '../because/rests-on-facts.js';
import { Has, HasMany, MayHave, MayHaveMany } from '../common/index.js';
import {
  AcceptedBy,
  ActKind,
  ConsequenceKind,
  MissedEscalationState,
  ObligationKind,
  ObligationState,
  ReliefDecider,
  ReliefDecisionKind,
  ReliefSettledBy,
  ReliefState,
  UnheardReason,
} from '../enums/obligations.js';
import { Decimal, Instant, LocalDate, Period } from '../scalars/index.js';
import { MoneyFigure } from './figures.js';

@ObjectType({ description: 'How many occurrences were due in the period, and how they stand.' })
export class OccurrenceCounts implements engine.OccurrenceCounts {
  @Has(() => Int, 'Due in the period.')
  readonly due!: number;

  @Has(() => Int, 'Not due yet.')
  readonly open!: number;

  @Has(() => Int, 'Overdue, and may still be done late.')
  readonly overdue!: number;

  @Has(() => Int, 'Delivered, and waiting for acceptance.')
  readonly delivered!: number;

  @Has(() => Int, 'Done in time.')
  readonly met!: number;

  @Has(() => Int, 'Done late.')
  readonly late!: number;

  @Has(() => Int, 'Missed.')
  readonly missed!: number;

  @Has(() => Int, 'Waived by the other party.')
  readonly waived!: number;

  @Has(() => Int, 'Excused by relief.')
  readonly excused!: number;
}

@ObjectType({ description: 'The time in which a lateness is relief for the provider.' })
export class LatenessRelief {
  @Has(() => Instant, 'The instant at which it begins.')
  readonly from!: string;

  @Has(() => Instant, 'The instant at which it has ended (half-open).')
  readonly until!: string;

  @Has(() => Boolean, 'Whether it goes on.')
  readonly running!: boolean;
}

@ObjectType({ description: 'What follows from an occurrence that was late or missed.' })
export class OccurrenceConsequence implements engine.OccurrenceConsequence {
  @Has(() => ConsequenceKind, 'Of its being late, or missed.')
  readonly consequence!: engine.OccurrenceConsequence['consequence'];

  @MayHave(() => Period, 'The period in which it costs something; null where it costs nothing.')
  readonly period!: string | null;

  @MayHave(() => MoneyFigure, 'The credit; null where there is none.')
  readonly credit!: MoneyFigure | null;

  @MayHave(() => Decimal, 'The points; null where there are none.')
  readonly points!: string | null;

  @MayHaveMany(
    () => String,
    'Reported levels that count as not reported for the period that it is about; `all` alone: all of them; null for none.',
    {
      from: (levels: engine.OccurrenceConsequence['notReported']) => (levels === 'all' ? ['all'] : levels),
    },
  )
  readonly notReported!: engine.OccurrenceConsequence['notReported'];

  @MayHave(() => LatenessRelief, 'The relief that it is for the provider; null where it is none.')
  readonly relief!: LatenessRelief | null;
}

@ObjectType({ implements: () => [NamesFact], description: 'Something that was done about an occurrence.' })
export class OccurrenceAct extends NamesFact implements engine.OccurrenceActStatement {
  @Has(() => ActKind, 'What was done.')
  readonly kind!: engine.OccurrenceActStatement['kind'];

  @Has(() => Instant, 'When (axis of effect).')
  readonly at!: string;

  @MayHave(() => String, 'Why it changed nothing; null where it did.')
  readonly noEffect!: string | null;
}

@ObjectType({ description: 'One occurrence of an obligation.' })
export class Occurrence implements engine.OccurrenceStatement {
  @Has(() => String, 'Its key: the period that it is about, or the event’s key.')
  readonly key!: string;

  @MayHave(() => Period, 'The period it is about; null where it is about none.')
  readonly period!: string | null;

  @MayHave(() => String, 'The ticket it is about; null where it is about none.')
  readonly ticket!: string | null;

  @Has(() => Instant, 'When it came to be owed.')
  readonly arisesAt!: string;

  @Has(() => Instant, 'The last instant at which it is in time.')
  readonly dueAt!: string;

  @Has(() => LocalDate, 'The local day of that.')
  readonly dueOn!: string;

  @Has(() => Instant, 'The last instant at which it could be done without being missed.')
  readonly missedAt!: string;

  @MayHave(() => Instant, 'When it was delivered; null where it was not.')
  readonly deliveredAt!: string | null;

  @MayHave(
    () => Instant,
    'Until when silence accepts a delivery that waits for acceptance; null where it does not.',
  )
  readonly acceptBy!: string | null;

  @MayHave(() => Instant, 'When it was done; null where it was not.')
  readonly doneAt!: string | null;

  @MayHave(() => AcceptedBy, 'What accepted it; null where nothing did or had to.')
  readonly acceptedBy!: engine.OccurrenceStatement['acceptedBy'];

  @Has(() => ObligationState, 'How it stands.')
  readonly state!: engine.ObligationState;

  @Has(() => Int, 'Local days from the due day on; 0 in time.')
  readonly daysLate!: number;

  @HasMany(() => OccurrenceAct, 'What was done about it.', { rows: 2 })
  readonly acts!: readonly OccurrenceAct[];

  @HasMany(() => OccurrenceConsequence, 'What follows from its being late or missed.', { rows: 1 })
  readonly follows!: readonly OccurrenceConsequence[];

  @Has(() => Because, 'Why it stands as it does.')
  readonly because!: Because;
}

@ObjectType({
  implements: () => [NamesFact],
  description: 'A fact about an obligation that no occurrence is meant by.',
})
export class UnheardAct extends NamesFact {
  @Has(() => ActKind, 'What was done.')
  readonly kind!: engine.OccurrenceActStatement['kind'];

  @Has(() => Instant, 'When (axis of effect).')
  readonly at!: string;

  @Has(() => UnheardReason, 'Why it changes nothing.')
  readonly why!: engine.ObligationStatement['unheard'][number]['why'];
}

@ObjectType({ description: 'One obligation or review of either party.' })
export class Obligation implements engine.ObligationStatement {
  @Has(() => String, 'Its id in the terms.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @MayHave(() => String, 'What it is called.')
  readonly title!: string | null;

  @Has(() => ObligationKind, 'An obligation, or a review.')
  readonly kind!: engine.ObligationStatement['kind'];

  @Has(() => String, 'The party that owes it.')
  readonly owedBy!: string;

  @Has(() => OccurrenceCounts, 'How its occurrences stand.')
  readonly counts!: OccurrenceCounts;

  @HasMany(
    () => Occurrence,
    'What was due, done or missed in the period, is about it, or was still owed at its end. Of what is owed after each event those that were met are only counted.',
  )
  readonly occurrences!: readonly Occurrence[];

  @HasMany(() => UnheardAct, 'Facts of the period about it that no occurrence is meant by.', { rows: 1 })
  readonly unheard!: readonly UnheardAct[];

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'One step of an escalation ladder that was not taken in time.' })
export class MissedEscalation implements engine.MissedEscalation {
  @Has(() => String, 'Its key.')
  readonly key!: string;

  @Has(() => String, 'The ticket that was to be escalated.')
  readonly ticket!: string;

  @Has(() => Int, 'The step’s level.')
  readonly level!: number;

  @Has(() => String, 'To whom.')
  readonly to!: string;

  @Has(() => Instant, 'When the step’s time was reached.')
  readonly reachedAt!: string;

  @Has(() => Instant, 'The last instant at which it was in time.')
  readonly dueAt!: string;

  @MayHave(() => Instant, 'When it was taken after all; null where it was not.')
  readonly takenAt!: string | null;

  @Has(() => MissedEscalationState, 'How it stands.')
  readonly state!: engine.MissedEscalation['state'];

  @HasMany(() => OccurrenceConsequence, 'What follows.', { rows: 1 })
  readonly follows!: readonly OccurrenceConsequence[];

  @Has(() => Because, 'Why it stands as it does.')
  readonly because!: Because;
}

@ObjectType({ description: 'An escalation ladder: its steps that were due in the period.' })
export class Escalation implements engine.EscalationStatement {
  @Has(() => String, 'Its id in the terms.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @Has(() => String, 'The clock that its steps go by.')
  readonly clock!: string;

  @Has(() => OccurrenceCounts, 'How its steps stand.')
  readonly counts!: OccurrenceCounts;

  @HasMany(() => MissedEscalation, 'Each step that was not taken in time.', { rows: 3 })
  readonly missed!: readonly MissedEscalation[];

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'What both parties owed each other beside the service levels.' })
export class Obligations implements engine.ObligationsStatement {
  @HasMany(() => Obligation, 'Obligations and reviews.')
  readonly obligations!: readonly Obligation[];

  @HasMany(() => Escalation, 'Escalation ladders.')
  readonly escalations!: readonly Escalation[];
}

@ObjectType({ description: 'A time, half-open, and what it is about.' })
export class ReliefExtent implements engine.ReliefExtentStatement {
  @Has(() => Instant, 'The instant at which it begins.')
  readonly from!: string;

  @Has(() => Instant, 'The instant at which it has ended (half-open).')
  readonly until!: string;

  @MayHaveMany(() => String, 'The tickets that it is about; null: all.')
  readonly tickets!: readonly string[] | null;

  @MayHaveMany(() => String, 'The services that it is about; null: all.', { rows: 2 })
  readonly services!: readonly string[] | null;
}

@ObjectType({ implements: () => [NamesFact], description: 'A grant or a refusal of relief, by whomever.' })
export class ReliefDecision extends NamesFact implements engine.ReliefDecisionStatement {
  @Has(() => ReliefDecisionKind, 'Granted or refused.')
  readonly kind!: engine.ReliefDecisionStatement['kind'];

  @Has(() => Instant, 'When (axis of effect).')
  readonly at!: string;

  @Has(() => String, 'The party that decided.')
  readonly party!: string;

  @MayHave(
    () => ReliefExtent,
    'What a grant gives, were it to count; null of a refusal, and where no interval is known.',
  )
  readonly extent!: ReliefExtent | null;

  @MayHave(() => String, 'Why it does not count, e.g. "not-theirs-to-decide"; null where it does.')
  readonly noEffect!: string | null;
}

@ObjectType({ description: 'The lateness of an obligation.' })
export class LateObligation {
  @Has(() => String, 'The obligation’s id in the terms.')
  readonly id!: string;

  @Has(() => String, 'The key of its occurrence.')
  readonly occurrence!: string;
}

@ObjectType({
  description: 'Relief that the provider claimed, or that the terms give for the lateness of another party.',
})
export class Relief implements engine.ReliefStatement {
  @Has(() => String, 'The claim’s key, or `obligation.<id>.<occurrence>`.')
  readonly key!: string;

  @MayHave(() => String, 'What delayed the provider; null where the terms give it.')
  readonly cause!: string | null;

  @MayHave(() => LateObligation, 'What was late, where nobody had to claim; null of a claim.')
  readonly obligation!: LateObligation | null;

  @Has(() => ReliefState, 'How it stands.')
  readonly state!: engine.ReliefStatement['state'];

  @MayHave(() => ReliefSettledBy, 'What settled it; null while nothing has.')
  readonly settledBy!: engine.ReliefStatement['settledBy'];

  @MayHave(() => ReliefExtent, 'What was claimed; null where no interval is known.')
  readonly claimed!: ReliefExtent | null;

  @MayHave(() => ReliefExtent, 'What is granted; null where nothing is.')
  readonly granted!: ReliefExtent | null;

  @Has(() => Boolean, 'Whether what is granted goes on: its end is the instant of valuation.')
  readonly running!: boolean;

  @MayHaveMany(() => String, 'The levels that it is for; null: all.')
  readonly serviceLevels!: readonly string[] | null;

  @MayHave(() => Instant, 'From when the provider counts as aware; null where it is not known.')
  readonly awareAt!: string | null;

  @MayHave(() => Instant, 'When notice was given; null where none was.')
  readonly noticeGivenAt!: string | null;

  @MayHave(() => Instant, 'The last instant at which notice was in time; null where the terms set no limit.')
  readonly claimBy!: string | null;

  @MayHave(() => Instant, 'The last instant before silence decides; null where silence decides nothing.')
  readonly decideBy!: string | null;

  @MayHave(() => ReliefDecider, 'Whose decision counts; null where nobody has to decide.')
  readonly decidedBy!: engine.ReliefStatement['decidedBy'];

  @HasMany(() => ReliefDecision, 'Every decision about it.', { rows: 2 })
  readonly decisions!: readonly ReliefDecision[];

  @Has(() => Because, 'Why it stands as it does.')
  readonly because!: Because;
}
