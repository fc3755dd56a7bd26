import { createHash, randomBytes } from 'node:crypto';
import { type ErrorCode, type ErrorDetail, isTallyError, TallyError } from '@tallystick/errors';
import { ImportedFactsRecorder, type Services } from '@tallystick/application';
import { type ImportBatch, walkHistory } from '@tallystick/sources';
import type {
  DeadLetter,
  DeadLetterContent,
  DeadLetterLimits,
  DeadLetterQuery,
} from './deliveries/dead-letter.js';
import { DeliveryStore, type HistoryKey } from './deliveries/delivery-store.js';
import { keptHeaders } from './deliveries/kept-headers.js';
import { type Understood, understand } from './deliveries/understand.js';
import { SigningKeys } from './signature/signing-keys.js';
import { headerText, signatureProblem, signingScheme } from './signature/signing-scheme.js';
import type { DeliveryHeaders } from './webhook/delivery-headers.js';
import type { Webhook } from './webhook/webhook.js';

/** What became of a delivery. */
export interface DeliveryAnswer {
  /** `recorded`: what it says is in the ledger. `dead-lettered`: it waits for somebody to look at it. */
  readonly state: 'recorded' | 'dead-lettered';
  /** The same delivery came before; this is what it came to then. */
  readonly repeated: boolean;
  readonly delivery: string;
  /** Rows of the payload, those that the mapping leaves out, and those that could not be understood. */
  readonly rows: number;
  readonly ignored: number;
  readonly rejected: number;
  /** Facts newly recorded. */
  readonly facts: number;
  /** The ledger's head after it; null where nothing was recorded. */
  readonly revision: number | null;
  readonly deadLetter: number | null;
}

export interface IngestionOptions {
  readonly services: Services;
  /** The file of deliveries and dead letters. */
  readonly file: string;
  readonly webhooks: ReadonlyMap<string, Webhook>;
  readonly limits: DeadLetterLimits;
  /** Told why a delivery was refused; the sender is not. */
  readonly onRefused?: (source: string, problem: string) => void;
}

/** Errors after which the same delivery may well be recorded later. */
const transient: ReadonlySet<ErrorCode> = new Set([
  'input-output',
  'ledger-unavailable',
  'ledger-broken',
  'ledger-conflict',
  'ledger-partial-repeat',
]);
/** Deliveries of one agreement that may wait for their turn. */
const mostWaiting = 2000;
const deliveriesBetweenTidying = 10_000;

/**
 * Takes in what sources push. A delivery is on the disk before anything is made of it, is answered once its facts are in
 * the ledger, and its facts have ids that follow from it: wherever the process ends, sending it again, or starting
 * again, leads to the same facts, each once.
 */
export class Ingestion {
  readonly #services: Services;
  readonly #store: DeliveryStore;
  readonly #limits: DeadLetterLimits;
  readonly #onRefused: (source: string, problem: string) => void;
  #webhooks: ReadonlyMap<string, Webhook>;
  readonly #recorders = new Map<string, ImportedFactsRecorder>();
  /** The last work of each agreement; deliveries of one take turns. */
  readonly #turns = new Map<string, { last: Promise<unknown>; waiting: number }>();

  constructor({ services, file, webhooks, limits, onRefused }: IngestionOptions) {
    this.#services = services;
    this.#store = new DeliveryStore(file);
    this.#webhooks = webhooks;
    this.#limits = limits;
    this.#onRefused = onRefused ?? (() => undefined);
    this.#store.tidy(services.clock());
  }

  get webhooks(): readonly Webhook[] {
    return [...this.#webhooks.values()];
  }

  /** Takes other documents of sources, for instance with a mended mapping; what is under way ends as it began. */
  useWebhooks(webhooks: ReadonlyMap<string, Webhook>): void {
    this.#webhooks = webhooks;
  }

  /** Deliveries that were taken when the process ended: they are finished now. Resolves to how many. */
  async recover(): Promise<number> {
    const unfinished = this.#store.unfinished();
    for (const taken of unfinished) {
      const webhook = this.#webhooks.get(taken.source);
      if (webhook === undefined) continue;
      await this.#inTurn(webhook.agreement, () => this.#process(webhook, taken));
    }
    return unfinished.length;
  }

  /**
   * Takes in one delivery.
   * @param body byte for byte as it was sent.
   * @throws TallyError `delivery-refused` (one text, whatever was wrong and whether or not there is such a source),
   * `delivery-differs`, `dead-letters-full`; what the ledger and the disk throw: then it is to be sent again.
   */
  async receive(source: string, headers: DeliveryHeaders, body: Uint8Array): Promise<DeliveryAnswer> {
    const known = this.#webhooks.get(source);
    // A source that does not exist is checked like one that does, so that the time tells nothing.
    const { scheme, keys } = known ?? nobodysSource;
    const rule = known?.deliveryHeader;
    const now = this.#services.clock();
    const problem = signatureProblem(
      scheme,
      keys,
      { headers, body, delivery: rule === undefined ? undefined : headerText(headers, rule) },
      now,
    );
    if (known === undefined || problem !== undefined) {
      this.#onRefused(source, known === undefined ? 'no-such-source' : problem!);
      throw new TallyError('delivery-refused', 'The delivery is refused.');
    }
    return this.#inTurn(known.agreement, () => this.#take(known, headers, body, now));
  }

  deadLetters(query: DeadLetterQuery): readonly DeadLetter[] {
    return this.#store.letters(query);
  }

  countDeadLetters(query: Omit<DeadLetterQuery, 'first' | 'after'>): number {
    return this.#store.count(query);
  }

  deadLetter(id: number): DeadLetterContent | undefined {
    return this.#store.letter(id);
  }

  deadLettersWaiting(): number {
    return this.#store.waiting();
  }

  /**
   * Tries a dead letter again, by its source as it is now.
   * @param by who has it tried.
   * @returns what it came to; still `dead-lettered` where it is not understood yet.
   * @throws TallyError `dead-letter-unknown`, `dead-letter-settled`, `webhook-unknown`.
   */
  async replay(id: number, by: string): Promise<DeliveryAnswer> {
    const { agreement } = this.#waitingLetter(id);
    return this.#inTurn(agreement, async () => {
      const letter = this.#waitingLetter(id);
      const { number, source, delivery, receivedAt, headers } = letter;
      const webhook = this.#webhooks.get(source);
      if (webhook === undefined) {
        throw new TallyError('webhook-unknown', `There is no webhook source "${source}" any more.`, [
          {
            place: `dead letter ${id}`,
            problem: `It came from "${source}".`,
            mend: 'Add its document again, or discard the letter.',
          },
        ]);
      }
      const taken = { number, source, delivery, receivedAt, headers, body: letter.body! };
      const { answer, understood } = await this.#record(webhook, taken);
      if (understood.problems.length > 0) return this.#bury(webhook, taken, answer, understood);
      this.#store.settle(id, { state: 'replayed', at: this.#services.clock(), by, answer });
      return answer;
    });
  }

  /** Settles a dead letter without recording anything of it. @throws TallyError as `replay`. */
  discard(id: number, by: string, reason: string): void {
    const { delivery } = this.#waitingLetter(id);
    const answer = { ...emptyAnswer(delivery), deadLetter: id };
    this.#store.settle(id, { state: 'discarded', at: this.#services.clock(), by, reason, answer });
  }

  /** Waits for what is under way, then lets the file go. */
  async close(): Promise<void> {
    await Promise.all([...this.#turns.values()].map(({ last }) => last));
    for (const recorder of this.#recorders.values()) recorder.close();
    this.#store.close();
  }

  #waitingLetter(id: number): NonNullable<ReturnType<DeliveryStore['letter']>> {
    const letter = this.#store.letter(id);
    if (letter === undefined) throw new TallyError('dead-letter-unknown', `There is no dead letter ${id}.`);
    if (letter.state !== 'waiting') {
      throw new TallyError(
        'dead-letter-settled',
        `The dead letter ${id} was ${letter.state} by ${letter.settledBy ?? 'somebody'}.`,
      );
    }
    return letter;
  }

  async #take(
    webhook: Webhook,
    headers: DeliveryHeaders,
    body: Uint8Array,
    now: number,
  ): Promise<DeliveryAnswer> {
    const digest = createHash('sha256').update(body).digest('hex');
    const named = webhook.deliveryOf(headers, () => jsonOf(body));
    const delivery = (named ?? digest).slice(0, longestDelivery);
    const kept = keptHeaders(headers, webhook.scheme.rule.header, webhook.wordHeaders);
    const known = this.#store.find(webhook.name, delivery);
    const taken = { source: webhook.name, delivery, receivedAt: now, body, headers: kept };
    if (known === undefined) {
      const number = this.#store.take(taken, digest);
      if (number % deliveriesBetweenTidying === 0) this.#store.tidy(now);
      return this.#process(webhook, { ...taken, number });
    }
    if (known.digest === digest) {
      if (known.state === 'taken') return this.#process(webhook, { ...taken, number: known.number });
      return { ...(JSON.parse(known.answer!) as DeliveryAnswer), repeated: true };
    }
    this.#keepDiffering(webhook, taken, digest, now);
    throw new TallyError(
      'delivery-differs',
      'A delivery of that name was received before, and said something else.',
    );
  }

  /** What came under a used name is kept beside it, once. */
  #keepDiffering(
    webhook: Webhook,
    taken: Parameters<DeliveryStore['take']>[0],
    digest: string,
    now: number,
  ): void {
    const delivery = `${taken.delivery.slice(0, longestDelivery - 20)} (${digest.slice(0, 12)})`;
    if (this.#store.find(webhook.name, delivery) !== undefined) return;
    const number = this.#store.take({ ...taken, delivery }, digest);
    const problems: ErrorDetail[] = [
      {
        place: 'the delivery',
        problem: `The name ${JSON.stringify(taken.delivery)} was that of another delivery.`,
        mend: 'Replay it where it is an event of its own, discard it where not.',
      },
    ];
    this.#bury(
      webhook,
      { ...taken, delivery, number },
      emptyAnswer(delivery),
      {
        problems,
        code: 'delivery-differs',
      },
      now,
    );
  }

  async #process(webhook: Webhook, taken: Taken): Promise<DeliveryAnswer> {
    const { answer, understood } = await this.#record(webhook, taken);
    if (understood.problems.length > 0) return this.#bury(webhook, taken, answer, understood);
    this.#store.finish(taken.number, answer);
    return answer;
  }

  /** Records what can be understood of a delivery. @throws only what makes it worth sending again. */
  async #record(
    webhook: Webhook,
    taken: Taken,
  ): Promise<{
    readonly answer: DeliveryAnswer;
    readonly understood: Pick<Understood, 'problems' | 'code'>;
  }> {
    const understood = await understand(webhook, taken.headers, taken.body);
    const { read } = understood;
    if (read === undefined) return { answer: emptyAnswer(taken.delivery), understood };
    const counts = { rows: read.rows, ignored: read.ignored, rejected: read.rejects.length };
    const answer = { ...emptyAnswer(taken.delivery), ...counts };
    try {
      const batch = this.#factsOf(webhook, taken.number, read);
      if (batch.facts.length === 0 && batch.withdrawnKeys.length === 0) return { answer, understood };
      const { facts, head } = await this.#recorder(webhook.agreement).record(batch);
      return { answer: { ...answer, facts, revision: head.position }, understood };
    } catch (error) {
      if (!isTallyError(error) || transient.has(error.code)) throw error;
      const problems =
        error.details.length > 0 ? error.details : [{ place: 'the ledger', problem: error.message }];
      return { answer, understood: { problems, code: error.code } };
    }
  }

  /** The facts that follow from a payload, and for histories from what came before it. */
  #factsOf(
    webhook: Webhook,
    number: number,
    read: NonNullable<Understood['read']>,
  ): Pick<ImportBatch, 'facts' | 'withdrawnKeys'> {
    const { mapping, history } = read;
    if (history.length === 0) return read;
    const { agreement, assertedBy } = webhook;
    const keys = new Map<string, HistoryKey>();
    const rows = history.map((row) => {
      const key = { agreement, system: mapping.system, kind: mapping.document.rows.kind, about: row.about };
      keys.set(row.about, key);
      return { ...row, history: key };
    });
    this.#store.putRows(number, rows);
    const facts = [...keys.values()].flatMap((key) => {
      const known = this.#store.rowsOf(key);
      const walked = walkHistory(mapping, key.about, known, assertedBy);
      this.#store.forgetRows(key, known, walked.withoutFacts);
      return walked.facts;
    });
    return { facts: [...read.facts, ...facts], withdrawnKeys: read.withdrawnKeys };
  }

  #bury(
    webhook: Webhook,
    taken: Taken,
    answer: DeliveryAnswer,
    { problems, code }: Pick<Understood, 'problems' | 'code'>,
    at: number = this.#services.clock(),
  ): DeliveryAnswer {
    const told = (id: number): DeliveryAnswer => ({ ...answer, state: 'dead-lettered', deadLetter: id });
    const letter = { agreement: webhook.agreement, at, code, problems };
    const id = this.#store.bury(taken.number, letter, told, this.#limits);
    if (id !== undefined) return told(id);
    this.#store.release(taken.number);
    throw new TallyError(
      'dead-letters-full',
      'The delivery cannot be understood and cannot be kept; send it again later.',
    );
  }

  #recorder(agreement: string): ImportedFactsRecorder {
    const known = this.#recorders.get(agreement);
    if (known !== undefined) return known;
    const recorder = new ImportedFactsRecorder(this.#services, agreement);
    this.#recorders.set(agreement, recorder);
    return recorder;
  }

  async #inTurn<T>(agreement: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(agreement) ?? { last: Promise.resolve(), waiting: 0 };
    this.#turns.set(agreement, turn);
    if (turn.waiting >= mostWaiting) {
      throw new TallyError('work-queue-full', 'Too many deliveries wait already; send it again later.');
    }
    turn.waiting += 1;
    const mine = turn.last.then(work);
    turn.last = mine
      .catch(() => undefined)
      .finally(() => {
        turn.waiting -= 1;
      });
    return mine;
  }
}

interface Taken {
  readonly number: number;
  readonly source: string;
  readonly delivery: string;
  readonly receivedAt: number;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** A name longer than this names nothing that a person could look up. */
const longestDelivery = 200;

function emptyAnswer(delivery: string): DeliveryAnswer {
  return {
    state: 'recorded',
    repeated: false,
    delivery,
    rows: 0,
    ignored: 0,
    rejected: 0,
    facts: 0,
    revision: null,
    deadLetter: null,
  };
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What a source that does not exist is held against; nobody knows its key. */
const nobodysSource = {
  scheme: signingScheme({ algorithm: 'hmac-sha256', header: 'x-signature' }),
  keys: new SigningKeys([randomBytes(32)]),
};
