import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * A WebSocket over a plain TCP connection that does nothing by itself: it answers no ping and, once told to, reads no more. What
 * a client does whose machine was suspended or whose network went away.
 */
export class PlainSocket {
  private received = Buffer.alloc(0);
  private ended = false;
  private wake: () => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (data: Buffer) => {
      this.received = Buffer.concat([this.received, data]);
      this.wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  static async open(url: string): Promise<PlainSocket> {
    const { hostname, port, pathname } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const plain = new PlainSocket(socket);
    const key = randomBytes(16).toString('base64');
    socket.write(
      [
        `GET ${pathname} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${key}`,
        'Sec-WebSocket-Protocol: graphql-transport-ws',
        '\r\n',
      ].join('\r\n'),
    );
    const accepted = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    await plain.until((received) => received.includes(accepted));
    return plain;
  }

  /** One message, masked with zeros as RFC 6455 lets a client. */
  send(message: object): void {
    const text = Buffer.from(JSON.stringify(message));
    const head = Buffer.from([0x81, 0x80 | 126, text.length >> 8, text.length & 0xff, 0, 0, 0, 0]);
    this.socket.write(Buffer.concat([head, text]));
  }

  /** The control frame that says that the client is still there. */
  pong(): void {
    this.socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]));
  }

  /** From now on what the server sends stays where it is. */
  stopReading(): void {
    this.socket.pause();
  }

  /** Whether the server has cut the connection. */
  get isCut(): boolean {
    return this.ended;
  }

  /** How many pings the server has sent; nothing else it sends here has these two bytes after each other. */
  get pings(): number {
    let count = 0;
    for (let at = this.received.indexOf('8900', 0, 'hex'); at >= 0; count += 1) {
      at = this.received.indexOf('8900', at + 2, 'hex');
    }
    return count;
  }

  async until(seen: (received: string) => boolean): Promise<void> {
    while (!seen(this.received.toString('latin1'))) {
      if (this.ended) throw new Error('The connection was cut.');
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  close(): void {
    this.socket.destroy();
  }
}
