import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ProjectionStatus } from '@tallystick/read-models';

/** How many names of operations and agreements have figures of their own; what comes after is `other`. */
const ownNames = 200;
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What is looked up when the figures are asked for. */
export interface MetricSources {
  projections(): Promise<readonly ProjectionStatus[]>;
  openSockets(): number;
  work(): { readonly busy: number; readonly waiting: number };
}

/** The server's figures in the form that Prometheus reads; docs/guides/operating.md lists them. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly operationNames = new Set<string>();

  private readonly httpRequests = this.histogram(
    'tally_http_request_seconds',
    'Time to answer HTTP requests.',
    ['method', 'route', 'status'],
  );
  private readonly operations = this.histogram(
    'tally_graphql_operation_seconds',
    'Time to answer GraphQL operations.',
    ['operation', 'outcome'],
  );
  private readonly answers = this.counter(
    'tally_graphql_answers_total',
    'Answers without an error to questions that came by POST: kept from before, or made.',
    ['from'],
  );
  private readonly errors = this.counter('tally_errors_total', 'Errors told to clients, by code.', ['code']);
  private readonly requests = this.histogram('tally_request_seconds', 'Time of commands and queries.', [
    'request',
    'outcome',
  ]);
  private readonly appends = this.histogram(
    'tally_ledger_append_seconds',
    'Time to append a batch to the ledger.',
    ['outcome'],
  );
  private readonly facts = this.counter('tally_ledger_facts_total', 'Facts recorded.', []);
  private readonly reads = this.counter(
    'tally_reads_total',
    'Reads of the ledger and the read models, other than by worker threads.',
    ['store', 'read'],
  );

  constructor(sources: MetricSources) {
    collectDefaultMetrics({ register: this.registry });
    const lag = this.gauge(
      'tally_projection_lag_facts',
      'Facts that the read models are behind, of those furthest behind.',
      ['agreement'],
    );
    const greatest = this.gauge(
      'tally_projection_lag_facts_greatest',
      'The greatest lag of all agreements.',
      [],
    );
    const agreements = this.gauge('tally_agreements', 'Agreements that the ledger holds.', []);
    const sockets = this.gauge('tally_websockets', 'WebSockets that are open.', []);
    const busy = this.gauge('tally_work_busy', 'Heavy requests that a thread is working out.', []);
    const waiting = this.gauge('tally_work_waiting', 'Heavy requests that wait for a thread.', []);
    this.collect = async () => {
      const projections = await sources.projections();
      const behind = projections
        .map(({ agreement, head, checkpoint }) => ({ agreement, facts: head - checkpoint }))
        .sort((one, other) => other.facts - one.facts);
      lag.reset();
      for (const { agreement, facts } of behind.slice(0, ownNames)) lag.set({ agreement }, facts);
      greatest.set(behind[0]?.facts ?? 0);
      agreements.set(projections.length);
      sockets.set(sources.openSockets());
      busy.set(sources.work().busy);
      waiting.set(sources.work().waiting);
    };
  }

  readonly contentType = this.registry.contentType;
  private readonly collect: () => Promise<void>;

  async text(): Promise<string> {
    await this.collect();
    return this.registry.metrics();
  }

  httpRequest(method: string, route: string | undefined, status: number, elapsedSeconds: number): void {
    this.httpRequests.observe({ method, route: route ?? 'none', status: String(status) }, elapsedSeconds);
  }

  operation(name: string | null | undefined, outcome: 'answered' | 'failed', elapsedSeconds: number): void {
    this.operations.observe({ operation: this.ownName(name ?? 'unnamed'), outcome }, elapsedSeconds);
  }

  answer(from: 'kept' | 'made'): void {
    this.answers.inc({ from });
  }

  error(code: string): void {
    this.errors.inc({ code });
  }

  request(request: string, outcome: 'done' | 'failed', elapsedSeconds: number): void {
    this.requests.observe({ request, outcome }, elapsedSeconds);
  }

  append(outcome: 'recorded' | 'repeated' | 'refused', facts: number, elapsedSeconds: number): void {
    this.appends.observe({ outcome }, elapsedSeconds);
    if (outcome === 'recorded') this.facts.inc(facts);
  }

  read(store: 'ledger' | 'views', read: string): void {
    this.reads.inc({ store, read });
  }

  /** Clients make names up; only so many are kept apart. */
  private ownName(name: string): string {
    if (this.operationNames.has(name)) return name;
    if (this.operationNames.size >= ownNames) return 'other';
    this.operationNames.add(name);
    return name;
  }

  private histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets: seconds, registers: [this.registry] });
  }

  private counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private gauge<Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
