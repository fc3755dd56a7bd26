import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../graphql/request-context.js';
import type { NodeReference } from './global-id.js';

/**
 * Finds an object of one type by its key. The agreement was checked: who asks may read it. Undefined where there is no
 * such object, also for a key that cannot be one.
 */
export type NodeReader = (reference: NodeReference, context: RequestContext) => Promise<object | undefined>;

/** Which types `node` can give, and how. Each module registers its own in `onModuleInit`. */
@Injectable()
export class NodeRegistry {
  readonly #readers = new Map<string, NodeReader>();

  register(typeName: string, read: NodeReader): void {
    this.#readers.set(typeName, read);
  }

  /** The object with its `__typename`, which tells the interface's types apart. */
  async read(reference: NodeReference, context: RequestContext): Promise<object | undefined> {
    const found = await this.#readers.get(reference.typeName)?.(reference, context);
    return found === undefined ? undefined : Object.assign(found, { __typename: reference.typeName });
  }
}
