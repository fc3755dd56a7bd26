/** One message of graphql-transport-ws from the server. */
export interface ServerMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A WebSocket without a client's manners: it sends what it is told, in whatever order. */
export interface RawSocket {
  send(message: unknown): void;
  /** The next message that is looked for, those that came before included. */
  next(wanted: (message: ServerMessage) => boolean): Promise<ServerMessage>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  close(): void;
}

export async function openSocket(url: string, protocol = 'graphql-transport-ws'): Promise<RawSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), protocol);
  const received: ServerMessage[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const each of waiting) each();
  };
  socket.addEventListener('message', ({ data }) => {
    received.push(JSON.parse(String(data)) as ServerMessage);
    wake();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.addEventListener('close', ({ code, reason }) => {
      resolve({ code, reason });
      wake();
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('The WebSocket was not opened.')));
  });
  return {
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const index = received.findIndex(wanted);
          if (index >= 0) {
            waiting.delete(look);
            resolve(received.splice(index, 1)[0]!);
          } else if (socket.readyState === WebSocket.CLOSED) {
            waiting.delete(look);
            reject(
              new Error(
                `The WebSocket was closed before the message came, after ${JSON.stringify(received)}.`,
              ),
            );
          }
        };
        waiting.add(look);
        look();
      }),
    closed,
    close: () => socket.close(),
  };
}
