import { Choice, Field, Flag, Nested, shape, Text } from '@tallystick/documents';
import type { ClaimLimit, ClaimRule } from '../model/credit-rules.js';
import { checkCalendarUsed, readOffset } from '../resolution/offset.js';
import type { Resolution } from '../resolution/resolution.js';
import { periodCount } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';

export class LapsedClaimTerms {
  @Flag({ meaning: 'Whether a miss whose credit lapsed still counts towards a right to leave.' })
  countsTowardsExit!: boolean;
}

export class ClaimTerms {
  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Field(words.offsetOrPeriods, {
    meaning:
      'Within which time a credit has to be claimed, or it lapses. `2 periods`: by the end of the second period after the one in which the time begins to run.',
  })
  within!: string;

  @Field(words.id, {
    optional: true,
    default: 'the calendar listed first',
    meaning: 'For business days and working time, and only there: the calendar that they are counted in.',
  })
  calendar?: string;

  @Choice(['period-end', 'statement', 'event', 'event-end'], {
    optional: true,
    default: '`period-end`',
    meaning:
      'From when: the end of the period, the day on which its statement was issued, or what the credit is for: when that happened, or when it was over.',
  })
  from?: Extract<ClaimRule, { kind: 'on-claim' }>['from'];

  @Nested(() => LapsedClaimTerms, {
    optional: true,
    default: '`{ countsTowardsExit: true }`',
    meaning: 'What a lapsed claim means besides the money.',
  })
  lapsed?: LapsedClaimTerms;
}

export type AuthoredClaim = 'automatic' | ClaimTerms;
export const claimShape = shape.either({
  text: shape.choice(['automatic']),
  object: shape.nested(() => ClaimTerms),
});

export const automaticClaim: ClaimRule = Object.freeze({ kind: 'automatic' });

export function resolveClaim(
  authored: AuthoredClaim,
  path: string,
  resolution: Resolution,
): ClaimRule | undefined {
  if (authored === 'automatic') return automaticClaim;
  const within = readLimit(authored, path, resolution);
  return (
    within &&
    Object.freeze({
      kind: 'on-claim',
      clause: authored.clause,
      within,
      from: authored.from ?? 'period-end',
      lapsedCountsTowardsExit: authored.lapsed?.countsTowardsExit ?? true,
    })
  );
}

function readLimit(
  { within, calendar }: ClaimTerms,
  path: string,
  resolution: Resolution,
): ClaimLimit | undefined {
  const inPeriods = /periods?$/.test(within);
  checkCalendarUsed(calendar, inPeriods ? [] : [within], `${path}.calendar`, resolution);
  return inPeriods
    ? Object.freeze({ kind: 'periods', periods: periodCount(within) })
    : readOffset(within, calendar, `${path}.within`, resolution);
}
