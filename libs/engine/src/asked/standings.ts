import { wholeSecond } from '@tallystick/quantities';
import { AgreementState } from '../history/agreement-state.js';
import type { Evaluation } from '../history/evaluation.js';
import { lastBegun } from '../statement/make-statement.js';
import type { ObligationState } from '../statement/obligations.js';
import type { ReliefStatement } from '../statement/reliefs.js';
import { shapeRelief } from '../statement/shape-reliefs.js';
import type { Knowledge } from '../statement/statement-input.js';
import { instantText } from '../statement/texts.js';

/** Every relief as known, of whatever period, as statements show it: claims by key, then what lateness gives. */
export function reliefsAsKnown(known: Knowledge): readonly ReliefStatement[] {
  return evaluationOf(known).world.reliefs.reliefs.map((life) => shapeRelief(life));
}

/** What a fact about an obligation did. */
export interface ActAsKnown {
  readonly obligation: string;
  /** The occurrence that it was heard for; null where no occurrence is meant by it. */
  readonly occurrence: {
    readonly key: string;
    readonly period: string | null;
    readonly state: ObligationState;
    readonly dueAt: string;
    readonly acceptBy: string | null;
  } | null;
  /** Why it changed nothing; null where it did. */
  readonly noEffect: string | null;
}

/** What a fact about an obligation did; undefined where the terms do not look at it, or not yet. */
export function actAsKnown(known: Knowledge, factId: string): ActAsKnown | undefined {
  const book = evaluationOf(known).world.obligations;
  for (const { id, unheard } of book.obligations) {
    const found = unheard.find(({ act }) => act.factId === factId);
    if (found !== undefined) return { obligation: id, occurrence: null, noEffect: found.why };
  }
  for (const { id, acts, key, aboutPeriod, state, dueAt, acceptBy } of book.occurrences) {
    const act = acts.find((one) => one.factId === factId);
    if (act === undefined) continue;
    return {
      obligation: id,
      occurrence: {
        key,
        period: aboutPeriod ?? null,
        state,
        dueAt: instantText(dueAt),
        acceptBy: acceptBy === undefined ? null : instantText(acceptBy),
      },
      noEffect: act.noEffect ?? null,
    };
  }
  return undefined;
}

/** Valued when the last fact known was recorded, or when the term begins, where that is later. */
function evaluationOf(known: Knowledge): Evaluation {
  const state = new AgreementState(known.timeline, known.zones);
  const last = lastBegun(state, known) ?? state.grid.at(0);
  return state.evaluation(last.index, Math.max(last.startsAt, wholeSecond(known.knownAt.recordedAt)));
}
