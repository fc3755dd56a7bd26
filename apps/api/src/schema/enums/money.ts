import type {
  BonusLine,
  BonusPart,
  BonusRefused,
  CreditPart,
  CreditState as CreditStateWord,
  LineClaim,
  LineOf as LineOfWord,
  LineStanding,
  MinimumLine,
} from '@tallystick/engine';
import { enumOf } from './enum-of.js';

export const LineOf = enumOf<LineOfWord>('LineOf', 'What a line of credits or points is for.', {
  'service-level': 'A service level that was missed.',
  obligation: 'An obligation that was late or missed.',
  points: 'Points that the terms turn into money.',
});

export const LineStandingKind = enumOf<LineStanding['kind']>(
  'LineStandingKind',
  'What combining the lines of a period leaves of one of them.',
  {
    stands: 'It stands as priced.',
    'less-than-highest': 'Only the highest counts, and another is higher.',
    displaced: 'The terms let another take its place.',
    'same-incident': 'One incident is credited once, and another line has it.',
  },
);

export const ClaimStatus = enumOf<LineClaim['status']>('ClaimStatus', 'How a credit stands with its claim.', {
  'not-needed': 'It is owed without a claim.',
  open: 'It may still be claimed.',
  claimed: 'It was claimed in time.',
  lapsed: 'It was not claimed in time.',
});

export const CreditState = enumOf<CreditStateWord>(
  'CreditState',
  'How far a credit has come, as known and valued.',
  {
    accrued: 'The period still runs, or the credit may still be claimed.',
    claimed: 'It was claimed in time.',
    lapsed: 'It was not claimed in time.',
    'earn-back-pending': 'It is owed, and the provider may still earn it back.',
    'earned-back': 'Some of it came back.',
    final: 'It is owed, needs no claim, and does not come back.',
  },
);

export const PriceKind = enumOf<CreditPart['kind'] | BonusPart['kind']>(
  'PriceKind',
  'How a line is priced.',
  {
    percent: 'A percentage of charges.',
    money: 'An amount.',
    points: 'Points.',
    days: 'The charges of so many days.',
    weight: 'A weight: a share of what is at risk.',
    refund: 'The charges of the service time that was lost, times a factor.',
  },
);

export const MinimumComparison = enumOf<MinimumLine['comparison']>(
  'MinimumComparison',
  'When credits are large enough to be paid.',
  {
    'at-least': 'When they are the amount or more.',
    'more-than': 'When they are more than the amount.',
  },
);

export const SettledByMeans = enumOf<BonusLine['settledBy']>(
  'SettledByMeans',
  'How what the client owes is settled.',
  {
    paid: 'The client owes it in this settlement.',
    bank: 'It can only be set against later credits.',
  },
);

export const BonusRefusedReason = enumOf<BonusRefused['reason']>(
  'BonusRefusedReason',
  'Why a level earns no bonus.',
  {
    'not-met': 'The level itself was not met.',
    'dead-band': 'It was met, and not by enough.',
    'level-missed': 'A level that the bonus names was missed.',
    'level-below-minimum': 'A level was below its minimum.',
    'any-level-missed': 'Some level was missed, and the terms then give no bonus.',
    'obligation-not-met': 'An obligation that the bonus depends on was not met.',
  },
);
