/** One setting: where it may be given, what it is without that. */
export interface Setting {
  /** The option that wins over the variable, where there is one. */
  readonly option?: string;
  readonly variable: string;
  readonly fallback: string;
  readonly meaning: string;
}

/** The one catalogue of settings; docs/reference/cli.md is made from it. */
export const settings = {
  ledger: {
    option: '--ledger FILE',
    variable: 'TALLY_LEDGER',
    fallback: './tally.db',
    meaning:
      'The file that holds the ledgers of all agreements, or the address of EventStoreDB or KurrentDB: `esdb://HOST:2113/LEDGER?tls=true`.',
  },
  ledgerUser: {
    variable: 'TALLY_LEDGER_USER',
    fallback: 'none',
    meaning: 'The user at the server of the ledger; needed with TLS.',
  },
  ledgerPassword: {
    variable: 'TALLY_LEDGER_PASSWORD',
    fallback: 'none',
    meaning: 'The password of that user; or TALLY_LEDGER_PASSWORD_FILE, a file that holds it.',
  },
  ledgerAuthorityFile: {
    variable: 'TALLY_LEDGER_CA_FILE',
    fallback: "the system's",
    meaning: 'A PEM file of the certificate authorities that the server of the ledger is trusted by.',
  },
  ledgerDeadlineSeconds: {
    variable: 'TALLY_LEDGER_DEADLINE_SECONDS',
    fallback: '10',
    meaning:
      'How long a call to the server of the ledger may take, and for how long one that fails is repeated.',
  },
  ledgerIdleSeconds: {
    variable: 'TALLY_LEDGER_IDLE_SECONDS',
    fallback: '30',
    meaning: 'After how long without a word a read at the server of the ledger is begun again.',
  },
  ledgerAppendBytes: {
    variable: 'TALLY_LEDGER_APPEND_BYTES',
    fallback: '1048576',
    meaning: "What the server of the ledger takes in one append; the same as the server's own MaxAppendSize.",
  },
  subjects: {
    variable: 'TALLY_SUBJECTS',
    fallback: 'in TALLY_DATA',
    meaning:
      'The file of the keys of persons where the ledger is on a server; all who write to the ledger have to share it.',
  },
  data: {
    variable: 'TALLY_DATA',
    fallback: './tally-data',
    meaning:
      "The folder of this machine's own files where the ledger is on a server; else they lie beside it.",
  },
  keys: {
    variable: 'TALLY_KEYS',
    fallback: './tally-keys',
    meaning:
      'The folder of private keys, each in a file that only its owner may read, with what each has signed. It belongs on another disk than the ledger and in no backup of it.',
  },
  zones: {
    variable: 'TALLY_ZONES',
    fallback: 'the table that comes with tally',
    meaning:
      'A time-zone table as a JSON file, in the form that statements seal it in: {"version", "zones": [{"zone", "initialOffsetSeconds", "transitions": [[epoch second, offset]], "coversFrom", "coversUntil"}]}. Replays use the sealed transitions, whatever this says.',
  },
} as const satisfies Record<string, Setting>;

/** The ledger's path: the option, else the environment's variable, else `./tally.db`. */
export function ledgerPath(option: string | undefined, environment: NodeJS.ProcessEnv): string {
  const fromEnvironment = environment[settings.ledger.variable];
  const named = option ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  return named ?? settings.ledger.fallback;
}

/** The path of the folder of keys: the environment's variable, else `./tally-keys`. */
export function keysPath(environment: NodeJS.ProcessEnv): string {
  const fromEnvironment = environment[settings.keys.variable];
  return fromEnvironment === undefined || fromEnvironment === '' ? settings.keys.fallback : fromEnvironment;
}
