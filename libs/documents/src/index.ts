export {
  Choice,
  DecimalNumber,
  DurationText,
  Either,
  Field,
  type FieldDeclaration,
  type FieldOptions,
  fieldsOf,
  Flag,
  ListOf,
  LocalDate,
  MapOf,
  Nested,
  NotYet,
  OneOf,
  Refused,
  Text,
  WholeNumber,
} from './fields.js';
export { type JsonSchema, jsonSchemaOf } from './json-schema.js';
export { mendUnknownName } from './mend-unknown-name.js';
export { joinPath, type PlaceOf, placeText } from './path.js';
export { isDecimalText, isPlainObject, type PlainObject, type PlainValue } from './plain-value.js';
export { readDocument, type ReadDocument } from './read-document.js';
export { referenceTable } from './reference.js';
export { type DocumentClass, shape, type Shape } from './shapes.js';
export { documentError, inspectDocument, type Inspection, validateDocument } from './validate-document.js';
export type { ShapeProblem } from './check-shape.js';
