import type { Services } from '@tallystick/application';
import type { ReadModels } from '@tallystick/read-models';
import type { FastifyBaseLogger } from 'fastify';
import type { Configuration } from './configuration/settings.js';

/** What the server's parts stand on, handed in by `server.ts`; inject it with `@Inject(SURROUNDINGS)`. */
export interface Surroundings {
  readonly configuration: Configuration;
  readonly services: Services;
  readonly readModels: ReadModels;
  readonly logger: FastifyBaseLogger;
}

export const SURROUNDINGS = Symbol('surroundings');
