import type { AssertedBy } from '@tallystick/facts';
import type { Mapping } from '@tallystick/sources';
import type { DeliveryHeaders } from './delivery-headers.js';
import type { SigningScheme } from '../signature/signing-scheme.js';
import type { SigningKeys } from '../signature/signing-keys.js';

/** Reads a word of a delivery; undefined where it has none. */
export type ReadWord = (headers: DeliveryHeaders, body: () => unknown) => string | undefined;

/** A webhook source that was read and checked, with its mappings and keys. Made by `readWebhook`. */
export interface Webhook {
  readonly name: string;
  readonly title: string | undefined;
  readonly agreement: string;
  readonly assertedBy: AssertedBy;
  readonly scheme: SigningScheme;
  readonly keys: SigningKeys;
  /** The header of the delivery's identity, where it is one. */
  readonly deliveryHeader: string | undefined;
  /** Headers that say what a delivery is: they are kept with it. */
  readonly wordHeaders: readonly string[];
  /** What a delivery is known by; the digest of its body where it says nothing. */
  readonly deliveryOf: ReadWord;
  /** The mapping of an event; what to do with one that has none. */
  readonly mappingOf: (
    headers: DeliveryHeaders,
    body: () => unknown,
  ) =>
    { readonly mapping: Mapping } | { readonly ignored: true } | { readonly unknownWord: string | undefined };
}
