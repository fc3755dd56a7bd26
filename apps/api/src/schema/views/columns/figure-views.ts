import { Unit, Verdict } from '../../enums/figures.js';
import { CreditState, LineOf } from '../../enums/money.js';
import { ObligationState } from '../../enums/obligations.js';
import type { ViewDefinition } from '../column.js';
import {
  agreement,
  amount,
  amountOrNull,
  clause,
  count,
  countOrNull,
  currency,
  flag,
  group,
  instant,
  instantOrNull,
  month,
  oneOf,
  period,
  text,
  title,
} from './common-columns.js';

export const obligations: ViewDefinition<'obligations'> = {
  view: 'obligations',
  typeName: 'Obligation',
  description: 'One occurrence of an obligation of either side.',
  columns: {
    agreement,
    obligation: group('The obligation, by its id in the terms.'),
    occurrence: text('The occurrence: the period that it is about, or the key of the event.'),
    period,
    clause,
    title,
    owedBy: group('The party that owes it.'),
    dueAt: instant('When it is due.'),
    doneAt: instantOrNull('When it was done; null while it is not.'),
    state: oneOf(ObligationState, 'ObligationState', 'How it stands.'),
    daysLate: count('Local days from the due day on; 0 in time.'),
    month: month('in which it is due'),
  },
};

export const levels: ViewDefinition<'levels'> = {
  view: 'levels',
  typeName: 'ServiceLevelResult',
  description: 'What a service level comes to in a period, as known.',
  columns: {
    agreement,
    period,
    serviceLevel: group('The service level, by its id in the terms.'),
    clause,
    title,
    verdict: oneOf(Verdict, 'Verdict', 'Whether the target was met.'),
    belowMinimum: flag('Whether it came out below the minimum.'),
    unit: oneOf(Unit, 'Unit', 'What `value` and `target` are in.'),
    value: {
      kind: 'decimal',
      description: 'The measured value, in `unit`; null where nothing was measured.',
      nullable: true,
    },
    target: { kind: 'decimal', description: 'What was to be reached, in `unit`.' },
    volume: countOrNull('What was counted; null where the measure has no volume.'),
    misses: countOrNull('How many of them missed; null where the measure has none.'),
    credit: amountOrNull('The service credit before caps; null where the level has no money credit.'),
    points: { kind: 'decimal', description: 'The points it scores; null where it has none.', nullable: true },
    currency,
    month: month('in which the period begins'),
  },
};

export const credits: ViewDefinition<'credits'> = {
  view: 'credits',
  typeName: 'Credit',
  description: 'A line of service credits of a period, as known.',
  columns: {
    agreement,
    period,
    of: oneOf(LineOf, 'LineOf', 'What the line is for.'),
    line: group('The service level, obligation or conversion, by its id in the terms.'),
    clause,
    amount: amount('What it comes to as priced.'),
    kept: amount('What combining leaves of it.'),
    owed: amount('What of it is owed: all that is kept, or as much as was claimed in time.'),
    currency,
    state: oneOf(CreditState, 'CreditState', 'How far it has come.'),
    claimBy: instantOrNull('The last instant at which a claim is in time; null where none is needed.'),
    month: month('in which the period begins'),
  },
};

export const adjustments: ViewDefinition<'adjustments'> = {
  view: 'adjustments',
  typeName: 'Adjustment',
  description: 'A difference to a period that was stated already.',
  columns: {
    agreement,
    statedIn: { ...period, description: 'The period whose statement carries it.' },
    period: { ...period, description: 'The period that was stated otherwise.' },
    was: amount('What was stated.'),
    is: amount('What it comes to as known.'),
    difference: amount('`is` less `was`: added to the settlement of `statedIn`.'),
    currency,
    causes: count('How many facts or amendments caused it.'),
    issued: flag('Whether the statement that carries it is sealed.'),
    month: month('in which the period that was stated otherwise begins'),
  },
};

export const periods: ViewDefinition<'periods'> = {
  view: 'periods',
  typeName: 'PeriodResult',
  description: 'What a period comes to as known, and its sealed statement where there is one.',
  columns: {
    agreement,
    period,
    from: { kind: 'date', description: 'Its first local day, cut to the term.' },
    to: { kind: 'date', description: 'Its last local day, cut to the term.' },
    finished: flag('Whether it has ended.'),
    issued: flag('Whether its statement is sealed.'),
    issuedAt: instantOrNull('When its statement was sealed.'),
    sealPosition: { kind: 'position', description: 'The position of the seal.', nullable: true },
    digest: { kind: 'digest', description: 'The digest of the sealed statement.', nullable: true },
    currency,
    credits: amount('Service credits of the period.'),
    bonuses: amount('Bonuses that the client owes.'),
    adjustments: amount('Adjustments of earlier periods that its statement carries.'),
    total: amount('What its statement comes to as known: positive, the client is owed it.'),
    sealedTotal: amountOrNull('What its statement came to when it was sealed.'),
    levelsMet: count('Service levels met.'),
    levelsMissed: count('Service levels missed.'),
    atStake: amountOrNull('What open contests would change in sum; null where none is open.'),
    month: month('in which the period begins'),
  },
};
