import {
  choice,
  list,
  onOrOff,
  optional,
  path,
  secret,
  type Setting,
  setting,
  text,
  webAddress,
  whole,
} from './setting.js';

/**
 * The one catalogue of the server's settings: all that can be configured, and nothing else can.
 * docs/reference/server-configuration.md is made from it.
 */
export const settings = {
  host: setting(
    'TALLY_HOST',
    text,
    '127.0.0.1',
    'The address to listen at. Anything but this machine belongs behind a proxy that speaks TLS.',
  ),
  port: setting('TALLY_PORT', whole(0, 65_535), '4000', 'The port to listen at; 0 takes any free one.'),
  trustedProxies: optional(
    'TALLY_TRUSTED_PROXIES',
    list,
    'Addresses or networks of the proxies in front, whose X-Forwarded-For is believed. Without it the peer of the connection is the client.',
  ),

  ledger: setting(
    'TALLY_LEDGER',
    path,
    './tally.db',
    'The file that holds the ledgers of all agreements, or the address of EventStoreDB or KurrentDB: `esdb://HOST:2113/LEDGER?tls=true`, several hosts separated by commas, `esdb+discover://` for a DNS name of all nodes.',
  ),
  ledgerUser: optional('TALLY_LEDGER_USER', text, 'The user at the server of the ledger; needed with TLS.'),
  ledgerPassword: secret('TALLY_LEDGER_PASSWORD', 'The password of that user.'),
  ledgerAuthorityFile: optional(
    'TALLY_LEDGER_CA_FILE',
    path,
    "A PEM file of the certificate authorities that the server of the ledger is trusted by. Without it, the system's.",
  ),
  ledgerDeadlineSeconds: setting(
    'TALLY_LEDGER_DEADLINE_SECONDS',
    whole(1, 600),
    '10',
    'How long a call to the server of the ledger may take, and for how long one that fails is repeated.',
  ),
  ledgerIdleSeconds: setting(
    'TALLY_LEDGER_IDLE_SECONDS',
    whole(1, 3600),
    '30',
    'After how long without a word a read or subscription at the server of the ledger is begun again.',
  ),
  ledgerAppendBytes: setting(
    'TALLY_LEDGER_APPEND_BYTES',
    whole(65_536, 16_777_216),
    '1048576',
    "What the server of the ledger takes in one append; the same as the server's own MaxAppendSize.",
  ),
  subjectsFile: optional(
    'TALLY_SUBJECTS',
    path,
    'The file of the keys of persons where the ledger is on a server; all servers of a ledger have to share it. Without it, in TALLY_DATA.',
  ),
  dataFolder: setting(
    'TALLY_DATA',
    path,
    './tally-data',
    "The folder of this machine's own files where the ledger is on a server. Where the ledger is a file, they lie beside it.",
  ),
  keysFolder: optional(
    'TALLY_KEYS',
    path,
    'The folder of private keys that sign checkpoints, apart from the ledger and its backups. Without it, nothing is signed.',
  ),
  accessFile: optional(
    'TALLY_ACCESS',
    path,
    'The file of tokens and grants. Without it, the path of the ledger with `.access` after it.',
  ),
  jwtIssuer: optional(
    'TALLY_JWT_ISSUER',
    text,
    'The issuer whose JSON Web Tokens are taken, to the letter as in `iss`. Without it, only API tokens are.',
  ),
  jwtAudiences: optional(
    'TALLY_JWT_AUDIENCES',
    list,
    'What this server is called at the issuer; a token must have one of them in `aud`.',
  ),
  jwtKeysUrl: optional(
    'TALLY_JWT_KEYS_URL',
    webAddress,
    "Where the issuer's keys are (OpenID Connect's `jwks_uri`). Anywhere but on this machine it has to be https.",
  ),
  jwtKeysPath: optional(
    'TALLY_JWT_KEYS_PATH',
    path,
    "A file with the issuer's JSON Web Key Set, in place of an address. It is read again when it changes.",
  ),
  jwtAlgorithms: setting(
    'TALLY_JWT_ALGORITHMS',
    list,
    'RS256,PS256,ES256,EdDSA',
    'The algorithms with which tokens may be signed. `none` and the HS family cannot be allowed.',
  ),
  jwtToleranceSeconds: setting(
    'TALLY_JWT_TOLERANCE_SECONDS',
    whole(0, 600),
    '30',
    'How far the clocks of the issuer and of this machine may differ.',
  ),
  jwtGrantsClaim: optional(
    'TALLY_JWT_GRANTS_CLAIM',
    text,
    'The claim of a token that grants roles: a list of `{agreement, party, role}`. Without it, only grants made here count.',
  ),
  jwtKeysMaximumAgeSeconds: setting(
    'TALLY_JWT_KEYS_MAXIMUM_AGE_SECONDS',
    whole(1, 86_400),
    '600',
    'How old fetched keys may grow; for so long a key that the issuer removed is still taken.',
  ),
  jwtKeysCooldownSeconds: setting(
    'TALLY_JWT_KEYS_COOLDOWN_SECONDS',
    whole(0, 3_600),
    '30',
    'How long after fetching keys an unknown key, or a failure, does not make it fetch again.',
  ),
  jwtKeysTimeoutSeconds: setting(
    'TALLY_JWT_KEYS_TIMEOUT_SECONDS',
    whole(1, 60),
    '5',
    'How long fetching keys may take.',
  ),
  failedAuthenticationsPerMinute: setting(
    'TALLY_FAILED_AUTHENTICATIONS_PER_MINUTE',
    whole(1, 1_000_000),
    '60',
    'How many tokens that are not taken one address may show in a minute, before it is not listened to for the rest of it.',
  ),
  viewsFolder: optional(
    'TALLY_VIEWS',
    path,
    'The folder of the read models, which may be deleted at any time. Without it, the path of the ledger with `.views` after it.',
  ),
  ingestionFile: optional(
    'TALLY_INGESTION',
    path,
    'The file of webhook deliveries and dead letters. Without it, the path of the ledger with `.ingestion` after it.',
  ),
  webhooks: optional(
    'TALLY_WEBHOOKS',
    path,
    'The folder with a document for each webhook source (docs/guides/ingestion.md). Without it, no webhook is answered.',
  ),
  webhookBytes: setting(
    'TALLY_WEBHOOK_BYTES',
    whole(1024, 67_108_864),
    '1048576',
    'How large the body of a webhook delivery may be.',
  ),
  uploadBytes: setting(
    'TALLY_UPLOAD_BYTES',
    whole(1024, 1_099_511_627_776),
    '4294967296',
    'How large a bulk upload of facts may be, unpacked.',
  ),
  deadLetters: setting(
    'TALLY_DEAD_LETTERS',
    whole(1, 10_000_000),
    '10000',
    'How many deliveries that cannot be understood are kept until they are settled; beyond it they are refused.',
  ),
  deadLetterBytes: setting(
    'TALLY_DEAD_LETTER_BYTES',
    whole(1_048_576, 1_099_511_627_776),
    '268435456',
    'How many bytes of such deliveries are kept.',
  ),

  backups: setting(
    'TALLY_BACKUPS',
    path,
    './tally-backups',
    'The folder in which backups are made, each in a folder of its own.',
  ),
  zones: optional(
    'TALLY_ZONES',
    path,
    'A time-zone table as a JSON file, in the form that statements seal it in. Without it, the table that comes with Tallystick.',
  ),

  logLevel: setting(
    'TALLY_LOG_LEVEL',
    choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'info',
    'What is logged, as lines of JSON on standard error.',
  ),

  playground: setting('TALLY_PLAYGROUND', onOrOff, 'on', 'Whether /playground serves GraphiQL.'),
  introspection: setting(
    'TALLY_INTROSPECTION',
    onOrOff,
    'on',
    'Whether clients may ask for the schema. The playground needs it.',
  ),
  persistedQueries: setting(
    'TALLY_PERSISTED_QUERIES',
    choice('off', 'automatic', 'known-only'),
    'automatic',
    '`automatic`: clients may send the SHA-256 of a query they sent before. `known-only`: nothing but the queries of TALLY_KNOWN_QUERIES is answered.',
  ),
  knownQueries: optional(
    'TALLY_KNOWN_QUERIES',
    path,
    'A JSON file of known queries: an object from SHA-256 in hexadecimal to the text of the query.',
  ),

  queryDepth: setting(
    'TALLY_QUERY_DEPTH',
    whole(1, 100),
    '16',
    'How deep the fields of a query may be nested.',
  ),
  queryCost: setting(
    'TALLY_QUERY_COST',
    whole(1, 10_000_000),
    '100000',
    'What a query may cost: one for each field, times the rows asked for by `first` above it.',
  ),
  queryAliases: setting(
    'TALLY_QUERY_ALIASES',
    whole(0, 1000),
    '30',
    'How many fields of a query may be renamed.',
  ),
  queryRootFields: setting(
    'TALLY_QUERY_ROOT_FIELDS',
    whole(1, 1000),
    '20',
    'How many fields of Query, Mutation or Subscription an operation may ask for.',
  ),
  queryTokens: setting(
    'TALLY_QUERY_TOKENS',
    whole(100, 100_000),
    '5000',
    'How many words and signs a query may have.',
  ),
  querySeconds: setting(
    'TALLY_QUERY_SECONDS',
    whole(1, 3600),
    '30',
    'After how many seconds an answer is given up with `query-timeout`.',
  ),
  keptAnswerMegabytes: setting(
    'TALLY_KEPT_ANSWER_MEGABYTES',
    whole(0, 65_536),
    '64',
    'How many megabytes of answers are kept, to be given again until an agreement that they rest on moves on; 0 keeps none.',
  ),
  bodyBytes: setting(
    'TALLY_BODY_BYTES',
    whole(1024, 1_073_741_824),
    '1048576',
    'How large the body of a request may be. Bulk uploads have a limit of their own.',
  ),
  requestsPerMinute: setting(
    'TALLY_REQUESTS_PER_MINUTE',
    whole(1, 10_000_000),
    '3000',
    'Requests that one token may make in a minute.',
  ),
  addressRequestsPerMinute: setting(
    'TALLY_ADDRESS_REQUESTS_PER_MINUTE',
    whole(1, 10_000_000),
    '6000',
    'Requests that one address may make in a minute, with whatever tokens.',
  ),
  socketMessagesPerMinute: setting(
    'TALLY_SOCKET_MESSAGES_PER_MINUTE',
    whole(1, 1_000_000),
    '600',
    'Messages that one WebSocket may send in a minute.',
  ),
  socketOperations: setting(
    'TALLY_SOCKET_OPERATIONS',
    whole(1, 10_000),
    '50',
    'Subscriptions and queries that one WebSocket may have running at a time.',
  ),
  socketsPerAddress: setting(
    'TALLY_SOCKETS_PER_ADDRESS',
    whole(1, 100_000),
    '100',
    'WebSockets that one address may have open.',
  ),
  socketBufferBytes: setting(
    'TALLY_SOCKET_BUFFER_BYTES',
    whole(65_536, 1_073_741_824),
    '8388608',
    'How much may wait for a slow WebSocket before it is closed.',
  ),
  socketHeartbeatSeconds: setting(
    'TALLY_SOCKET_HEARTBEAT_SECONDS',
    whole(1, 3600),
    '30',
    'How often a WebSocket is asked whether its client is still there; one that has not answered by the next time is cut. Keep it below the time after which a proxy in front gives a silent connection up.',
  ),
  subscriberSeconds: setting(
    'TALLY_SUBSCRIBER_SECONDS',
    whole(1, 3600),
    '20',
    'How long a subscriber may leave an event untaken before it is let go with `subscriber-too-slow`.',
  ),

  workers: setting(
    'TALLY_WORKERS',
    whole(0, 64),
    '1',
    'Threads that work out statements, replays and what-ifs beside the one that answers; 0 works them out in that one.',
  ),
  warmFacts: setting(
    'TALLY_WARM_FACTS',
    whole(0, 1_000_000_000),
    '3000000',
    'So many facts, of the agreements asked for last, each thread that works something out keeps folded, so that it reads only those recorded since; about 150 bytes each. 0 keeps none.',
  ),
  workSeconds: setting(
    'TALLY_WORK_SECONDS',
    whole(1, 86_400),
    '120',
    'After how many seconds a thread that works on one request is ended, and the request with it.',
  ),

  metricsPort: optional(
    'TALLY_METRICS_PORT',
    whole(0, 65_535),
    'A port of its own for /metrics, without a token. Without it, /metrics is on the main port and needs the token of an operator.',
  ),
  metricsHost: setting(
    'TALLY_METRICS_HOST',
    text,
    '127.0.0.1',
    'The address at which TALLY_METRICS_PORT listens.',
  ),
  readyLag: setting(
    'TALLY_READY_LAG',
    whole(0, 1_000_000_000),
    '10000',
    'How many facts the read models of an agreement may be behind while /health/ready says yes.',
  ),
  tracesUrl: optional(
    'TALLY_TRACES_URL',
    webAddress,
    'Where OpenTelemetry traces are sent, e.g. http://127.0.0.1:4318/v1/traces. Without it, none are made.',
  ),
  tracesHeaders: secret('TALLY_TRACES_HEADERS', 'Headers for it, `name=value` separated by commas.'),
  shutdownSeconds: setting(
    'TALLY_SHUTDOWN_SECONDS',
    whole(1, 3600),
    '30',
    'How long accepted requests may take to end after SIGTERM.',
  ),
} as const satisfies Record<string, Setting>;

type ValueOf<S> = S extends Setting<infer Value> ? Value : never;

/** The settings in effect, by their names in the catalogue. */
export type Configuration = { readonly [Name in keyof typeof settings]: ValueOf<(typeof settings)[Name]> };
