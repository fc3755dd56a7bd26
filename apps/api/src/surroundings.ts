import type { Services } from '@tallystick/application';
import type { ReadModels } from '@tallystick/read-models';

/** What the server's parts stand on, handed in by `server.ts`; inject it with `@Inject(SURROUNDINGS)`. */
export interface Surroundings {
  readonly services: Services;
  readonly readModels: ReadModels;
}

export const SURROUNDINGS = Symbol('surroundings');
