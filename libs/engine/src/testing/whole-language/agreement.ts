import type { Dice } from './dice.js';
import { drawFrame, type Frame } from './frame.js';
import { drawLevels, type Levels } from './levels.js';
import { drawCredits, drawEarnBacks, drawExits, type DrawnLevels } from './money.js';
import { withNewerKeys } from './newer-keys.js';
import {
  drawEscalation,
  drawObligation,
  drawRelief,
  drawResponsibilities,
  drawReviews,
  type ObligationId,
  obligationIds,
} from './obligations.js';
import type { Plain } from './plain.js';

/** A valid terms document over the whole language, and what was drawn to make it. */
export interface DrawnAgreement {
  readonly frame: Frame;
  readonly levels: Levels;
  readonly obligations: readonly ObligationId[];
  readonly document: Plain;
}

export function drawAgreement(dice: Dice): DrawnAgreement {
  const frame = drawFrame(dice);
  const obligations = dice.some(obligationIds, dice.whole(2, 5));
  const levels = drawLevels(dice, obligations);
  const reported = reportedLevels(levels);
  const owed = obligations.map((id) => drawObligation(dice, id, reported));
  const reviews = drawReviews(dice);
  const escalation = drawEscalation(dice);
  const drawn: DrawnLevels = { clauses: levels.clauses, obligations };
  const credits = drawCredits(dice, drawn, { clauses: levels.clauses, owed, reviews, escalation });
  const earnBack = drawEarnBacks(dice, drawn);
  const document: Plain = {
    ...frame.document,
    serviceLevels: levels.clauses,
    obligations: owed,
    ...(reviews.length > 0 ? { reviews } : {}),
    ...(escalation.length > 0 ? { escalation } : {}),
    credits,
    ...(earnBack.length > 0 ? { earnBack } : {}),
    exit: drawExits(dice, drawn, credits),
    ...dice.maybe(70, () => ({ relief: drawRelief(dice) })),
    responsibilities: drawResponsibilities(dice),
    ...dice.maybe(40, () => ({
      accountability: { recurring: { times: 2, within: '20 calendar days' }, trend: '3 periods' },
    })),
  };
  return { frame, levels, obligations, document: withNewerKeys(dice.aside(), document) };
}

export function reportedLevels(levels: Levels): string[] {
  return levels.slots.filter(({ name }) => name.startsWith('reported')).map(({ id }) => id);
}
