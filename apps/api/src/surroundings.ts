import type { AccessStore, Authenticator } from '@tallystick/access';
import type { Services } from '@tallystick/application';
import type { Ingestion } from '@tallystick/ingestion';
import type { ReadModels } from '@tallystick/read-models';
import type { FastifyBaseLogger } from 'fastify';
import type { Authenticate } from './access/authentication.js';
import type { LiveAccess } from './access/live-access.js';
import type { Configuration } from './configuration/settings.js';
import type { Calculators } from './work/calculators.js';

/** What the server's parts stand on, handed in by `server.ts`; inject it with `@Inject(SURROUNDINGS)`. */
export interface Surroundings {
  readonly configuration: Configuration;
  readonly services: Services;
  readonly readModels: ReadModels;
  /** The threads that work out heavy requests; undefined where the one that answers does. */
  readonly calculators: Calculators | undefined;
  readonly logger: FastifyBaseLogger;
  /** Tokens, and who may do what where. */
  readonly access: AccessStore;
  readonly authenticator: Authenticator;
  /** Finds out who asks; the authenticator with its guard against those who try tokens. */
  readonly authenticate: Authenticate;
  /** Ends what lives longer than a request when what its token may do changes. */
  readonly liveAccess: LiveAccess;
  /** What webhook sources push, and dead letters. */
  readonly ingestion: Ingestion;
}

export const SURROUNDINGS = Symbol('surroundings');
