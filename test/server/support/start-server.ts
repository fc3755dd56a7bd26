import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GraphQLClient } from 'graphql-request';
import { type Client, createClient } from 'graphql-ws';
import { ensureBuilt, root } from '../../e2e/support/ensure-built.js';
import { type Outcome, outcomeOf } from '../../e2e/support/tally.js';

/** The program as an operator runs it. */
export const bin = join(root, 'apps/api/bin/tally-server.mjs');

export interface StartOptions {
  /** Settings beside the ledger's path and the port. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A folder that a server has run in before; a new one where absent. */
  readonly folder?: string;
  /** Commands of `tally-server` to run before the start, e.g. `[['token', 'create', '--operator', '--name', 'ops']]`. */
  readonly before?: readonly (readonly string[])[];
}

/** One line of the answer of GraphQL over plain HTTP. */
export interface GraphQLAnswer<Data = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
  }[];
}

/** A started server, in a process and a folder of its own, as a client far away sees it. */
export class StartedServer {
  /** What it has written to standard error: the log. */
  readonly log: string[] = [];
  private readonly sockets: Client[] = [];

  constructor(
    readonly url: string,
    readonly folder: string,
    readonly process: ChildProcess,
    private readonly environment: Readonly<Record<string, string>>,
  ) {
    process.stderr!.on('data', (chunk: Buffer) => this.log.push(chunk.toString()));
  }

  get graphqlUrl(): string {
    return `${this.url}/graphql`;
  }

  /** A client as a developer would use it. */
  client(token?: string): GraphQLClient {
    return new GraphQLClient(this.graphqlUrl, { headers: authorization(token) });
  }

  /** The raw answer, with its status and errors. */
  async query<Data = Record<string, unknown>>(
    query: string,
    {
      token,
      variables,
      headers,
    }: {
      readonly token?: string | undefined;
      readonly variables?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<GraphQLAnswer<Data>> {
    const response = await fetch(this.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization(token), ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as Omit<GraphQLAnswer<Data>, 'status' | 'headers'>;
    return { ...answer, status: response.status, headers: response.headers };
  }

  /** A client of graphql-transport-ws over Node's own WebSocket. */
  live(token?: string): Client {
    const client = createClient({
      url: this.graphqlUrl.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: authorization(token),
      retryAttempts: 0,
    });
    this.sockets.push(client);
    return client;
  }

  /** Runs a command of `tally-server` with this server's settings, beside it. */
  command(args: readonly string[]): Promise<Outcome> {
    return runServerCommand(args, this.folder, this.environment);
  }

  /** Ends it as an operator does, and resolves to its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    for (const socket of this.sockets) await socket.dispose();
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    await ended;
    return this.process.exitCode;
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    await this.stop('SIGKILL');
  }

  /** Ends it and removes its folder. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function authorization(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function settingsOf(
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    TALLY_LEDGER: join(folder, 'tally.db'),
    TALLY_BACKUPS: join(folder, 'backups'),
    TALLY_PORT: '0',
    TALLY_LOG_LEVEL: 'warn',
    ...environment,
  };
}

/** Builds once, starts `tally-server start` on a free port, and waits for the line that it prints when it is ready. */
export async function startServer(options: StartOptions = {}): Promise<StartedServer> {
  await ensureBuilt();
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'tally-server-'));
  const environment = settingsOf(folder, options.environment);
  for (const args of options.before ?? []) {
    const { exitCode, error } = await runServerCommand(args, folder, options.environment);
    if (exitCode !== 0) throw new Error(`tally-server ${args.join(' ')} ended with ${exitCode}:\n${error}`);
  }
  const child = spawn(process.execPath, [bin, 'start'], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const listen = (chunk: Buffer): void => void said.push(chunk.toString());
  child.stderr.on('data', listen);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^listening at (\S+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    const server = new StartedServer(url, folder, child, options.environment ?? {});
    child.stderr.off('data', listen);
    server.log.push(...said);
    return server;
  }
  throw new Error(`The server ended before it listened:\n${said.join('')}`);
}

/** Runs one command of `tally-server` to its end, in a folder. */
export async function runServerCommand(
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  await ensureBuilt();
  return outcomeOf(
    spawn(process.execPath, [bin, ...args], {
      cwd: folder,
      env: { ...process.env, ...settingsOf(folder, environment) },
      stdio: ['pipe', 'pipe', 'pipe'],
    }),
  );
}
