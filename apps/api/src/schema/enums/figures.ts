import type {
  DecidedBy as DecidedByWord,
  TargetStatement,
  Unit as UnitWord,
  Verdict as VerdictWord,
} from '@tallystick/engine';
import { enumOf } from './enum-of.js';

export const Verdict = enumOf<VerdictWord>('Verdict', 'Whether a service level was kept.', {
  met: 'The value, or a rule of the terms, says that it was kept.',
  missed: 'It was not kept.',
  'not-measured': 'There was nothing to hold against it, or the terms say that it does not count.',
});

export const Unit = enumOf<UnitWord>('Unit', 'What the value of a service level counts.', {
  percent: 'Percent: 95 of 100 is 95.',
  seconds: 'Seconds.',
  number: 'A plain number.',
});

export const TargetComparison = enumOf<TargetStatement['comparison']>(
  'TargetComparison',
  'How a value is held against its target.',
  {
    'at-least': 'The value has to be the target or more.',
    'more-than': 'The value has to be more than the target.',
    'at-most': 'The value has to be the target or less.',
    'less-than': 'The value has to be less than the target.',
  },
);

export const DecidedBy = enumOf<DecidedByWord>('DecidedBy', 'What decided a verdict.', {
  value: 'The value against the target.',
  'low-volume-misses-allowed': 'So little happened that the terms allow so many misses instead of a ratio.',
  'low-volume-not-measured': 'So little happened that the terms do not measure.',
  'volume-above-forecast-misses-allowed':
    'More happened than was forecast; what is above it counts as the terms say.',
  'volume-above-forecast-not-measured':
    'So much more happened than was forecast that the terms do not measure.',
  'nothing-to-measure': 'Nothing happened that the measure counts.',
  'baseline-period': 'It is one of the periods that the baseline is taken from.',
  'no-baseline': 'There is no baseline to hold the value against.',
  'not-reported': 'The figure that is to be reported was not.',
  'report-not-due': 'The figure was not reported yet, and may still be.',
  'not-reported-in-time': 'The figure was not reported by the limit for reporting it.',
  'report-obligation-missed':
    'An obligation was missed, and the terms say that the figure then counts as not reported.',
  'not-qualified': 'What the level stands under did not hold.',
  'window-open': 'The window that it is measured over has not closed yet.',
});

export const Rounding = enumOf<'half-up' | 'half-even'>(
  'Rounding',
  'How money is rounded to its currency, once for each amount.',
  {
    'half-up': 'Half a unit is rounded away from zero.',
    'half-even': 'Half a unit is rounded to the even neighbour.',
  },
);

export const MidPeriod = enumOf<'start' | 'end' | 'segment'>(
  'MidPeriod',
  'Which terms govern a period in which they change.',
  {
    start: 'Those in force on its first day.',
    end: 'Those in force on its last day.',
    segment: 'The period is cut where they change, and each part is measured under its own.',
  },
);

export const TermsSourceKind = enumOf<'signed' | 'amendment' | 'correction'>(
  'TermsSourceKind',
  'What a version of the terms comes from.',
  {
    signed: 'The terms as signed.',
    amendment: 'An amendment, from its effective date on.',
    correction:
      'An amendment that says the meaning never differed: it applies from the start of what it corrects.',
  },
);

export const WindowKind = enumOf<'last-periods' | 'last-days' | 'any-days' | 'days-from-first' | 'every'>(
  'WindowKind',
  'What a level is measured over where that is not its period.',
  {
    'last-periods': 'The last so many periods.',
    'last-days': 'The last so many local days.',
    'any-days': 'Any so many local days in a row: the worst of them counts.',
    'days-from-first': 'So many local days from an event on.',
    every: 'A quarter or year, at its end.',
  },
);

export const InstanceKind = enumOf<'service' | 'site' | 'priority' | 'category' | 'configurationItem'>(
  'InstanceKind',
  'What tells the instances of a service level apart.',
  {
    service: 'One for each service.',
    site: 'One for each site.',
    priority: 'One for each priority.',
    category: 'One for each category.',
    configurationItem: 'One for each configuration item.',
  },
);
