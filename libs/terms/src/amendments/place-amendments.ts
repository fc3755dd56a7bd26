import { documentError, mendUnknownName, type PlaceOf } from '@tallystick/documents';
import { TallyError } from '@tallystick/errors';
import { type DayNumber, formatLocalDate, parseLocalDate } from '@tallystick/quantities';
import type { Terms, TermsEntry } from '../model/terms.js';
import { type Amendment, loadAmendment, theAgreement } from './load-amendment.js';

/** An amendment and the local days on which it is in force. */
export interface PlacedAmendment {
  readonly amendment: Amendment;
  readonly factId: string;
  readonly start: DayNumber;
  /** The first day on which it is rescinded, if it is. */
  readonly until: DayNumber | undefined;
  /** Whether it is the last fact about the terms: the one that errors are about. */
  readonly isLast: boolean;
}

/**
 * Says from when until when each amendment is in force, in the order in which they apply: by start, then in ledger order.
 * Amendments that never were in force, because they were rescinded altogether, are left out.
 */
export function placeAmendments(
  signed: Terms,
  entries: readonly TermsEntry[],
  placeOf: PlaceOf | undefined,
): readonly PlacedAmendment[] {
  const placed = new Map<string, PlacedAmendment>();
  const rescinded = new Map<string, DayNumber>();
  entries.forEach((entry, index) => {
    const isLast = index === entries.length - 1;
    switch (entry.kind) {
      case 'signed':
        throw new TallyError('agreement-exists', `The agreement ${signed.agreement} is signed already.`);
      case 'rescinded':
        rescind(entry, placed, rescinded);
        return;
      case 'amended': {
        const amendment = loadAmendment(entry.document, isLast ? placeOf : undefined);
        const problem = placeProblem(amendment, signed, placed);
        if (problem !== undefined) {
          throw documentError('amendment-invalid', [problem], isLast ? placeOf : undefined);
        }
        const start = startOf(amendment, signed, placed)!;
        placed.set(amendment.id, { amendment, factId: entry.factId, start, until: undefined, isLast });
      }
    }
  });
  const untilOf = (amendment: Amendment): DayNumber | undefined => {
    const own = rescinded.get(amendment.id);
    const corrected = amendment.corrects === undefined ? undefined : placed.get(amendment.corrects);
    // What corrected an amendment has nothing left to correct once that is rescinded.
    const others = corrected === undefined ? undefined : untilOf(corrected.amendment);
    return own === undefined ? others : others === undefined ? own : Math.min(own, others);
  };
  return [...placed.values()]
    .map((entry) => Object.freeze({ ...entry, until: untilOf(entry.amendment) }))
    .filter(({ start, until }) => until === undefined || until > start)
    .sort((a, b) => a.start - b.start);
}

/** The first day on which an amendment is in force; nothing where it corrects what is not there. */
function startOf(
  amendment: Amendment,
  signed: Terms,
  placed: ReadonlyMap<string, PlacedAmendment>,
): DayNumber | undefined {
  if (amendment.corrects === undefined) return amendment.effectiveFrom;
  return amendment.corrects === theAgreement ? signed.term.from : placed.get(amendment.corrects)?.start;
}

function placeProblem(amendment: Amendment, signed: Terms, placed: ReadonlyMap<string, PlacedAmendment>) {
  const { id, agreement, corrects, effectiveFrom } = amendment;
  if (agreement !== signed.agreement) {
    const problem = `It amends ${agreement}, but the agreement is ${signed.agreement}.`;
    return { path: 'agreement', problem, mend: 'Name the right agreement.' };
  }
  if (placed.has(id)) {
    const problem = `There is an amendment ${id} already.`;
    return { path: 'amendment', problem, mend: 'Choose another name.' };
  }
  const start = startOf(amendment, signed, placed);
  if (start === undefined) {
    const problem = `There is no amendment ${corrects!} to correct.`;
    const names = [...placed.keys(), theAgreement];
    return { path: 'corrects', problem, mend: mendUnknownName(corrects!, names, 'amendment') };
  }
  if (effectiveFrom !== undefined && effectiveFrom !== start) {
    const problem = `A correction is in force from the start of what it corrects, ${formatLocalDate(start)}.`;
    return { path: 'effectiveFrom', problem, mend: 'Leave it out, or write that day.' };
  }
  if (start < signed.term.from) {
    const from = formatLocalDate(signed.term.from);
    const problem = `It is in force from ${formatLocalDate(start)}, before the term begins on ${from}.`;
    return { path: 'effectiveFrom', problem, mend: `Write ${from} or a later day.` };
  }
  return undefined;
}

function rescind(
  entry: Extract<TermsEntry, { kind: 'rescinded' }>,
  placed: ReadonlyMap<string, PlacedAmendment>,
  rescinded: Map<string, DayNumber>,
): void {
  const target = placed.get(entry.amendment);
  if (target === undefined) {
    const problem = `There is no amendment ${entry.amendment} to rescind.`;
    const mend = mendUnknownName(entry.amendment, [...placed.keys()], 'amendment');
    throw new TallyError('amendment-invalid', `${problem} ${mend}`, [{ place: 'amendment', problem, mend }]);
  }
  const from = entry.effectiveFrom === undefined ? target.start : parseLocalDate(entry.effectiveFrom);
  const known = rescinded.get(entry.amendment);
  rescinded.set(entry.amendment, known === undefined ? from : Math.min(known, from));
}
