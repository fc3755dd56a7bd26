import type { AccessStore, Authenticator, Principal } from '@tallystick/access';
import { TallyError } from '@tallystick/errors';
import type { FastifyBaseLogger } from 'fastify';

/** How soon a change that another process made is noticed; those of this process at once. */
const lookMilliseconds = 1_000;

interface Watch {
  readonly principal: Principal;
  readonly ended: (error: TallyError) => void;
}

/**
 * Ends what lives longer than a request, such as WebSockets and subscriptions, when its token ends or is revoked, or when
 * what the token may do changes. All are looked at together, and only when something has changed or a token has
 * come to its end: however many wait, a second costs one question to the file.
 */
export class LiveAccess {
  private readonly watches = new Set<Watch>();
  private readonly stopListening: () => void;
  private timer: NodeJS.Timeout | undefined;
  private revision = '';
  private nextEnd = Infinity;

  constructor(
    private readonly store: AccessStore,
    private readonly authenticator: Authenticator,
    private readonly logger: Pick<FastifyBaseLogger, 'error'>,
    private readonly now: () => number = Date.now,
  ) {
    this.stopListening = store.onChanged(() => this.look());
  }

  /**
   * Calls `ended` once, with `subscription-ended`, when the principal is no longer what it was. The answer stops watching.
   */
  watch(principal: Principal, ended: (error: TallyError) => void): () => void {
    if (principal.authenticatedBy === 'nobody') return () => undefined;
    const watch: Watch = { principal, ended };
    if (this.watches.size === 0) {
      // What changed between authenticating and this call must not be missed: the first look looks at everything.
      this.revision = '';
      this.timer = setInterval(() => this.look(), lookMilliseconds).unref();
    }
    this.watches.add(watch);
    this.nextEnd = Math.min(this.nextEnd, principal.expiresAt ?? Infinity);
    if (this.problemOf(principal) !== undefined) setImmediate(() => this.endIfChanged(watch));
    return () => this.unwatch(watch);
  }

  close(): void {
    this.stopListening();
    clearInterval(this.timer);
    this.watches.clear();
  }

  private look(): void {
    try {
      const revision = this.store.revision();
      if (revision === this.revision && this.now() < this.nextEnd) return;
      for (const watch of [...this.watches]) this.endIfChanged(watch);
      this.revision = revision;
      this.nextEnd = Math.min(...[...this.watches].map(({ principal }) => principal.expiresAt ?? Infinity));
    } catch (error) {
      // The file may be held by another process for a moment; the next look tries again.
      this.logger.error({ err: error }, 'the access of live connections could not be looked at');
    }
  }

  private endIfChanged(watch: Watch): void {
    const problem = this.watches.has(watch) ? this.problemOf(watch.principal) : undefined;
    if (problem === undefined) return;
    this.unwatch(watch);
    watch.ended(
      new TallyError('subscription-ended', problem, [
        { place: 'authorization', problem, mend: 'Connect again with a token that stands.' },
      ]),
    );
  }

  private problemOf(principal: Principal): string | undefined {
    const renewed = this.authenticator.renewed(principal);
    if (renewed === undefined) return 'The token has ended or was revoked.';
    return isSame(renewed, principal) ? undefined : 'What the token may do has changed.';
  }

  private unwatch(watch: Watch): void {
    if (!this.watches.delete(watch) || this.watches.size > 0) return;
    clearInterval(this.timer);
    this.nextEnd = Infinity;
  }
}

function isSame(one: Principal, other: Principal): boolean {
  return (
    one.operator === other.operator &&
    one.grants.size === other.grants.size &&
    [...one.grants.values()].every(({ agreement, party, role }) => {
      const grant = other.grants.get(agreement);
      return grant?.party === party && grant.role === role;
    })
  );
}
