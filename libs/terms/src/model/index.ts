export * from './charge.js';
export * from './clock.js';
export * from './credit-rules.js';
export * from './exit-trigger.js';
export * from './limit.js';
export * from './measure.js';
export * from './service-level.js';
export * from './terms.js';
