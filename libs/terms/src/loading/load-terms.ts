import type { ZoneTable } from '@tallystick/calendar';
import {
  documentError,
  inspectDocument,
  type PlaceOf,
  type PlainObject,
  readDocument,
} from '@tallystick/documents';
import { type ErrorCode, invariant, TallyError } from '@tallystick/errors';
import type { Terms } from '../model/terms.js';
import { Resolution } from '../resolution/resolution.js';
import { AgreementDocument } from './agreement-document.js';
import { digestOf } from './canonical-digest.js';
import { resolveTerms } from './resolve-terms.js';

/**
 * Gives a terms document its meaning.
 *
 * @param value plain data: as `readDocument` gives it, or the JSON stored in AgreementSigned.
 * @param zones the table that its time zones must be in.
 * @param placeOf where a path stands in the file, for errors.
 * @returns the resolved terms; `document` is the plain form to record, `digest` its hash.
 * @throws TallyError `terms-invalid` with every place that is wrong; `semantics-unknown`.
 */
export function loadTerms(value: unknown, zones: ZoneTable, placeOf?: PlaceOf): Terms {
  return loadTermsAs('terms-invalid', value, zones, placeOf);
}

/**
 * The same from the text of a file.
 *
 * @throws TallyError `document-invalid` as well.
 */
export function readTerms(text: string, name: string, zones: ZoneTable): Terms {
  const { value, placeOf } = readDocument(text, name);
  return loadTerms(value, zones, placeOf);
}

/** The same under another error code, for terms that an amendment leads to. */
export function loadTermsAs(
  code: ErrorCode,
  value: unknown,
  zones: ZoneTable,
  placeOf: PlaceOf | undefined,
): Terms {
  const { instance, plain, problems } = inspectDocument(AgreementDocument, value);
  if (typeof instance.semantics === 'number' && instance.semantics > 1) {
    throw new TallyError(
      'semantics-unknown',
      `The terms were signed under semantics ${instance.semantics}; this version of the program has semantics 1.`,
    );
  }
  const resolution = new Resolution(zones, problems);
  const terms = resolveTerms(instance, resolution);
  if (resolution.problems.length > 0) throw documentError(code, resolution.problems, placeOf);
  invariant(terms !== undefined, 'terms without a problem have a meaning');
  const document = plain as PlainObject;
  return Object.freeze({ ...terms, digest: digestOf(document), document });
}
