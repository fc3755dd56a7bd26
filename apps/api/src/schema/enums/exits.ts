import type {
  ExitMover,
  ExitState as ExitStateWord,
  ExitStatus,
  ExitUnit as ExitUnitWord,
} from '@tallystick/engine';
import { enumOf } from './enum-of.js';

export const ExitState = enumOf<ExitStateWord>('ExitState', 'Where an exit right stands.', {
  clear: 'Nothing is near.',
  watch: 'One step away.',
  armed: 'The condition held and the provider may still cure; notice is next.',
  noticed: 'Notice was served.',
  curing: 'Notice was served and the time to cure runs.',
  cured: 'The last occasion was cured.',
  exercisable: 'The right is open.',
  exercised: 'The right was used.',
  lapsed: 'The last occasion passed unused.',
  waived: 'The client waived the last occasion.',
});

export const ExitUnit = enumOf<ExitUnitWord>('ExitUnit', 'What reached, threshold and distance count.', {
  periods: 'Periods.',
  money: 'Money, in the currency of the agreement.',
  points: 'Points.',
  seconds: 'Seconds.',
  levels: 'Service levels.',
  misses: 'Misses.',
  outages: 'Outages.',
  occurrences: 'Occurrences of an obligation.',
  percent: 'Percent.',
  number: 'A plain number.',
  conditions: 'Conditions of several that are fulfilled.',
});

export const ExitCondition = enumOf<ExitStatus['condition']>(
  'ExitCondition',
  'When a right to leave arises.',
  {
    'in-a-row': 'A level was worse than a value in so many periods in a row.',
    'times-of': 'A level was worse than a value in so many of the last periods.',
    'sum-over': 'A sum over a window of credits, points, downtime, missed levels or misses.',
    'rolling-mean': 'The mean of a level’s values over the last periods is worse than a value.',
    event: 'One outage longer, or one ticket later, than a time.',
    chronic: 'So many long outages within so many days.',
    obligation: 'An obligation missed so often within a window.',
    portfolio: 'So many of the instances of a level are worse than a value.',
    'cap-reached': 'Credits reached a cap in so many periods of a window.',
    'any-of': 'Any one of several conditions.',
    'all-of': 'All of several conditions at the end of one period.',
  },
);

export const ExitMoverKind = enumOf<ExitMover['kind']>('ExitMoverKind', 'What a condition counts.', {
  period: 'A period.',
  outage: 'An outage.',
  ticket: 'A ticket.',
  occurrence: 'An occurrence of an obligation.',
});

export const CureTest = enumOf<NonNullable<ExitStatus['cureTest']>>('CureTest', 'What counts as a cure.', {
  accepted: 'The client accepts it.',
  measured: 'What is measured over a time is good enough.',
  'condition-clears': 'The condition holds no more.',
});

export const CombinedNeeds = enumOf<'any' | 'all'>(
  'CombinedNeeds',
  'How many of several conditions are needed.',
  {
    any: 'Any one of them.',
    all: 'All of them, at the end of one period.',
  },
);
