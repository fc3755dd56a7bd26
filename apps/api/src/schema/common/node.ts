import { ID, InterfaceType } from '@nestjs/graphql';
import { Has } from './fields.js';

/** An object with a global id. The class of each type that is one has to bring its own `id`. */
@InterfaceType({
  description:
    'An object with an id that is unique in the whole server, by which `node` gives it again (Relay).',
  resolveType: (value: { readonly __typename: string }) => value.__typename,
})
export abstract class Node {
  @Has(() => ID, 'The global id; opaque, and the same for as long as the object exists.')
  readonly id!: string;
}
