import { Choice, Field, Flag, Nested, shape, Text } from '@tallystick/documents';
import type { ClaimRule } from '../model/credit-rules.js';
import { checkCalendarUsed, readOffset } from '../resolution/offset.js';
import type { Resolution } from '../resolution/resolution.js';
import { aboutClause, words } from '../resolution/words.js';

export class LapsedClaimTerms {
  @Flag({ meaning: 'Whether a miss whose credit lapsed still counts towards a right to leave.' })
  countsTowardsExit!: boolean;
}

export class ClaimTerms {
  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Field(words.offset, { meaning: 'Within which time a credit has to be claimed, or it lapses.' })
  within!: string;

  @Field(words.id, {
    optional: true,
    default: 'the calendar listed first',
    meaning: 'For business days and working time, and only there: the calendar that they are counted in.',
  })
  calendar?: string;

  @Choice(['period-end', 'statement'], {
    optional: true,
    default: '`period-end`',
    meaning: 'From when: the end of the period, or the day on which its statement was issued.',
  })
  from?: 'period-end' | 'statement';

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
  const { calendar } = authored;
  const within = readOffset(authored.within, calendar, `${path}.within`, resolution);
  checkCalendarUsed(calendar, [authored.within], `${path}.calendar`, resolution);
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
