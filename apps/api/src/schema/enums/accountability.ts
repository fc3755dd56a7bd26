import type { ResultStatement, TrendStatement } from '@tallystick/engine';
import { enumOf } from './enum-of.js';

export const Lack = enumOf<'owner' | 'root-cause' | 'problem' | 'review'>(
  'Lack',
  'What nobody has done yet.',
  {
    owner: 'It has no owner.',
    'root-cause': 'No fact states the root cause.',
    problem: 'No problem record is about it.',
    review: 'Its review is past.',
  },
);

export const Trend = enumOf<NonNullable<TrendStatement['trend']>>('Trend', 'Where values are going.', {
  improving: 'The last is better than the mean of those before it.',
  steady: 'It is the same, as the terms understand it.',
  worsening: 'It is worse.',
});

export const ResponsibilityBy = enumOf<'terms' | 'fact'>(
  'ResponsibilityBy',
  'What says who answers for an area.',
  {
    terms: 'The terms.',
    fact: 'A fact.',
  },
);

export const GapKind = enumOf<'service' | 'category'>('GapKind', 'What no area holds.', {
  service: 'A service.',
  category: 'A category.',
});

export const ResultOf = enumOf<ResultStatement['of']>('ResultOf', 'What was won or fell short.', {
  'service-level': 'A service level.',
  obligation: 'An obligation or review.',
  escalation: 'An escalation ladder.',
});

export const RecurrenceBy = enumOf<'service' | 'category' | 'configurationItem'>(
  'RecurrenceBy',
  'What recurring tickets have in common.',
  { service: 'The service.', category: 'The category.', configurationItem: 'The configuration item.' },
);

export const ExcludedIntervalKind = enumOf<'maintenance' | 'relief'>(
  'ExcludedIntervalKind',
  'Why time is taken out of service time.',
  { maintenance: 'Announced maintenance.', relief: 'Relief that was granted.' },
);
