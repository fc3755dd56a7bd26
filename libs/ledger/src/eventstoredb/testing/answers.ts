import { type ServiceError, Metadata, status } from '@grpc/grpc-js';

function answer(
  code: status,
  details: string,
  trailers: Readonly<Record<string, string>> = {},
): ServiceError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

/** The server's refusals, with the codes and trailers of EventStore.Core's RpcExceptions. */
export const refusals = {
  notReady: () => answer(status.UNAVAILABLE, 'Server Is Not Ready'),
  busy: () => answer(status.UNAVAILABLE, 'Server Is Too Busy'),
  timeout: () => answer(status.ABORTED, 'Operation timed out'),
  notLeader: (host: string, port: number) =>
    answer(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    }),
  accessDenied: () => answer(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  unauthenticated: () => answer(status.UNAUTHENTICATED, 'Bad HTTP response. Status code: 401'),
  streamDeleted: (stream: string) =>
    answer(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),
  wrongExpectedVersion: (operation: string, stream: string, expected: string, current: number | undefined) =>
    answer(status.FAILED_PRECONDITION, `${operation} failed due to WrongExpectedVersion.`, {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': expected,
      'actual-version': current === undefined ? '' : String(current),
    }),
  appendTooLarge: (bytes: number) =>
    answer(status.INVALID_ARGUMENT, `Maximum Append Size of ${bytes} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(bytes),
    }),
  metadataMissing: (property: string) =>
    answer(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    }),
  invalid: (details: string) => answer(status.INVALID_ARGUMENT, details),
  unimplemented: () => answer(status.UNIMPLEMENTED, 'Service is unimplemented.'),
} as const;
