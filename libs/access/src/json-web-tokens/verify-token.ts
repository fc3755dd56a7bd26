import { TallyError } from '@tallystick/errors';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { requireGrant } from '../store/checks.js';
import type { Grant } from '../principal.js';
import { unauthenticated } from '../unauthenticated.js';
import { keySource } from './keys.js';
import { type JsonWebTokenSettings, requireSoundSettings } from './settings.js';

/** What a JSON Web Token shows. */
export interface VerifiedToken {
  /** `issuer|sub`. */
  readonly subject: string;
  /** Epoch milliseconds: `exp` and the tolerance. */
  readonly expiresAt: number;
  /** What the configured claim grants, by agreement. */
  readonly grants: ReadonlyMap<string, Grant>;
}

export type VerifyToken = (token: string) => Promise<VerifiedToken>;

/** A subject is the `actor` of facts, which is a text of up to this length. */
const longestSubject = 200;

/**
 * How the JSON Web Tokens of an issuer are checked: signature by one of its keys with an allowed algorithm, `iss`, `aud`,
 * `exp` (which must be there), `nbf`, `sub`.
 * @param now epoch milliseconds.
 * @throws TallyError `configuration`; the check throws `unauthenticated` and `identity-provider-unavailable`.
 */
export function tokenVerifier(settings: JsonWebTokenSettings, now: () => number): VerifyToken {
  requireSoundSettings(settings);
  const { issuer, audiences, algorithms, toleranceSeconds, grantsClaim } = settings;
  const keys = keySource(settings, now);
  return async (token) => {
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, keys, {
        issuer,
        audience: [...audiences],
        algorithms: [...algorithms],
        clockTolerance: toleranceSeconds,
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(now()),
      }));
    } catch (error) {
      throw error instanceof errors.JOSEError ? unauthenticated(problemOf(error), error) : error;
    }
    return {
      subject: subjectOf(issuer, payload.sub),
      expiresAt: (payload.exp! + toleranceSeconds) * 1000,
      grants: grantsClaim === undefined ? new Map() : grantsOfClaim(grantsClaim, payload[grantsClaim]),
    };
  };
}

function subjectOf(issuer: string, sub: unknown): string {
  const subject = `${issuer}|${String(sub)}`;
  const isGood =
    typeof sub === 'string' &&
    sub !== '' &&
    sub === sub.trim() &&
    !/\p{C}/u.test(sub) &&
    subject.length <= longestSubject;
  if (isGood) return subject;
  throw unauthenticated('Its `sub` cannot be the name of somebody who records facts.');
}

/** A token with a claim that says nothing clear is refused: half of what was meant would be worse than nothing. */
function grantsOfClaim(claim: string, value: unknown): ReadonlyMap<string, Grant> {
  const malformed = (problem: string) => unauthenticated(`Its claim "${claim}" ${problem}.`);
  if (value === undefined) return new Map();
  if (!Array.isArray(value)) throw malformed('is not a list');
  const grants = new Map<string, Grant>();
  for (const each of value as readonly unknown[]) {
    const { agreement, party, role } = (each ?? {}) as Partial<Record<keyof Grant, unknown>>;
    if (typeof agreement !== 'string' || typeof party !== 'string' || typeof role !== 'string') {
      throw malformed('has an entry without agreement, party or role');
    }
    const grant = { agreement, party, role } as Grant;
    try {
      requireGrant(grant);
    } catch (error) {
      throw error instanceof TallyError ? malformed('grants a role that there is not for the party') : error;
    }
    if (grants.has(agreement)) throw malformed('grants two roles in one agreement');
    grants.set(agreement, grant);
  }
  return grants;
}

/** What is wrong with a token, for whoever holds it; nothing of the token itself. */
function problemOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'It has ended.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return claimProblems[error.claim] ?? 'Its claims are not sound.';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'It is signed in a way that is not allowed.';
  if (error instanceof errors.JWKSNoMatchingKey)
    return 'It is signed with a key that the issuer does not publish.';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'It does not say by which key it is signed.';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'Its signature is wrong.';
  return 'It is not a signed JSON Web Token.';
}

const claimProblems: Readonly<Record<string, string>> = {
  iss: 'It is of another issuer.',
  aud: 'It is meant for another server.',
  nbf: 'It does not hold yet.',
  exp: 'It does not say when it ends.',
  sub: 'It does not say whose it is.',
};
