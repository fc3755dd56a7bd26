import {
  documentError,
  inspectDocument,
  type PlaceOf,
  type PlainObject,
  readDocument,
  type ShapeProblem,
} from '@tallystick/documents';
import { type DayNumber, parseLocalDate } from '@tallystick/quantities';
import { AmendmentDocument } from './amendment-document.js';

/** An amendment whose own shape is right; whether it fits an agreement is for `checkAmendment`. */
export interface Amendment {
  readonly id: string;
  readonly agreement: string;
  readonly kind: 'amendment' | 'correction';
  /** Always there for an amendment; for a correction only where it was written. */
  readonly effectiveFrom: DayNumber | undefined;
  readonly executedAt: DayNumber;
  /** For a correction: the id of an amendment, or `agreement`. */
  readonly corrects: string | undefined;
  readonly title: string | undefined;
  readonly clause: string | undefined;
  readonly text: string | undefined;
  /** The ids of the service levels and exit clauses whose history starts afresh with it. */
  readonly restarts: readonly string[];
  /** The plain document, to record and to apply. */
  readonly document: PlainObject;
}

/** What `corrects` names where the agreement itself is corrected. */
export const theAgreement = 'agreement';

/**
 * @param value plain data: as `readDocument` gives it, or the JSON stored in TermsAmended.
 * @throws TallyError `amendment-invalid` with every place that is wrong.
 */
export function loadAmendment(value: unknown, placeOf?: PlaceOf): Amendment {
  const { instance, plain, problems } = inspectDocument(AmendmentDocument, value);
  const all = [...problems];
  if (all.length === 0) checkKind(instance, all);
  if (all.length > 0) throw documentError('amendment-invalid', all, placeOf);
  return Object.freeze({
    id: instance.amendment,
    agreement: instance.agreement,
    kind: instance.kind,
    effectiveFrom: instance.effectiveFrom === undefined ? undefined : parseLocalDate(instance.effectiveFrom),
    executedAt: parseLocalDate(instance.executedAt),
    corrects: instance.corrects,
    title: instance.title,
    clause: instance.clause,
    text: instance.text,
    restarts: Object.freeze([
      ...(instance.restartHistory?.serviceLevels ?? []),
      ...(instance.restartHistory?.exit ?? []),
    ]),
    document: plain as PlainObject,
  });
}

/** The same from the text of a file, with where each path stands in it. */
export function readAmendment(
  text: string,
  name: string,
): { readonly amendment: Amendment; readonly placeOf: PlaceOf } {
  const { value, placeOf } = readDocument(text, name);
  return { amendment: loadAmendment(value, placeOf), placeOf };
}

function checkKind(instance: AmendmentDocument, problems: ShapeProblem[]): void {
  const refuse = (path: string, problem: string, mend: string) => problems.push({ path, problem, mend });
  const correction = instance.kind === 'correction';
  if (instance.amendment === theAgreement) {
    refuse('amendment', '`agreement` means the agreement itself.', 'Choose another name.');
  }
  if (correction && instance.corrects === undefined) {
    refuse('corrects', 'It is missing.', 'Name the amendment that it corrects, or write `agreement`.');
  }
  if (!correction && instance.corrects !== undefined) {
    refuse('corrects', 'Only a correction corrects.', 'Write `kind: correction`, or take `corrects` out.');
  }
  if (!correction && instance.effectiveFrom === undefined) {
    refuse('effectiveFrom', 'It is missing.', 'Say from which day on it is in force, such as 2025-03-01.');
  }
  const stated = [instance.change, instance.remove, instance.restartHistory].some(
    (part) => part !== undefined && Object.values(part).some((value) => value !== undefined),
  );
  if (!stated) refuse('change', 'It changes nothing.', 'Write what it puts in place, or `remove`.');
}
