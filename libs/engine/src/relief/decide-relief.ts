import type { EpochSeconds } from '@tallystick/quantities';
import type { ReliefRules } from '@tallystick/terms';
import type { Side } from '../history/party-names.js';
import type { ReliefExtent } from '../timeline/index.js';
import { commonExtent } from './extents.js';
import type { HeardDecision, ReliefLife } from './relief-life.js';

/** A decision of which is not yet said whether it counts. */
type Decided = Omit<HeardDecision, 'noEffect'>;
type Outcome = Pick<ReliefLife, 'state' | 'granted'>;

/** A claim as notified, and who said what of it, in effective order. */
export interface UndecidedRelief {
  readonly rules: ReliefRules;
  readonly claimed: ReliefExtent | undefined;
  readonly inTime: boolean;
  /** The last instant before silence decides, where it has passed; absent where silence decides nothing, or not yet. */
  readonly silenceAfter: EpochSeconds | undefined;
  readonly decisions: readonly Decided[];
}

/**
 * Who decided what, under the rules: of each party that decides the last decision counts. Where both do, either may
 * refuse, and what both grant is granted. Silence decides a claim that is still open; what silence granted is not
 * taken back, and what it refused may still be granted. A claim out of time is worth nothing, or what is granted.
 */
export function decideRelief(
  undecided: UndecidedRelief,
): Pick<ReliefLife, 'state' | 'granted' | 'settledBy' | 'decisions'> {
  const { rules, inTime, silenceAfter, decisions } = undecided;
  const sides: readonly Side[] = rules.decidedBy === 'both' ? ['client', 'provider'] : [rules.decidedBy];
  const decides = ({ side }: Decided): boolean => side !== undefined && sides.includes(side);
  const heard = decisions.filter(
    (one) => decides(one) && (one.decision.kind === 'refused' || one.extent !== undefined),
  );
  const bySilence = inTime && silenceAfter !== undefined ? silenceOf(undecided, sides, heard) : undefined;
  const counting = bySilence?.state === 'granted' ? bySilence.counting : heard;
  const isBarred = !inTime && rules.outOfTime === 'barred';
  const noEffectOf = (one: Decided): HeardDecision['noEffect'] => {
    if (!decides(one)) return 'not-theirs-to-decide';
    if (!heard.includes(one)) return 'no-interval';
    if (isBarred) return 'out-of-time';
    if (!counting.includes(one)) return 'after-silence';
    return lastOf(one.side, counting) === one ? undefined : 'superseded';
  };
  return {
    ...settledOf(undecided, isBarred, outcomeOf(sides, heard), bySilence),
    decisions: decisions.map((one) => ({ ...one, noEffect: noEffectOf(one) })),
  };
}

function settledOf(
  { inTime }: UndecidedRelief,
  isBarred: boolean,
  decided: Outcome,
  bySilence: Outcome | undefined,
): Outcome & Pick<ReliefLife, 'settledBy'> {
  if (isBarred) return { state: 'out-of-time', granted: undefined, settledBy: 'notice' };
  if (bySilence?.state === 'granted') {
    return { state: 'granted', granted: bySilence.granted, settledBy: 'silence' };
  }
  if (decided.state !== 'claimed') return { ...decided, settledBy: 'decision' };
  if (bySilence !== undefined) return { state: 'refused', granted: undefined, settledBy: 'silence' };
  return { state: inTime ? 'claimed' : 'out-of-time', granted: undefined, settledBy: undefined };
}

/**
 * What silence makes of a claim that was still open then: a refusal, or a grant of what was claimed, though of no more
 * than what a party that did decide has granted.
 */
function silenceOf(
  { rules: { undecided }, claimed, silenceAfter = NaN }: UndecidedRelief,
  sides: readonly Side[],
  heard: readonly Decided[],
): (Outcome & { readonly counting: readonly Decided[] }) | undefined {
  const counting = heard.filter(({ decision }) => decision.at <= silenceAfter);
  if (outcomeOf(sides, counting).state !== 'claimed') return undefined;
  const granted = sides
    .flatMap((side) => lastOf(side, counting)?.extent ?? [])
    .reduce<ReliefExtent | undefined>((common, one) => common && commonExtent(common, one), claimed);
  return undecided?.counts === 'granted' && granted !== undefined
    ? { state: 'granted', granted, counting }
    : { state: 'refused', granted: undefined, counting };
}

function outcomeOf(sides: readonly Side[], heard: readonly Decided[]): Outcome {
  const last = sides.map((side) => lastOf(side, heard));
  if (last.some((one) => one?.decision.kind === 'refused')) return { state: 'refused', granted: undefined };
  const [first, ...others] = last.map((one) => one?.extent);
  const granted = others.reduce((common, extent) => common && extent && commonExtent(common, extent), first);
  return { state: granted === undefined ? 'claimed' : 'granted', granted };
}

function lastOf(side: Side | undefined, heard: readonly Decided[]): Decided | undefined {
  return heard.findLast((one) => one.side === side);
}
