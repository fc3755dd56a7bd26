import type { ZoneTable } from '@tallystick/calendar';
import type { PlaceOf } from '@tallystick/documents';
import { invariant } from '@tallystick/errors';
import type { DayNumber } from '@tallystick/quantities';
import type { TermsEntry, TermsInForce } from '../model/terms.js';
import { type Amendment, loadAmendment } from './load-amendment.js';
import { placeAmendments } from './place-amendments.js';
import { termsInForce } from './terms-in-force.js';

export interface CheckedAmendment {
  readonly amendment: Amendment;
  /** The first local day on which it is in force; of a correction, the start of what it corrects. */
  readonly effectiveFrom: DayNumber;
  readonly before: TermsInForce;
  readonly after: TermsInForce;
}

/** The fact id that stands for an amendment that is not recorded yet. */
const proposedFactId = 'proposed';

/**
 * Holds an amendment against the agreement it amends, before it is recorded.
 *
 * @param entries the facts about the terms so far, in ledger order.
 * @param value the amendment's plain document.
 * @throws TallyError `amendment-invalid` with every place: of the amendment, or of the terms that it leads to.
 */
export function checkAmendment(
  entries: readonly TermsEntry[],
  value: unknown,
  zones: ZoneTable,
  placeOf?: PlaceOf,
): CheckedAmendment {
  const amendment = loadAmendment(value, placeOf);
  const before = termsInForce(entries, zones);
  const position = (entries.at(-1)?.position ?? 0) + 1;
  const proposed = {
    kind: 'amended',
    position,
    factId: proposedFactId,
    document: amendment.document,
  } as const;
  const after = termsInForce([...entries, proposed], zones, placeOf);
  const signed = before.versions[0]!.terms;
  const placed = placeAmendments(signed, [...entries.slice(1), proposed], placeOf).find(
    ({ factId }) => factId === proposedFactId,
  );
  const start = placed?.start ?? amendment.effectiveFrom;
  invariant(start !== undefined, 'a checked amendment has a first day');
  return Object.freeze({ amendment, effectiveFrom: start, before, after });
}
