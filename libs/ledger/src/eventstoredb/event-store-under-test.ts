import type { LedgerUnderTest, MakeLedger } from '../compliance/ledger-under-test.js';
import type { Ledger } from '../port.js';
import { parseEventStoreAddress } from './address.js';
import type { EventStoreOptions } from './event-store-options.js';
import { openEventStoreLedger } from './open-event-store-ledger.js';
import { type ProtocolServer, startProtocolServer } from './testing/protocol-server.js';

/** The address of a ledger on a server of this process. */
export function addressOf(
  { host, port }: Pick<ProtocolServer, 'host' | 'port'>,
  ledger = 'tallystick',
): string {
  return `esdb://${host}:${port}/${ledger}?tls=false`;
}

/** How the real server of `ESDB_URL` is reached; undefined where none is named. */
export function realServer(): Pick<EventStoreOptions, 'address' | 'credentials'> | undefined {
  const url = process.env['ESDB_URL'];
  if (url === undefined || url === '') return undefined;
  const [, scheme, user, password, rest] = /^([a-z+]+:\/\/)(?:([^:@]+):([^@]+)@)?(.*)$/.exec(url) ?? [];
  if (scheme === undefined || rest === undefined) throw new Error(`ESDB_URL is no address: ${url}`);
  return {
    address: `${scheme}${rest}`,
    ...(user !== undefined && {
      credentials: { username: decodeURIComponent(user), password: decodeURIComponent(password!) },
    }),
  };
}

let made = 0;

/** A name for a ledger that no test run had before, since a real server forgets nothing. */
function newLedgerName(): string {
  made += 1;
  return `test.${process.pid.toString(36)}.${Date.now().toString(36)}.${made}`;
}

function withLedger(address: string, ledger: string): string {
  const { hosts, discover, tls } = parseEventStoreAddress(address);
  const names = hosts.map((host) => `${host.address}:${host.port}`).join(',');
  return `esdb${discover ? '+discover' : ''}://${names}/${ledger}?tls=${tls}`;
}

/** Ledgers of their own on one server, of this process or the real one. */
export function makeEventStoreLedgers(options: Partial<EventStoreOptions> = {}): {
  readonly make: MakeLedger;
  readonly close: () => Promise<void>;
} {
  const real = realServer();
  let starting: Promise<ProtocolServer> | undefined;
  const make: MakeLedger = async ({ clock }): Promise<LedgerUnderTest> => {
    const ledger = newLedgerName();
    let reached: Pick<EventStoreOptions, 'address' | 'credentials'>;
    if (real === undefined) {
      starting ??= startProtocolServer();
      reached = { address: addressOf(await starting, ledger) };
    } else {
      reached = { ...real, address: withLedger(real.address, ledger) };
    }
    const opened: Ledger[] = [];
    const open = async (): Promise<Ledger> => {
      const one = await openEventStoreLedger({ ...options, ...reached, clock });
      opened.push(one);
      return one;
    };
    return {
      ledger: await open(),
      reopen: open,
      cleanup: async () => {
        await Promise.all(opened.map((one) => one.close()));
      },
    };
  };
  return { make, close: async () => (await starting)?.close() };
}
