import { invariant, isTallyError } from '@tallystick/errors';
import { parseDuration, parseInstant } from '@tallystick/quantities';
import type { SignatureRule, TimestampRule } from '../webhook/signature-rule.js';
import type { DeliveryHeaders } from '../webhook/delivery-headers.js';
import type { SigningKeys } from './signing-keys.js';

/** A piece of what is signed. */
type SignedPart = { readonly text: string } | 'body' | 'timestamp' | 'delivery';

/** How a source signs, ready to check with. */
export interface SigningScheme {
  readonly rule: SignatureRule;
  readonly parts: readonly SignedPart[];
  readonly toleranceMilliseconds: number;
}

/** What is checked: a delivery as it came. */
export interface SignedDelivery {
  readonly headers: DeliveryHeaders;
  readonly body: Uint8Array;
  /** The header of the delivery's identity, where the scheme signs it too. */
  readonly delivery: string | undefined;
}

/** Why a delivery is refused: for the log of the operator, never for the sender. */
export type SignatureProblem =
  | 'no-signature'
  | 'signature-unreadable'
  | 'no-timestamp'
  | 'timestamp-unreadable'
  | 'too-old'
  | 'too-new'
  | 'no-delivery'
  | 'signature-wrong';

const defaultTolerance = '5m';
/** More signatures than this are nobody's rotation of keys. */
const mostSignatures = 10;
const separators = { comma: ',', space: ' ' } as const;
const digestBytes = { 'hmac-sha256': 32, 'hmac-sha512': 64 } as const;

export function signingScheme(rule: SignatureRule): SigningScheme {
  return {
    rule,
    parts: signedParts(rule.signed ?? '{body}'),
    toleranceMilliseconds: parseDuration(rule.tolerance ?? defaultTolerance) * 1000,
  };
}

export function signedParts(template: string): readonly SignedPart[] {
  return template
    .split(/(\{(?:body|timestamp|delivery)\})/)
    .filter((part) => part !== '')
    .map((part): SignedPart => {
      switch (part) {
        case '{body}':
          return 'body';
        case '{timestamp}':
          return 'timestamp';
        case '{delivery}':
          return 'delivery';
        default:
          return { text: part };
      }
    });
}

/**
 * Holds a delivery against the scheme and keys of its source. The signature is looked at whatever the time says, so that
 * how long the answer takes does not tell which of both was wrong.
 *
 * @param now the instant of the check, in epoch milliseconds.
 * @returns undefined where it is signed and timely.
 */
export function signatureProblem(
  scheme: SigningScheme,
  keys: SigningKeys,
  delivery: SignedDelivery,
  now: number,
): SignatureProblem | undefined {
  const { rule } = scheme;
  const written = rule.timestamp === undefined ? undefined : timestampText(rule.timestamp, delivery.headers);
  const signatures = signaturesOf(rule, delivery.headers);
  const parts = scheme.parts.map((part) => {
    if (part === 'body') return delivery.body;
    if (part === 'timestamp') return written ?? '';
    if (part === 'delivery') return delivery.delivery ?? '';
    return part.text;
  });
  const fits = keys.signed(rule.algorithm === 'hmac-sha512' ? 'sha512' : 'sha256', parts, signatures ?? []);
  const problem =
    rule.timestamp === undefined ? undefined : timeProblem(scheme, rule.timestamp, written, now);
  if (signatures === undefined) return 'no-signature';
  if (signatures.length === 0) return 'signature-unreadable';
  if (problem !== undefined) return problem;
  if (scheme.parts.includes('delivery') && delivery.delivery === undefined) return 'no-delivery';
  return fits ? undefined : 'signature-wrong';
}

/** Whether an instant is within the tolerance, the bound included, and on which side it is not. */
export function windowProblem(
  signedAt: number,
  now: number,
  toleranceMilliseconds: number,
): 'too-old' | 'too-new' | undefined {
  invariant(Number.isSafeInteger(signedAt) && Number.isSafeInteger(now), 'instants are whole milliseconds');
  if (now - signedAt > toleranceMilliseconds) return 'too-old';
  if (signedAt - now > toleranceMilliseconds) return 'too-new';
  return undefined;
}

function timeProblem(
  scheme: SigningScheme,
  rule: TimestampRule,
  written: string | undefined,
  now: number,
): SignatureProblem | undefined {
  if (written === undefined) return 'no-timestamp';
  const signedAt = instantOf(rule, written);
  if (signedAt === undefined) return 'timestamp-unreadable';
  return windowProblem(signedAt, now, scheme.toleranceMilliseconds);
}

function instantOf(rule: TimestampRule, written: string): number | undefined {
  if (rule.written === 'instant') {
    try {
      return parseInstant(written);
    } catch (error) {
      if (isTallyError(error)) return undefined;
      throw error;
    }
  }
  if (!/^\d{1,15}$/.test(written)) return undefined;
  const instant = Number(written) * (rule.written === 'milliseconds' ? 1 : 1000);
  return Number.isSafeInteger(instant) ? instant : undefined;
}

function timestampText(rule: TimestampRule, headers: DeliveryHeaders): string | undefined {
  return elementsOf(headerText(headers, rule.header), rule.separator, rule.prefix)?.[0];
}

/** The signatures of the header that can be read; undefined where there is no such header. */
function signaturesOf(rule: SignatureRule, headers: DeliveryHeaders): readonly Uint8Array[] | undefined {
  const elements = elementsOf(headerText(headers, rule.header), rule.separator, rule.prefix);
  return elements?.slice(0, mostSignatures).flatMap((text) => {
    const bytes = decoded(text, rule.encoding ?? 'hex');
    return bytes?.length === digestBytes[rule.algorithm] ? [bytes] : [];
  });
}

/** Only the one proper way to write a digest is read, so that no changed character leaves it the same. */
function decoded(text: string, encoding: 'hex' | 'upper-case-hex' | 'base64'): Uint8Array | undefined {
  if (encoding === 'base64') {
    const bytes = Buffer.from(text, 'base64');
    return bytes.toString('base64') === text ? bytes : undefined;
  }
  const proper = encoding === 'hex' ? /^[0-9a-f]+$/ : /^[0-9A-F]+$/;
  return proper.test(text) ? Buffer.from(text, 'hex') : undefined;
}

function elementsOf(
  text: string | undefined,
  separator: 'comma' | 'space' | undefined,
  prefix = '',
): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const elements =
    separator === undefined ? [text] : text.split(separators[separator]).map((element) => element.trim());
  return elements
    .filter((element) => element.startsWith(prefix) && element.length > prefix.length)
    .map((element) => element.slice(prefix.length));
}

/** A header that came twice says nothing: which of both would be meant? */
export function headerText(headers: DeliveryHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : undefined;
}
