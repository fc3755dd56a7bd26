import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What may be asked of the process; protocol-server.mjs lists it. */
export interface Order {
  readonly node?: number;
  readonly do:
    'fault' | 'clear-faults' | 'cut-connections' | 'restart' | 'stop' | 'start' | 'lead' | 'report';
  /** A fault of libs/ledger/src/eventstoredb/testing/faults.ts. */
  readonly fault?: { readonly kind: string; readonly [property: string]: unknown };
}

export interface ProtocolServerProcess {
  readonly url: string;
  readonly ports: readonly number[];
  /** Gives what the order answers; null where it answers nothing. */
  order(order: Order): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts test/support/protocol-server.mjs and waits until it is there. */
export async function startProtocolServerProcess(...args: readonly string[]): Promise<ProtocolServerProcess> {
  const script = fileURLToPath(new URL('./protocol-server.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<Record<string, unknown>> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('The protocol server has ended.');
    return JSON.parse(line.value) as Record<string, unknown>;
  };
  const { url, ports } = (await nextLine()) as { url: string; ports: number[] };
  let before: Promise<unknown> = Promise.resolve();
  return {
    url,
    ports,
    order: (order) => {
      const answered = before.then(async () => {
        child.stdin.write(`${JSON.stringify(order)}\n`);
        const answer = await nextLine();
        if (typeof answer.failed === 'string') throw new Error(answer.failed);
        return answer.done;
      });
      before = answered.catch(() => undefined);
      return answered;
    },
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
