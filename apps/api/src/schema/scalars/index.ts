export { JSONObject, JSONValue } from './documents.js';
export {
  Decimal,
  Digest,
  Duration,
  ExactNumber,
  Instant,
  KnownAt,
  LocalDate,
  Period,
  Position,
  WholeNumber,
} from './quantities.js';
