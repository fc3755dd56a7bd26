import { resolveKnownAt, type Services } from '@tallystick/application';
import { heavyCommands, type Offload } from '@tallystick/application-nest';
import { LRUCache } from 'lru-cache';
import { currentScope } from '../http/request-scope.js';
import type { Calculators } from './calculators.js';

/** Answers that depend on nothing but the ledger up to a position and the request's own fields. */
const pureQueries: ReadonlySet<string> = new Set([
  'GetStatement',
  'GetSealedStatement',
  'ExplainFigure',
  'ExplainTicket',
  'GetTicketHistory',
  'GetExitStatus',
]);
/** Statements are large; these are those that pages are looking at just now. */
const keptAnswers = 200;

interface KnownFields {
  readonly agreement: string;
  readonly knownAt?: string | undefined;
}

/** One answer being worked out, and how many wait for it. */
interface Shared {
  readonly answer: Promise<unknown>;
  readonly controller: AbortController;
  waiters: number;
}

/**
 * Has heavy requests worked out by the calculators, and keeps the answers of those that can never come out otherwise. Those
 * who ask the same at the same time wait for one answer; when none waits any more, it is given up.
 */
export class OffloadHeavyRequests implements Offload {
  private readonly kept = new LRUCache<string, { readonly value: unknown }>({ max: keptAnswers });
  private readonly running = new Map<string, Shared>();

  constructor(
    private readonly services: Services,
    private readonly calculators: Calculators,
  ) {}

  async run(request: object): Promise<unknown> {
    const { name } = request.constructor;
    const fields: object = { ...request };
    const signal = heavyCommands.has(name) ? undefined : currentScope()?.signal;
    if (!pureQueries.has(name)) {
      // What a thread reads of the stores, nobody notes.
      currentScope()?.basis?.noteUnkeepable();
      return this.calculators.run({ name, fields }, signal);
    }
    const known = fields as KnownFields;
    const { position } = await resolveKnownAt(this.services, known.agreement, known.knownAt);
    const pure = { ...fields, knownAt: String(position) };
    const key = JSON.stringify([name, pure]);
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept.value;
    return this.share(key, { name, fields: pure }, signal);
  }

  private async share(
    key: string,
    message: { readonly name: string; readonly fields: object },
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    let shared = this.running.get(key);
    if (shared === undefined) {
      const controller = new AbortController();
      const answer = this.calculators.run(message, controller.signal).then((value) => {
        this.kept.set(key, { value });
        return value;
      });
      const own: Shared = { answer, controller, waiters: 0 };
      const forget = (): void => {
        if (this.running.get(key) === own) this.running.delete(key);
      };
      answer.then(forget, forget);
      this.running.set(key, own);
      shared = own;
    }
    const joined = shared;
    joined.waiters += 1;
    const leave = (): void => {
      joined.waiters -= 1;
      if (joined.waiters > 0) return;
      // Whoever comes now begins anew.
      if (this.running.get(key) === joined) this.running.delete(key);
      joined.controller.abort();
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await joined.answer;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }
}
