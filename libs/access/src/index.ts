export { type Operation, operations } from './operations.js';
export { type Grant, nobody, type Principal } from './principal.js';
export { type Role, roles } from './roles.js';
