/** Codes with which a WebSocket is closed, as graphql-transport-ws has them, and those of WebSocket itself. */
export const closeCodes = {
  goingAway: 1001,
  tooLarge: 1009,
  badRequest: 4400,
  unauthorised: 4401,
  forbidden: 4403,
  initialisationTimeout: 4408,
  operationExists: 4409,
  tooManyInitialisations: 4429,
  tooManyRequests: 4429,
} as const;

/** What of a WebSocket of `ws` is used here. */
export interface ServerSocket {
  readonly readyState: number;
  readonly OPEN: number;
  readonly bufferedAmount: number;
  send: (data: string, done?: (error?: Error) => void) => void;
  close(code: number, reason: string): void;
  terminate(): void;
  ping(): void;
  on(event: 'message', listener: (data: Buffer) => void): void;
  on(event: 'pong' | 'close', listener: () => void): void;
}

export type ClientMessage =
  | { readonly type: 'connection_init' }
  | { readonly type: 'ping' | 'pong' }
  | { readonly type: 'subscribe'; readonly id: string }
  | { readonly type: 'complete'; readonly id: string };

/** Reads a message of graphql-transport-ws; undefined where it is none. */
export function readClientMessage(text: string): ClientMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(message)) return undefined;
  const { type, id, payload } = message;
  const hasPayload = payload !== undefined && payload !== null;
  if (type === 'connection_init' || type === 'ping' || type === 'pong') {
    return !hasPayload || isRecord(payload) ? { type } : undefined;
  }
  if (typeof id !== 'string' || id === '' || id.length > 200) return undefined;
  if (type === 'complete') return { type, id };
  if (type !== 'subscribe' || !isRecord(payload) || 'extensions' in message) return undefined;
  const { query, variables, operationName } = payload;
  const isSound =
    typeof query === 'string' &&
    (variables === undefined || variables === null || isRecord(variables)) &&
    (operationName === undefined || operationName === null || typeof operationName === 'string');
  return isSound ? { type, id } : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
