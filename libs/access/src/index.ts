export { type AssertionRule, assertions, type Condition } from './assertions.js';
export { type Operation, operations } from './operations.js';
export { isAllowed, type OperationRule, policy } from './policy.js';
export { type Grant, nobody, type Principal } from './principal.js';
export {
  assertedByOf,
  requireAccess,
  requireAuthenticated,
  requireOperator,
  strangersError,
  visibleAgreements,
} from './require-access.js';
export {
  aboutOfFact,
  type AssertionAbout,
  conditionOf,
  mayAssert,
  requireAssertion,
} from './require-assertion.js';
export { type Role, roles } from './roles.js';
export { isPossible, rolesOfSide, type Side, sideOfParty, sides } from './sides.js';
export {
  AccessStore,
  type AccessStoreOptions,
  type NewToken,
  type TokenCreated,
} from './store/access-store.js';
export { isRole, requireGrant } from './store/checks.js';
export {
  type AccessAction,
  accessActions,
  type AccessEvent,
  type GrantRecord,
  type TokenRecord,
} from './store/records.js';
export { looksLikeSecret } from './tokens/secret.js';
export { Authenticator, type AuthenticatorOptions } from './authenticator.js';
export {
  isSafeAddress,
  jsonWebTokenDefaults,
  type JsonWebTokenSettings,
  type KeysLocation,
  signatureAlgorithms,
} from './json-web-tokens/settings.js';
