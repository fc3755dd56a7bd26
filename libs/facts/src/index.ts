export { declarationOf, factCatalogue, type FactType, factTypes, isFactType } from './catalogue/catalogue.js';
export {
  type FactDeclaration,
  type FactFamily,
  factFamilies,
  type Field,
  type FieldKind,
  type PersonalKind,
} from './catalogue/field.js';
export { type TicketStatus, ticketStatuses } from './catalogue/ticket-facts.js';
export type {
  AssertedBy,
  Fact,
  FactEnvelope,
  FactInput,
  FactPayloads,
  FactSource,
  NewFact,
  NewFactFields,
} from './fact.js';
export { newFact } from './new-fact.js';
export { canonicalFactText } from './canonical-fact.js';
export {
  factFromInput,
  type FactInputDefaults,
  type NewFactCompletion,
  newFactFromInput,
  readFactInput,
} from './fact-input.js';
export { type ExportedFact, factTextFromExport } from './exported-fact.js';
export { readRecordedFact } from './recorded-fact.js';
export { ScannedField, scannedFieldNames, scanTicketFact, TicketFactScan } from './ticket-fact-scan.js';
export { type StoredFact, type Upcaster, type Upcasting, upcastingOf } from './upcasting.js';
export { factIdOf, isUuid } from './fact-id.js';
export { sha256Hex } from './digest.js';
export { canonicalJson, type CanonicalJsonOptions } from './json/canonical-json.js';
export { parseStrictJson } from './json/strict-json.js';
export type { JsonObject, JsonValue } from './json/json-value.js';
export {
  isSealedText,
  type OpenedText,
  openSealedText,
  opensCommitment,
  readSealedText,
  replaceSealedTexts,
  type SealedText,
  sealText,
  subjectKeyBytes,
} from './sealing/sealed-text.js';
export { mapPersonalTexts, type PersonalText, personalTextsOf } from './sealing/personal-texts.js';
