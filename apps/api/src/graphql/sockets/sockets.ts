import type { IncomingMessage } from 'node:http';
import { invariant } from '@tallystick/errors';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { Configuration } from '../../configuration/settings.js';
import { closeCodes, type ServerSocket } from './messages.js';
import { SocketGuard } from './socket-guard.js';

const protocol = 'graphql-transport-ws';

/** What of the WebSocket server of `ws` is used here. */
interface SocketServer {
  readonly options: { handleProtocols?: (offered: ReadonlySet<string>) => string | false };
  on(event: 'connection', listener: (socket: ServerSocket) => void): void;
}

/** All WebSockets of the server, each under its guard. */
export class Sockets {
  private readonly guards = new Map<unknown, SocketGuard>();
  private readonly perAddress = new Map<string, number>();

  constructor(
    private readonly configuration: Configuration,
    private readonly logger: FastifyBaseLogger,
  ) {}

  get open(): number {
    return this.guards.size;
  }

  /**
   * Takes the WebSocket server of mercurius under guard. Mercurius registers it inside a plugin of its own, where it can
   * only be found by looking at every plugin as it is registered; so this is called before mercurius is.
   */
  watch(fastify: FastifyInstance): void {
    const instances: FastifyInstance[] = [];
    fastify.addHook('onRegister', (instance) => void instances.push(instance));
    fastify.addHook('onReady', () => {
      const found = instances.find((instance) => 'websocketServer' in instance);
      if (found === undefined) throw new Error('mercurius has registered no WebSocket server');
      const { websocketServer } = found as unknown as { readonly websocketServer: SocketServer };
      websocketServer.options.handleProtocols = (offered) => (offered.has(protocol) ? protocol : false);
      websocketServer.on('connection', (socket: ServerSocket) => this.take(socket));
      return Promise.resolve();
    });
  }

  /** Whether a WebSocket may be opened: it speaks the one protocol. */
  readonly verifyClient = (info: { readonly req: IncomingMessage }): boolean => {
    const offered = info.req.headers['sec-websocket-protocol'] ?? '';
    return offered.split(',').some((each) => each.trim() === protocol);
  };

  /** Counts the connection for its address, and closes it where that has too many. The signal aborts when it ends. */
  admit(socket: unknown, { ip }: FastifyRequest): AbortSignal {
    const guard = this.guards.get(socket);
    invariant(guard !== undefined, 'every WebSocket is under guard');
    const controller = new AbortController();
    guard.onEnd(() => controller.abort());
    const already = this.perAddress.get(ip) ?? 0;
    if (already >= this.configuration.socketsPerAddress) {
      guard.close(closeCodes.tooManyRequests, 'Too many connections from this address');
      return controller.signal;
    }
    this.perAddress.set(ip, already + 1);
    guard.onEnd(() => {
      const left = (this.perAddress.get(ip) ?? 1) - 1;
      if (left === 0) this.perAddress.delete(ip);
      else this.perAddress.set(ip, left);
    });
    return controller.signal;
  }

  closeAll(): void {
    for (const guard of this.guards.values())
      guard.close(closeCodes.goingAway, 'The server is being stopped');
  }

  private take(socket: ServerSocket): void {
    const guard = new SocketGuard(socket, this.configuration, this.logger);
    this.guards.set(socket, guard);
    guard.onEnd(() => this.guards.delete(socket));
  }
}
