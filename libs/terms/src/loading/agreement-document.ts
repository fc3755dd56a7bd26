import {
  Choice,
  Field,
  ListOf,
  LocalDate,
  MapOf,
  Nested,
  shape,
  Text,
  WholeNumber,
} from '@tallystick/documents';
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
import { PeriodTerms } from '../clauses/period.js';
import { ServiceLevelClause } from '../clauses/service-level.js';
import type { Terms } from '../model/terms.js';
import { words } from '../resolution/words.js';

export class PartiesTerms {
  @Field(words.name, { meaning: 'Who is served.' })
  client!: string;

  @Field(words.name, { meaning: 'Who serves.' })
  provider!: string;

  @MapOf(words.name, { optional: true, default: 'none', meaning: 'Third parties: a short name for each.' })
  others?: ReadonlyMap<string, string>;
}

export class TermTerms {
  @LocalDate({ meaning: 'The first local day.' })
  from!: string;

  @LocalDate({ optional: true, default: 'until ended', meaning: 'The last local day.' })
  to?: string;
}

/** A terms document: the whole of one agreement. */
export class AgreementDocument {
  @WholeNumber({
    min: 1,
    meaning: 'The version of the calculation rules that the agreement was signed under: 1.',
  })
  semantics!: number;

  @Field(words.id, { meaning: 'Names the agreement. It has one ledger of its own.' })
  agreement!: string;

  @Field(words.name, { meaning: 'A title for people.' })
  title!: string;

  @Nested(() => PartiesTerms, { meaning: 'Who agrees.' })
  parties!: PartiesTerms;

  @Text({
    meaning: 'The IANA time zone in which its days, periods and dates are read.',
    example: 'Europe/London',
  })
  timezone!: string;

  @Text({ meaning: 'The ISO 4217 code of all its money.', example: 'GBP' })
  currency!: string;

  @Nested(() => TermTerms, { meaning: 'From when until when it runs.' })
  term!: TermTerms;

  @Nested(() => PeriodTerms, { meaning: 'What a statement is made for.' })
  period!: PeriodTerms;

  @Choice(['start', 'end', 'segment'], {
    optional: true,
    default: '`start`',
    meaning:
      'Whose levels, credits, caps and exits hold where terms change within a period: those at its start, at its end, ' +
      'or each part under its own.',
  })
  midPeriod?: Terms['midPeriod'];

  @Choice(['half-up', 'half-even'], {
    optional: true,
    default: '`half-up`',
    meaning: 'How money is rounded, once for each line, after every comparison.',
  })
  rounding?: Terms['rounding'];

  @ListOf(words.name, {
    optional: true,
    min: 1,
    default: '`[P1, P2, P3, P4, P5]`',
    meaning: 'The priorities of tickets from highest to lowest. Every other priority named is an error.',
  })
  priorities?: readonly string[];

  @ListOf(shape.nested(() => ChargeClause), {
    optional: true,
    default: 'none',
    meaning: 'What the client pays.',
  })
  charges?: readonly ChargeClause[];

  @ListOf(shape.nested(() => CalendarClause), { optional: true, default: 'none', meaning: 'Opening hours.' })
  calendars?: readonly CalendarClause[];

  @ListOf(shape.nested(() => ClockClause), {
    optional: true,
    default: 'none',
    meaning: 'How time on tickets is counted.',
  })
  clocks?: readonly ClockClause[];

  @ListOf(shape.nested(() => ServiceLevelClause), {
    optional: true,
    default: 'none',
    meaning: 'What is promised, and what a miss costs.',
  })
  serviceLevels?: readonly ServiceLevelClause[];

  @Nested(() => CreditRulesClause, {
    optional: true,
    default: 'credits add up, without a cap',
    meaning: 'How credits come together.',
  })
  credits?: CreditRulesClause;

  @ListOf(shape.nested(() => ExitClause), {
    optional: true,
    default: 'none',
    meaning: 'When there is a right to leave.',
  })
  exit?: readonly ExitClause[];

  @ListOf(shape.nested(() => ObligationClause), {
    optional: true,
    default: 'none',
    meaning: 'What else is owed, by either party.',
  })
  obligations?: readonly ObligationClause[];

  @ListOf(shape.nested(() => ReviewClause), {
    optional: true,
    default: 'none',
    meaning: 'When the parties meet.',
  })
  reviews?: readonly ReviewClause[];

  @ListOf(shape.nested(() => EscalationClause), {
    optional: true,
    default: 'none',
    meaning: 'Who is told of a late ticket, and when.',
  })
  escalation?: readonly EscalationClause[];

  @Nested(() => ReliefClause, {
    optional: true,
    default: 'claims have no limit, and the client decides on them',
    meaning: 'How relief is claimed and decided.',
  })
  relief?: ReliefClause;

  @ListOf(shape.nested(() => ResponsibilityClause), {
    optional: true,
    default: 'none',
    meaning: 'Who answers for what.',
  })
  responsibilities?: readonly ResponsibilityClause[];

  @Nested(() => AccountabilityClause, {
    optional: true,
    default: '3 tickets within 30 calendar days are recurring, and a trend looks at 6 periods',
    meaning: 'What counts as recurring, and how far back trends look.',
  })
  accountability?: AccountabilityClause;

  @Field(earnBackShape, {
    optional: true,
    default: 'none',
    meaning: 'How credits are earned back: one clause, or a list.',
  })
  earnBack?: AuthoredEarnBack | readonly AuthoredEarnBack[];
}
