import type { AccessStore } from './store/access-store.js';
import { type JsonWebTokenSettings } from './json-web-tokens/settings.js';
import { tokenVerifier, type VerifiedToken, type VerifyToken } from './json-web-tokens/verify-token.js';
import { nobody, type Principal } from './principal.js';
import type { TokenRecord } from './store/records.js';
import { looksLikeSecret } from './tokens/secret.js';
import { unauthenticated } from './unauthenticated.js';

export interface AuthenticatorOptions {
  /** Absent: only API tokens are taken. */
  readonly jsonWebTokens?: JsonWebTokenSettings | undefined;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** How a principal came in, by which it is looked at again. Holds no secret. */
type Origin =
  | { readonly kind: 'api-token'; readonly tokenId: string }
  | { readonly kind: 'json-web-token'; readonly verified: VerifiedToken };

/** Longer than any token that an identity provider makes. */
const longestCharacters = 16_384;

/** Finds out who asks. */
export class Authenticator {
  private readonly verifyToken: VerifyToken | undefined;
  private readonly now: () => number;
  private readonly origins = new WeakMap<Principal, Origin>();

  /** @throws TallyError `configuration`. */
  constructor(
    private readonly store: AccessStore,
    { jsonWebTokens, now = Date.now }: AuthenticatorOptions = {},
  ) {
    this.now = now;
    this.verifyToken = jsonWebTokens === undefined ? undefined : tokenVerifier(jsonWebTokens, now);
  }

  /**
   * Whose an `authorization` header or entry is; `nobody` where there is none.
   * @throws TallyError `unauthenticated` for anything that is no standing token, `identity-provider-unavailable`,
   * `access-store-unavailable`.
   */
  async principalOf(authorization: string | undefined): Promise<Principal> {
    if (authorization === undefined) return nobody;
    const token = bearerToken(authorization);
    if (looksLikeSecret(token)) {
      const found = this.store.tokenOfSecret(token);
      if (found === undefined) throw unauthenticated('It is mistyped, unknown, ended or revoked.');
      return this.ofApiToken(found);
    }
    if (this.verifyToken === undefined) throw unauthenticated('The server takes API tokens only.');
    return this.ofVerified(await this.verifyToken(token));
  }

  /**
   * The same principal as it is now, for what lives longer than a request: with the grants of now, and undefined where
   * its token has ended or was revoked. `nobody` stays.
   */
  renewed(principal: Principal): Principal | undefined {
    if (principal.authenticatedBy === 'nobody') return principal;
    if (principal.expiresAt !== undefined && principal.expiresAt <= this.now()) return undefined;
    const origin = this.origins.get(principal);
    if (origin === undefined) return undefined;
    if (origin.kind === 'json-web-token') return this.ofVerified(origin.verified);
    const token = this.store.token(origin.tokenId);
    return this.store.stands(token) ? this.ofApiToken(token) : undefined;
  }

  private ofApiToken({ id, subject, operator, expiresAt }: TokenRecord): Principal {
    const grants = this.store.grantsOf(subject);
    return this.remembered(
      { subject, authenticatedBy: 'api-token', operator, grants, expiresAt },
      { kind: 'api-token', tokenId: id },
    );
  }

  /** What is granted here goes before what the token claims: here it can be taken back at once. */
  private ofVerified(verified: VerifiedToken): Principal {
    const { subject, expiresAt } = verified;
    const grants = new Map([...verified.grants, ...this.store.grantsOf(subject)]);
    const operator = this.store.isOperator(subject);
    return this.remembered(
      { subject, authenticatedBy: 'json-web-token', operator, grants, expiresAt },
      { kind: 'json-web-token', verified },
    );
  }

  private remembered(principal: Principal, origin: Origin): Principal {
    this.origins.set(principal, origin);
    return principal;
  }
}

function bearerToken(authorization: string): string {
  const token = /^bearer +([^\s]+)$/i.exec(authorization.trim())?.[1];
  if (token === undefined || token.length > longestCharacters) {
    throw unauthenticated('It is not of the form `Bearer` and a token.');
  }
  return token;
}
