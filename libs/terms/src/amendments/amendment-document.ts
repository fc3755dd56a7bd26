import { Choice, Field, ListOf, LocalDate, MapOf, Nested, Refused, shape, Text } from '@tallystick/documents';
import { AccountabilityClause } from '../clauses/accountability.js';
import { CalendarClause } from '../clauses/calendar.js';
import { ChargeClause } from '../clauses/charge.js';
import { ClockClause } from '../clauses/clock.js';
import { CreditRulesClause } from '../clauses/credits.js';
import { type AuthoredEarnBack, earnBackShape } from '../clauses/earn-back.js';
import { EscalationClause } from '../clauses/escalation.js';
import { ExitClause } from '../clauses/exit.js';
import { ObligationClause } from '../clauses/obligation.js';
import { ReliefClause } from '../clauses/relief.js';
import { ResponsibilityClause } from '../clauses/responsibility.js';
import { ReviewClause } from '../clauses/review.js';
import { ServiceLevelClause } from '../clauses/service-level.js';
import type { Terms } from '../model/terms.js';
import { words } from '../resolution/words.js';

const newAgreement = 'Sign a new agreement instead.';

export class TermChange {
  @Refused(
    'The first day.',
    'The first day of the term cannot change: statements have been made since.',
    newAgreement,
  )
  from?: unknown;

  @LocalDate({ meaning: 'The new last day. The term can be extended, not cut short.' })
  to!: string;
}

export class PartiesChange {
  @Refused('The client.', 'The parties of an agreement cannot change.', newAgreement)
  client?: unknown;

  @Refused('The provider.', 'The parties of an agreement cannot change.', newAgreement)
  provider?: unknown;

  @MapOf(words.name, { meaning: 'All third parties from then on.' })
  others!: ReadonlyMap<string, string>;
}

/** What an amendment puts in place. Clauses are written whole; each replaces the one of its id, or is new. */
export class ChangeTerms {
  @Field(words.name, { optional: true, meaning: 'The new title.' })
  title?: string;

  @Nested(() => TermChange, { optional: true, meaning: 'The new end of the term.' })
  term?: TermChange;

  @Nested(() => PartiesChange, { optional: true, meaning: 'The third parties.' })
  parties?: PartiesChange;

  @Choice(['start', 'end', 'segment'], {
    optional: true,
    meaning: 'The new rule for periods within which terms change.',
  })
  midPeriod?: Terms['midPeriod'];

  @Choice(['half-up', 'half-even'], { optional: true, meaning: 'The new rounding of money.' })
  rounding?: Terms['rounding'];

  @ListOf(words.name, { optional: true, min: 1, meaning: 'All priorities from then on.' })
  priorities?: readonly string[];

  @ListOf(shape.nested(() => ChargeClause), {
    optional: true,
    min: 1,
    meaning: 'Changed and new charges, whole.',
  })
  charges?: readonly ChargeClause[];

  @ListOf(shape.nested(() => CalendarClause), {
    optional: true,
    min: 1,
    meaning: 'Changed and new calendars, whole.',
  })
  calendars?: readonly CalendarClause[];

  @ListOf(shape.nested(() => ClockClause), {
    optional: true,
    min: 1,
    meaning: 'Changed and new clocks, whole.',
  })
  clocks?: readonly ClockClause[];

  @ListOf(shape.nested(() => ServiceLevelClause), {
    optional: true,
    min: 1,
    meaning: 'Changed and new service levels, whole.',
  })
  serviceLevels?: readonly ServiceLevelClause[];

  @ListOf(shape.nested(() => ObligationClause), {
    optional: true,
    min: 1,
    meaning: 'Changed and new obligations, whole.',
  })
  obligations?: readonly ObligationClause[];

  @ListOf(shape.nested(() => ReviewClause), {
    optional: true,
    min: 1,
    meaning: 'Changed and new reviews, whole.',
  })
  reviews?: readonly ReviewClause[];

  @ListOf(shape.nested(() => EscalationClause), {
    optional: true,
    min: 1,
    meaning: 'Changed and new escalation ladders, whole.',
  })
  escalation?: readonly EscalationClause[];

  @Nested(() => CreditRulesClause, { optional: true, meaning: 'The new credit rules, whole.' })
  credits?: CreditRulesClause;

  @ListOf(shape.nested(() => ExitClause), {
    optional: true,
    min: 1,
    meaning: 'Changed and new exit clauses, whole.',
  })
  exit?: readonly ExitClause[];

  @Field(earnBackShape, {
    optional: true,
    meaning: 'Changed and new clauses of earn-back, whole. One that stands alone is called `earn-back`.',
  })
  earnBack?: AuthoredEarnBack | readonly AuthoredEarnBack[];

  @Nested(() => ReliefClause, { optional: true, meaning: 'The new rules for relief, whole.' })
  relief?: ReliefClause;

  @ListOf(shape.nested(() => ResponsibilityClause), {
    optional: true,
    min: 1,
    meaning: 'Changed and new responsibilities, whole; each replaces the one of its area.',
  })
  responsibilities?: readonly ResponsibilityClause[];

  @Nested(() => AccountabilityClause, { optional: true, meaning: 'The new rules for accountability, whole.' })
  accountability?: AccountabilityClause;

  @Refused('The agreement.', 'An amendment cannot become one of another agreement.', newAgreement)
  agreement?: unknown;

  @Refused(
    'The calculation rules.',
    'The calculation rules that an agreement was signed under never change.',
    newAgreement,
  )
  semantics?: unknown;

  @Refused(
    'The time zone.',
    'The time zone says where every day and period begins, also of those that are stated.',
    `${newAgreement} A calendar may have a \`timezone\` of its own.`,
  )
  timezone?: unknown;

  @Refused('The currency.', 'Sums of a term cannot mix currencies.', newAgreement)
  currency?: unknown;

  @Refused('The period.', 'Runs and windows count in periods, so the period cannot change.', newAgreement)
  period?: unknown;
}

/** The ids of the clauses that an amendment takes out. */
export class RemoveTerms {
  @ListOf(words.id, { optional: true, min: 1, meaning: 'The ids of the charges that end.' })
  charges?: readonly string[];

  @ListOf(words.id, { optional: true, min: 1, meaning: 'The ids of the calendars that end.' })
  calendars?: readonly string[];

  @ListOf(words.id, { optional: true, min: 1, meaning: 'The ids of the clocks that end.' })
  clocks?: readonly string[];

  @ListOf(words.id, { optional: true, min: 1, meaning: 'The ids of the service levels that end.' })
  serviceLevels?: readonly string[];

  @ListOf(words.id, { optional: true, min: 1, meaning: 'The ids of the obligations that end.' })
  obligations?: readonly string[];

  @ListOf(words.id, { optional: true, min: 1, meaning: 'The ids of the reviews that end.' })
  reviews?: readonly string[];

  @ListOf(words.id, { optional: true, min: 1, meaning: 'The ids of the escalation ladders that end.' })
  escalation?: readonly string[];

  @ListOf(words.id, { optional: true, min: 1, meaning: 'The ids of the clauses of earn-back that end.' })
  earnBack?: readonly string[];

  @ListOf(words.id, { optional: true, min: 1, meaning: 'The ids of the exit clauses that end.' })
  exit?: readonly string[];

  @ListOf(words.name, { optional: true, min: 1, meaning: 'The areas whose responsibilities end.' })
  responsibilities?: readonly string[];
}

/** The clauses whose past no longer counts. */
export class RestartTerms {
  @ListOf(words.id, {
    optional: true,
    min: 1,
    meaning: 'The ids of the service levels whose runs, windows and gates start afresh.',
  })
  serviceLevels?: readonly string[];

  @ListOf(words.id, {
    optional: true,
    min: 1,
    meaning: 'The ids of the exit clauses whose counts start afresh.',
  })
  exit?: readonly string[];
}

/** An amendment: what changes in an agreement from a date on, or was always meant otherwise. */
export class AmendmentDocument {
  @Field(words.id, {
    meaning: 'Names the amendment. A correction or a rescission refers to it; `agreement` is not a name.',
  })
  amendment!: string;

  @Field(words.id, { meaning: 'The id of the agreement that it amends.' })
  agreement!: string;

  @Choice(['amendment', 'correction'], {
    meaning: '`amendment`: the terms change. `correction`: the terms never meant what they said.',
  })
  kind!: 'amendment' | 'correction';

  @LocalDate({
    optional: true,
    meaning:
      'The first local day on which it is in force; it may lie in the past. Required of an amendment. A correction ' +
      'is in force from the start of what it corrects, so it leaves this out or states that very day.',
  })
  effectiveFrom?: string;

  @LocalDate({ meaning: 'The day on which it was signed.' })
  executedAt!: string;

  @Field(words.id, {
    optional: true,
    meaning: 'For a correction, and only there: the name of the amendment it corrects, or `agreement`.',
  })
  corrects?: string;

  @Text({ optional: true, meaning: 'A short title for people.' })
  title?: string;

  @Text({ optional: true, meaning: 'Where it stands on paper.' })
  clause?: string;

  @Text({ optional: true, meaning: 'Its words on paper.' })
  text?: string;

  @Nested(() => ChangeTerms, { optional: true, meaning: 'What it puts in place.' })
  change?: ChangeTerms;

  @Nested(() => RemoveTerms, { optional: true, meaning: 'What it takes out.' })
  remove?: RemoveTerms;

  @Nested(() => RestartTerms, {
    optional: true,
    default: 'a clause that keeps its id keeps its history',
    meaning: 'Whose history starts afresh on the first day on which the amendment is in force.',
  })
  restartHistory?: RestartTerms;
}
