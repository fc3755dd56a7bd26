import type { EpochSeconds } from '@tallystick/quantities';
import type { ReliefRules, TermsVersion } from '@tallystick/terms';
import type { Side } from '../history/party-names.js';
import type { LatenessRelief } from '../obligations/occurrence.js';
import type { ReliefDecision, ReliefExtent } from '../timeline/index.js';

/**
 * How a relief stands at the instant of valuation. `claimed`: nobody who may has decided, or the parties have not
 * agreed. `out-of-time`: notice came too late, and the terms bar it, or nobody has granted it all the same.
 */
type ReliefState = 'claimed' | 'granted' | 'refused' | 'out-of-time';

/** A grant or a refusal, and whether it counts. */
export interface HeardDecision {
  readonly decision: ReliefDecision;
  readonly side: Side | undefined;
  /** What a grant gives, were it to count. */
  readonly extent: ReliefExtent | undefined;
  /**
   * Why it does not count; absent where it does. `not-theirs-to-decide`: the terms let another party decide.
   * `no-interval`: a grant of what nobody claimed that names no time. `out-of-time`: the claim is barred.
   * `after-silence`: silence had granted it by then. `superseded`: the same party decided again.
   */
  readonly noEffect:
    'not-theirs-to-decide' | 'no-interval' | 'out-of-time' | 'after-silence' | 'superseded' | undefined;
}

/** One relief: claimed by the provider, or given by the terms for the lateness of another party. */
export interface ReliefLife {
  /** The claim's key, or `obligation.<id>.<occurrence>`. */
  readonly key: string;
  readonly cause: string | undefined;
  /** What the terms give it for, where nobody had to claim it. */
  readonly lateness: LatenessRelief | undefined;
  /** The terms that it stands under: those in force when the provider became aware. */
  readonly version: TermsVersion;
  readonly rules: ReliefRules;
  readonly state: ReliefState;
  /** What settled it; absent while nothing has. */
  readonly settledBy: 'decision' | 'silence' | 'notice' | 'terms' | undefined;
  readonly claimed: ReliefExtent | undefined;
  /** Present where `state` is `granted`. */
  readonly granted: ReliefExtent | undefined;
  /** Whether what is granted goes on: `granted.until` is the instant of valuation. */
  readonly running: boolean;
  /** Absent: all. */
  readonly serviceLevels: readonly string[] | undefined;
  readonly awareAt: EpochSeconds | undefined;
  readonly noticeGivenAt: EpochSeconds | undefined;
  /** The last instant at which notice was in time; absent where the terms set no limit. */
  readonly claimBy: EpochSeconds | undefined;
  /** The last instant at which it could be decided before silence decides; absent where silence decides nothing. */
  readonly decideBy: EpochSeconds | undefined;
  readonly decisions: readonly HeardDecision[];
  readonly factIds: readonly string[];
}
