import type { FastifyBaseLogger } from 'fastify';
import type { Configuration } from '../../configuration/settings.js';
import { closeCodes, readClientMessage, type ServerSocket } from './messages.js';

const initialisationMilliseconds = 10_000;
const minuteMilliseconds = 60_000;

type SocketLimits = Pick<
  Configuration,
  | 'bodyBytes'
  | 'socketMessagesPerMinute'
  | 'socketOperations'
  | 'socketBufferBytes'
  | 'socketHeartbeatSeconds'
>;

/**
 * Stands between one WebSocket and mercurius, which speaks graphql-transport-ws but sets no limits: what is no message
 * of the protocol, comes too often, is too large, or too much at once, closes the connection with the protocol's code.
 */
export class SocketGuard {
  private readonly operations = new Set<string>();
  private messages = 0;
  private minuteBegan = Date.now();
  private initialised = false;
  private alive = true;
  private readonly initialisation: NodeJS.Timeout;
  private readonly heartbeat: NodeJS.Timeout;
  private readonly ends: (() => void)[] = [];

  constructor(
    private readonly socket: ServerSocket,
    private readonly limits: SocketLimits,
    private readonly logger: FastifyBaseLogger,
  ) {
    this.initialisation = setTimeout(
      () => this.close(closeCodes.initialisationTimeout, 'Connection initialisation timeout'),
      initialisationMilliseconds,
    );
    this.heartbeat = setInterval(() => this.beat(), limits.socketHeartbeatSeconds * 1000);
    // First of all listeners: mercurius finds the socket closing where a message was refused, and starts nothing.
    socket.on('message', (data: Buffer) => this.receive(data));
    socket.on('pong', () => (this.alive = true));
    socket.on('close', () => this.release());
    this.interceptSending();
  }

  /** Calls back once when the connection has ended. */
  onEnd(end: () => void): void {
    this.ends.push(end);
  }

  close(code: number, reason: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.logger.debug({ code, reason }, 'a WebSocket is closed');
    this.socket.close(code, reason);
  }

  private release(): void {
    clearTimeout(this.initialisation);
    clearInterval(this.heartbeat);
    for (const end of this.ends.splice(0)) end();
  }

  private beat(): void {
    if (!this.alive) {
      this.logger.debug('a WebSocket has not answered the heartbeat');
      this.socket.terminate();
      return;
    }
    this.alive = false;
    this.socket.ping();
  }

  private receive(data: Buffer): void {
    this.alive = true;
    if (data.length > this.limits.bodyBytes) {
      this.close(closeCodes.tooLarge, `A message is larger than ${this.limits.bodyBytes} bytes`);
      return;
    }
    if (!this.countMessage()) {
      this.close(
        closeCodes.tooManyRequests,
        `More than ${this.limits.socketMessagesPerMinute} messages a minute`,
      );
      return;
    }
    const message = readClientMessage(data.toString());
    if (message === undefined) {
      this.close(closeCodes.badRequest, 'A message is none of graphql-transport-ws');
    } else if (message.type === 'connection_init') {
      if (this.initialised) this.close(closeCodes.tooManyInitialisations, 'Too many initialisation requests');
      this.initialised = true;
      clearTimeout(this.initialisation);
    } else if (message.type === 'subscribe') {
      this.begin(message.id);
    } else if (message.type === 'complete') {
      this.operations.delete(message.id);
    }
  }

  private countMessage(): boolean {
    const now = Date.now();
    if (now - this.minuteBegan >= minuteMilliseconds) {
      this.minuteBegan = now;
      this.messages = 0;
    }
    this.messages += 1;
    return this.messages <= this.limits.socketMessagesPerMinute;
  }

  private begin(id: string): void {
    if (!this.initialised) {
      this.close(closeCodes.unauthorised, 'Unauthorized');
    } else if (this.operations.has(id)) {
      this.close(closeCodes.operationExists, `Subscriber for ${id} already exists`);
    } else if (this.operations.size >= this.limits.socketOperations) {
      this.close(
        closeCodes.tooManyRequests,
        `More than ${this.limits.socketOperations} operations at a time`,
      );
    } else {
      this.operations.add(id);
    }
  }

  /** Sees what mercurius sends: which operations end, what is no error of ours, and how much waits to be read. */
  private interceptSending(): void {
    const { socket } = this;
    const send = socket.send.bind(socket);
    socket.send = (data, done) => {
      if (socket.bufferedAmount > this.limits.socketBufferBytes) {
        // It would not read a reason either.
        this.logger.warn(
          { bufferedBytes: socket.bufferedAmount },
          'a WebSocket does not read what it asked for',
        );
        socket.terminate();
        done?.(new Error('The WebSocket is not read.'));
        return;
      }
      send(this.sifted(data), done);
    };
  }

  private sifted(data: string): string {
    // Every answer passes here; only those that are not `next` are read.
    if (data.startsWith('{"type":"next"')) return data;
    const message = JSON.parse(data) as { type: string; id?: string; payload?: unknown };
    if (message.type === 'complete' || message.type === 'error') this.operations.delete(message.id ?? '');
    if (message.type === 'connection_error') {
      this.close(closeCodes.forbidden, 'Forbidden');
      return data;
    }
    if (message.type !== 'error') return data;
    const [error] = message.payload as { message: string; extensions?: { code?: unknown } }[];
    if (typeof error?.extensions?.code === 'string') return data;
    // Thrown by mercurius itself: a syntax error says where, anything else nothing that helps.
    const said = error?.message.startsWith('Syntax Error') === true;
    const payload = [
      {
        ...(said ? error : { message: 'The operation cannot be carried out over this connection.' }),
        extensions: { code: said ? 'query-invalid' : 'request-invalid', details: [] },
      },
    ];
    return JSON.stringify({ ...message, payload });
  }
}
