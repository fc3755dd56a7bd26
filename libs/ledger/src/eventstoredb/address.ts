import { TallyError } from '@tallystick/errors';

interface HostAndPort {
  readonly address: string;
  readonly port: number;
}

/** Where a ledger on EventStoreDB or KurrentDB is. */
export interface EventStoreAddress {
  readonly hosts: readonly HostAndPort[];
  /** Whether the one host is a DNS name that stands for all nodes of a cluster. */
  readonly discover: boolean;
  readonly tls: boolean;
  /** Which ledger of the server: the first part of the names of its streams. */
  readonly ledger: string;
  /** The address as it is shown and logged; it holds no secret. */
  readonly text: string;
}

const defaultPort = 2113;
const defaultLedger = 'tallystick';
const form = 'esdb://HOST[:PORT][,HOST[:PORT]…][/LEDGER][?tls=false]';
const pattern =
  /^(?:esdb|kurrentdb)(?<discover>\+discover)?:\/\/(?<hosts>[^/?#@]+)(?:\/(?<ledger>[^/?#]*))?(?:\?(?<query>[^#]*))?$/;

/** Whether a ledger's address names a server, and not a file. */
export function isEventStoreAddress(text: string): boolean {
  return /^(?:esdb|kurrentdb)(?:\+discover)?:\/\//.test(text);
}

function refused(problem: string, mend: string): TallyError {
  return new TallyError('ledger-address-invalid', `The address of the ledger: ${problem}`, [
    { place: 'the address of the ledger', problem, mend },
  ]);
}

function hostAndPort(text: string): HostAndPort {
  const [, address, port] = /^([A-Za-z0-9_.-]+)(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const number = port === undefined ? defaultPort : Number(port);
  if (address === undefined || number < 1 || number > 65_535) {
    throw refused(`"${text}" is no host with a port.`, `Write ${form}.`);
  }
  return { address, port: number };
}

/**
 * Reads `esdb://node1:2113,node2:2113/production?tls=true`; `esdb+discover://` asks one DNS name for the nodes, and
 * `kurrentdb` means the same as `esdb`. The port is 2113 where absent, the ledger `tallystick`, TLS on.
 * @throws TallyError `ledger-address-invalid`, also for a password in it: addresses are shown and logged.
 */
export function parseEventStoreAddress(text: string): EventStoreAddress {
  if (text.includes('@')) {
    throw refused(
      'it holds a user or a password.',
      'Give them by TALLY_LEDGER_USER and TALLY_LEDGER_PASSWORD or TALLY_LEDGER_PASSWORD_FILE.',
    );
  }
  const { hosts, discover, ledger, query } = pattern.exec(text.trim())?.groups ?? {};
  if (hosts === undefined) throw refused(`"${text}" is not written as one.`, `Write ${form}.`);
  const named = ledger === undefined || ledger === '' ? defaultLedger : ledger;
  if (!/^[a-z][a-z0-9_.]{0,39}$/.test(named)) {
    throw refused(
      `"${named}" is no name of a ledger.`,
      'Use up to 40 lower-case letters, digits, dots and underscores, beginning with a letter.',
    );
  }
  let tls = true;
  for (const [name, value] of new URLSearchParams(query ?? '')) {
    if (name !== 'tls' || (value !== 'true' && value !== 'false')) {
      throw refused(`"${name}=${value}" is not understood.`, 'The one parameter is tls=true or tls=false.');
    }
    tls = value === 'true';
  }
  const all = hosts.split(',').map(hostAndPort);
  if (discover !== undefined && all.length > 1) {
    throw refused('discovery asks one DNS name, and several are given.', `Write ${form}.`);
  }
  return { hosts: all, discover: discover !== undefined, tls, ledger: named, text: text.trim() };
}
