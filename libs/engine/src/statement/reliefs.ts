import type { Because, InstantText } from './figures.js';

/** A time, half-open, and what it is about; null for all. */
export interface ReliefExtentStatement {
  readonly from: InstantText;
  readonly until: InstantText;
  readonly tickets: readonly string[] | null;
  readonly services: readonly string[] | null;
}

/** A grant or a refusal, by whomever. */
export interface ReliefDecisionStatement {
  readonly kind: 'granted' | 'refused';
  readonly at: InstantText;
  readonly party: string;
  /** What a grant gives, were it to count; null of a refusal, and of a grant for which no interval is known. */
  readonly extent: ReliefExtentStatement | null;
  /**
   * Why it does not count; null where it does: `not-theirs-to-decide`, `no-interval`, `out-of-time` (the claim is
   * barred), `after-silence` (silence had granted it by then), `superseded` (the same party decided again).
   */
  readonly noEffect: string | null;
  readonly fact: string;
}

/** Relief that the provider claimed, or that the terms give for the lateness of another party. */
export interface ReliefStatement {
  /** The claim's key, or `obligation.<id>.<occurrence>`. */
  readonly key: string;
  readonly cause: string | null;
  /** What was late, where nobody had to claim; null of a claim. */
  readonly obligation: { readonly id: string; readonly occurrence: string } | null;
  readonly state: 'claimed' | 'granted' | 'refused' | 'out-of-time';
  /** `notice`: it came too late, and the terms bar it. Null while nothing has settled it. */
  readonly settledBy: 'decision' | 'silence' | 'notice' | 'terms' | null;
  readonly claimed: ReliefExtentStatement | null;
  readonly granted: ReliefExtentStatement | null;
  /** What is granted goes on: its end is the instant of valuation. */
  readonly running: boolean;
  /** Null: it is for all. */
  readonly serviceLevels: readonly string[] | null;
  readonly awareAt: InstantText | null;
  readonly noticeGivenAt: InstantText | null;
  /** The last instant at which notice was in time; null where the terms set no limit. */
  readonly claimBy: InstantText | null;
  /** The last instant at which it could be decided before silence decides; null where silence decides nothing. */
  readonly decideBy: InstantText | null;
  /** Whose decision counts; null where nobody has to decide. */
  readonly decidedBy: 'client' | 'provider' | 'both' | null;
  readonly decisions: readonly ReliefDecisionStatement[];
  readonly because: Because;
}
