import { errorCatalogue, type ErrorCode, type ErrorDetail, isTallyError } from '@tallystick/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** How an error looks to a client, whatever the way in: GraphQL's `extensions`, or the body of an HTTP answer. */
export interface ErrorAnswer {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
  /** Of `ledger-conflict`: the position that the ledger is at. */
  readonly actualRevision?: number;
  readonly status: number;
}

/** Errors of Fastify and Mercurius that are the client's doing, by their own codes. */
const foreignCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request-invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request-invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request-invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request-invalid',
  FST_ERR_VALIDATION: 'request-invalid',
  FST_ERR_BAD_URL: 'request-invalid',
  MER_ERR_GQL_VALIDATION: 'query-invalid',
  MER_ERR_METHOD_NOT_ALLOWED: 'request-invalid',
  MER_ERR_GQL_CSRF_PREVENTION: 'request-invalid',
  MER_ERR_GQL_PERSISTED_QUERY_NOT_FOUND: 'query-unknown',
  MER_ERR_GQL_PERSISTED_QUERY_NOT_SUPPORTED: 'query-unknown',
  MER_ERR_GQL_PERSISTED_QUERY_MISMATCH: 'query-unknown',
  MER_ERR_GQL_SUBSCRIPTION_INVALID_OPERATION: 'request-invalid',
  MER_ERR_GQL_SUBSCRIPTION_UNKNOWN_EXTENSION: 'request-invalid',
  MER_ERR_GQL_SUBSCRIPTION_FORBIDDEN: 'request-invalid',
};

/** What to say of an error that is no GraphQL error. What nobody foresaw is `internal`, and says nothing of itself. */
export function answerTo(error: unknown): ErrorAnswer {
  if (isTallyError(error)) {
    const { code, message, details, httpStatus } = error;
    // Our own broken assumptions are no client's business.
    if (code === 'internal-invariant') return internal();
    const { actualRevision } = error as { readonly actualRevision?: number };
    return {
      code,
      message,
      details,
      status: httpStatus,
      ...(actualRevision !== undefined && { actualRevision }),
    };
  }
  const { code: foreign, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: string };
  const code = typeof foreign === 'string' ? foreignCodes[foreign] : undefined;
  if (code !== undefined) {
    return {
      code,
      message: message ?? errorCatalogue[code].meaning,
      details: [],
      status: errorCatalogue[code].httpStatus,
    };
  }
  return internal();
}

function internal(): ErrorAnswer {
  const { meaning, httpStatus } = errorCatalogue.internal;
  return { code: 'internal', message: meaning, details: [], status: httpStatus };
}

/** One GraphQL error as a client is told it: text, places and `extensions.code`, never a stack or a cause. */
export function formatGraphQLError(error: GraphQLError, requestId: string): GraphQLFormattedError {
  const { locations, path } = error;
  const place = { ...(locations !== undefined && { locations }), ...(path !== undefined && { path }) };
  const own = ownAnswer(error);
  const { message, code, details, actualRevision } = own;
  return {
    message,
    ...place,
    extensions: {
      code,
      details,
      requestId,
      ...(actualRevision !== undefined && { actualRevision }),
    },
  };
}

/**
 * Without a cause it is GraphQL's own: a syntax error, a rule that the document breaks, a variable of another type; or,
 * at a place in the answer, a result that the schema does not allow.
 */
function ownAnswer(error: GraphQLError): ErrorAnswer {
  const { originalError, extensions } = error;
  if (originalError !== undefined && originalError !== null && !(originalError instanceof GraphQLError)) {
    return answerTo(originalError);
  }
  // A compiled query tells of wrong variables in plain objects, which have no extensions.
  const { code, details } = (extensions ?? {}) as { code?: ErrorCode; details?: readonly ErrorDetail[] };
  const given = code !== undefined && code in errorCatalogue ? code : undefined;
  if (given === undefined && isOfResults(error)) return internal();
  const known = given ?? 'query-invalid';
  return {
    code: known,
    message: error.message,
    details: details ?? [],
    status: errorCatalogue[known].httpStatus,
  };
}

/**
 * Whether what a resolver gave is no value of its field (null where there has to be one, no list, no word of an enum): the
 * server's fault. At a place of the answer there are also arguments whose variable had null or nothing: the client's.
 */
function isOfResults({ path, message }: GraphQLError): boolean {
  return path !== undefined && !message.startsWith('Argument "');
}

/** The errors behind one error: Mercurius puts those of validation into one. */
export function unfold(error: GraphQLError): readonly GraphQLError[] {
  const inner = (error.originalError as { errors?: unknown } | undefined)?.errors;
  if (!Array.isArray(inner)) return [error];
  return inner.map((each: unknown) =>
    each instanceof GraphQLError
      ? each
      : new GraphQLError(messageOf(each), { extensions: { code: 'query-invalid' } }),
  );
}

/** An error that is sent as it is: what is told of any error, as an error of its own without a cause. */
export function formattedError(error: unknown, requestId: string): GraphQLError {
  const asGraphQL =
    error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
  const { message, locations, path, extensions } = formatGraphQLError(unfold(asGraphQL)[0]!, requestId);
  const formatted = new GraphQLError(message, { extensions, ...(path !== undefined && { path }) });
  if (locations !== undefined)
    Object.defineProperty(formatted, 'locations', { value: locations, enumerable: true });
  return formatted;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The HTTP status of an answer with errors: 200 where there is data beside them, else that of the first error. */
export function statusOf(errors: readonly GraphQLError[], hasData: boolean): number {
  if (hasData) return 200;
  return Math.max(...errors.flatMap(unfold).map((error) => ownAnswer(error).status), 200);
}
