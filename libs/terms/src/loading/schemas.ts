import { type JsonSchema, jsonSchemaOf } from '@tallystick/documents';
import { AmendmentDocument } from '../amendments/amendment-document.js';
import { AgreementDocument } from './agreement-document.js';

/** The JSON Schema (draft 2020-12) of a terms document. */
export function termsJsonSchema(): JsonSchema {
  return jsonSchemaOf(AgreementDocument, {
    id: 'urn:tallystick:schema:terms:1',
    title: 'Tallystick terms',
    description:
      'A terms document. What lies between clauses (references, gaps between bands, targets that cannot be met) is ' +
      'checked by `tally terms check`.',
  });
}

/** The JSON Schema (draft 2020-12) of an amendment. */
export function amendmentJsonSchema(): JsonSchema {
  return jsonSchemaOf(AmendmentDocument, {
    id: 'urn:tallystick:schema:amendment:1',
    title: 'Tallystick amendment',
    description: 'An amendment or a correction of a terms document.',
  });
}
