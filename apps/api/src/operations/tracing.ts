import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import { isTallyError } from '@tallystick/errors';
import type { Configuration } from '../configuration/settings.js';
import { currentScope, runInScope } from '../http/request-scope.js';
import type { RecordedSpan } from './recorded-span.js';

/** Makes spans where traces are configured; otherwise just does the work. */
export interface Tracing {
  /** Begins the span of a request, as a child of the caller's where `traceparent` names one. */
  begin(
    name: string,
    traceparent: string | undefined,
  ): { readonly context: Context; readonly span: Span } | undefined;
  /** Does the work in a span below the one that the request is in. */
  span<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>;
  /** Tells of what is over already, such as the work of a thread. @returns what is below it; undefined where no traces are made. */
  past(span: RecordedSpan, parent: Context | undefined): Context | undefined;
  /** Sends what is not sent yet. */
  close(): Promise<void>;
}

const none: Tracing = {
  begin: () => undefined,
  span: (_name, _attributes, work) => work(),
  past: () => undefined,
  close: () => Promise.resolve(),
};

export async function openTracing({
  tracesUrl,
  tracesHeaders,
}: Pick<Configuration, 'tracesUrl' | 'tracesHeaders'>): Promise<Tracing> {
  if (tracesUrl === undefined) return none;
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const exporter = new OTLPTraceExporter({ url: tracesUrl, headers: headersOf(tracesHeaders) });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'tally-server' }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000 })],
  });
  return tracingWith(provider.getTracer('tally-server'), () => provider.shutdown());
}

function tracingWith(tracer: Tracer, close: () => Promise<void>): Tracing {
  return {
    close,
    begin: (name, traceparent) => {
      const parent = parentOf(traceparent);
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent);
      return { span, context: trace.setSpan(parent, span) };
    },
    past: ({ name, attributes, began, ended, failure }, parent) => {
      if (parent === undefined) return undefined;
      const span = tracer.startSpan(name, { attributes, startTime: began }, parent);
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
      span.end(ended);
      return trace.setSpan(parent, span);
    },
    span: async (name, attributes, work) => {
      const scope = currentScope();
      if (scope?.trace === undefined) return work();
      const span = tracer.startSpan(name, { attributes }, scope.trace);
      try {
        return await runInScope({ ...scope, trace: trace.setSpan(scope.trace, span) }, work);
      } catch (error) {
        // The code says what went wrong; the text may hold what is nobody's business.
        span.setStatus({
          code: SpanStatusCode.ERROR,
          message: isTallyError(error) ? error.code : 'internal',
        });
        throw error;
      } finally {
        span.end();
      }
    },
  };
}

/** The caller's span, as W3C Trace Context writes it; anything else is ignored, as the standard asks. */
function parentOf(traceparent: string | undefined): Context {
  const [, version, traceId, spanId, flags] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/.exec(traceparent ?? '') ?? [];
  const isSound =
    version !== undefined && version !== 'ff' && !/^0+$/.test(traceId!) && !/^0+$/.test(spanId!);
  if (!isSound) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags!, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: traceId!,
    spanId: spanId!,
    traceFlags,
    isRemote: true,
  });
}

/** `name=value,name=value`. */
function headersOf(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]),
  );
}
