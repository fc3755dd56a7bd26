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
export { type AssertionAbout, conditionOf, mayAssert, requireAssertion } from './require-assertion.js';
export { type Role, roles } from './roles.js';
export { isPossible, rolesOfSide, type Side, sideOfParty, sides } from './sides.js';
