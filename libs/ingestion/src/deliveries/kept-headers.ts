import type { DeliveryHeaders } from '../webhook/delivery-headers.js';

/** Names of headers that hold, or may hold, something that opens doors. */
const secretName = /auth|cookie|credential|key|pass|secret|session|sign|token/;
const mostHeaders = 50;
const longestValue = 1000;

/**
 * The headers that are kept with a delivery: without any that may hold a secret, and without that of the signature,
 * with which the delivery could be sent once more. Those in `wanted` say what the delivery is, whatever their names.
 */
export function keptHeaders(
  headers: DeliveryHeaders,
  signatureHeader: string,
  wanted: readonly string[],
): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value !== 'string' ||
    (secretName.test(name) && !wanted.includes(name)) ||
    name === signatureHeader.toLowerCase()
      ? []
      : [[name, value.slice(0, longestValue)]],
  );
  return Object.fromEntries(kept.slice(0, mostHeaders));
}
