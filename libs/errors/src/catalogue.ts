import type { ExitCodeName } from './exit-codes.js';

export interface ErrorDefinition {
  /** What happened, in one sentence, for docs/reference/errors.md. */
  readonly meaning: string;
  /** What a person does about it. */
  readonly mend: string;
  readonly httpStatus: number;
  readonly exitCode: ExitCodeName;
}

/** The one catalogue of errors (design 4). Keys are stable codes; a code never changes its meaning. */
export const errorCatalogue = {
  'internal-invariant': {
    meaning: 'The program found itself inconsistent and stopped before recording or stating anything.',
    mend: 'Report it with the command, the version and the output of `tally verify`.',
    httpStatus: 500,
    exitCode: 'internal',
  },
  usage: {
    meaning: 'The command line is wrong: an unknown option, a missing or malformed argument.',
    mend: 'See `tally COMMAND --help`.',
    httpStatus: 400,
    exitCode: 'usage',
  },
  configuration: {
    meaning: 'The program is not set up, or a setting has a value it cannot have.',
    mend: 'Correct the setting that the message names.',
    httpStatus: 500,
    exitCode: 'configuration',
  },
  'file-not-found': {
    meaning: 'A file that the command names does not exist or cannot be read.',
    mend: 'Check the path and the permissions.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'input-output': {
    meaning: 'A file or the ledger could not be read or written.',
    mend: 'Check space and permissions; nothing half-done was recorded.',
    httpStatus: 500,
    exitCode: 'input-output',
  },
  'quantity-invalid': {
    meaning: 'A number, amount, duration, date or instant is not written as one.',
    mend: 'Write it as the message shows.',
    httpStatus: 400,
    exitCode: 'bad-data',
  },
  'json-invalid': {
    meaning:
      'A text is not JSON that RFC 8785 accepts: malformed, duplicate key, lone surrogate, -0, non-finite number.',
    mend: 'Correct the place that the message names.',
    httpStatus: 400,
    exitCode: 'bad-data',
  },
  'zone-unknown': {
    meaning: 'The time zone is not in the time-zone table.',
    mend: 'Use an IANA name such as Europe/London.',
    httpStatus: 400,
    exitCode: 'bad-data',
  },
  'zone-out-of-range': {
    meaning: 'The time-zone table does not reach the instant that a calculation needs.',
    mend: 'Hand in a table that covers it.',
    httpStatus: 400,
    exitCode: 'bad-data',
  },
  'zone-invalid': {
    meaning:
      'A time-zone table that was handed in contradicts itself: a zone twice, transitions out of order.',
    mend: 'Hand in the table as it was sealed.',
    httpStatus: 400,
    exitCode: 'bad-data',
  },
  'calendar-invalid': {
    meaning: 'Opening hours, holidays or overrides contradict themselves.',
    mend: 'Correct the interval that the message names.',
    httpStatus: 400,
    exitCode: 'bad-data',
  },
  'calendar-never-open': {
    meaning: 'The calendar has no more working time to reach the due instant.',
    mend: 'Give the calendar opening hours in that range.',
    httpStatus: 400,
    exitCode: 'bad-data',
  },
  'worktime-invalid': {
    meaning: 'A working-time question cannot be answered: a reversed range, a limit that is not positive.',
    mend: 'Correct the field that the message names.',
    httpStatus: 400,
    exitCode: 'bad-data',
  },
  'document-invalid': {
    meaning:
      'A document is not YAML or JSON that can be read plainly: malformed, a duplicate key, an anchor, a tag, an exponent.',
    mend: 'Correct every place listed.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'terms-invalid': {
    meaning: 'The terms document has errors; each detail names the path and the mend.',
    mend: 'Correct every path listed and run `tally terms check` again.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'amendment-invalid': {
    meaning: 'The amendment has errors, or the terms it leads to have.',
    mend: 'Correct every path listed.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'proposal-refused': {
    meaning:
      'Proposed terms cannot be held against what is recorded: another agreement or currency, or a term that does not cover the periods.',
    mend: 'Change the proposal, or the periods, as the message says.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'fact-invalid': {
    meaning:
      'A fact has an unknown type, a missing or malformed field, or a key that its type does not have.',
    mend: 'Correct every path listed; docs/reference/facts.md shows each type.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'mapping-invalid': {
    meaning: 'The mapping file has errors, or names columns that the export does not have.',
    mend: 'Correct every path listed; `tally import --mapping-schema` prints the schema.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'source-unreadable': {
    meaning:
      'An export is in a form that the importer does not read, or is damaged before its rows can be read.',
    mend: 'Unpack or export it again as the message says.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'agreement-unknown': {
    meaning: 'The ledger holds no agreement of that name.',
    mend: '`tally statements` without an agreement lists those it holds; `tally sign` records a new one.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'agreement-exists': {
    meaning: 'The agreement is signed already.',
    mend: 'Record a change with `tally amend`.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'fact-unknown': {
    meaning: 'No fact of that id is recorded in the agreement.',
    mend: 'Check the id with `tally export`.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'ticket-unknown': {
    meaning: 'No ticket of that key is known in the agreement.',
    mend: '`tally tickets` lists them.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'figure-unknown': {
    meaning: 'The statement has no figure of that name.',
    mend: '`tally explain` without a figure lists them.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'period-invalid': {
    meaning: 'The period is outside the term of the agreement, or not one of its periods.',
    mend: 'Name a period as the message shows.',
    httpStatus: 400,
    exitCode: 'bad-data',
  },
  'period-not-finished': {
    meaning: 'A statement cannot be issued before its period has ended.',
    mend: 'Wait until the instant named, or print a provisional one with `tally statement`.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'statement-exists': {
    meaning: 'The statement of that period has been issued; a stated period is never restated in place.',
    mend: 'Later knowledge becomes an adjustment of the next statement.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'statement-out-of-order': {
    meaning: 'Statements are issued in the order of their periods.',
    mend: 'Issue the period that the message names first.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'statement-unknown': {
    meaning: 'No statement has been issued for that period.',
    mend: '`tally statements` lists those issued.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'semantics-unknown': {
    meaning: 'The terms name a semantics version that this program does not have.',
    mend: 'Use a program version that has it.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'projection-behind': {
    meaning: 'The read models have not come as far as the position that was waited for.',
    mend: 'Ask again in a moment, or ask without waiting for the position.',
    httpStatus: 503,
    exitCode: 'conflict',
  },
  'read-models-unavailable': {
    meaning: 'The read models are being built, or their files cannot be read.',
    mend: 'Ask again in a moment; they are made anew from the ledger by themselves.',
    httpStatus: 503,
    exitCode: 'input-output',
  },
  'cursor-invalid': {
    meaning: 'A cursor is not of this view in this order, or is no cursor.',
    mend: 'Take the cursor from a page of the same question, or start again without one.',
    httpStatus: 400,
    exitCode: 'usage',
  },
  'view-query-invalid': {
    meaning: 'A filter, an order or a measure of a view asks what the view does not have, or for too much.',
    mend: 'Correct what the details name.',
    httpStatus: 400,
    exitCode: 'usage',
  },
  'ledger-conflict': {
    meaning: 'The ledger is at another revision than the writer expected; someone else wrote first.',
    mend: 'Read again from the actual revision that the message names, and retry.',
    httpStatus: 409,
    exitCode: 'conflict',
  },
  'idempotency-key-reused': {
    meaning:
      'The idempotency key was used before for the same operation with other content; nothing was recorded now.',
    mend: 'Use a new key for a new request; send the same key only with the very same request.',
    httpStatus: 409,
    exitCode: 'conflict',
  },
  'contest-refused': {
    meaning:
      "The fact cannot be contested: it is one's own, contested already, taken out, or itself about a contest.",
    mend: "Retract a fact of one's own; settle a contest that is open.",
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'contest-unknown': {
    meaning: 'There is no open contest of that fact.',
    mend: 'List the open contests, and name the contested fact by its id.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'settlement-refused': {
    meaning:
      'This party may not settle the contest so: who contested may withdraw it, whose fact it is may concede it, an arbiter decides.',
    mend: 'Settle it as the message says, or ask the arbiter.',
    httpStatus: 403,
    exitCode: 'not-allowed',
  },
  'retraction-refused': {
    meaning:
      'The fact cannot be retracted: another party asserted it, it is taken out already, or something stands on it.',
    mend: 'Contest a fact of the other party instead.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'relief-exists': {
    meaning: 'A relief claim of that key is recorded.',
    mend: 'Give the new claim a key of its own.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'relief-unknown': {
    meaning: 'No relief claim of that key is recorded.',
    mend: 'List the reliefs, and name one by its key.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'relief-refused': {
    meaning:
      'The claim or the decision cannot be what it says: an extent outside of what was claimed, or a party that does not decide.',
    mend: 'Name an interval, tickets and services within the claim.',
    httpStatus: 422,
    exitCode: 'not-allowed',
  },
  'credit-claim-refused': {
    meaning: 'There is nothing to claim: no such credit in the period, or one that needs no claim.',
    mend: 'See the credits of the statement of that period, and until when each may be claimed.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'invoice-exists': {
    meaning: 'An invoice of that number is recorded with other content.',
    mend: 'Check the number; retract the recorded one where it was wrong.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'invoice-unknown': {
    meaning: 'No invoice of that number is recorded.',
    mend: 'List the invoices, and name one by its number.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'invoice-refused': {
    meaning:
      'The invoice cannot be what it says: another currency than the agreement, or lines that do not add up.',
    mend: 'Correct every place listed, or ask for a corrected invoice.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'invoice-step-refused': {
    meaning: 'The step does not fit the invoice: more than is open, or nothing is open.',
    mend: 'See what is open of the invoice, and name at most that.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'credit-not-due': {
    meaning: 'The credit to set off is not due, or not so much of it.',
    mend: 'See the credits due by period, and set off at most what is left.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'exit-unknown': {
    meaning: 'The terms in force have no exit clause of that id.',
    mend: 'See the exit clauses of the terms.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'obligation-unknown': {
    meaning: 'The terms have no obligation of that id.',
    mend: 'See the obligations of the terms.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'ledger-partial-repeat': {
    meaning:
      'Some facts of the batch are recorded already and others are not, or they stand elsewhere or differ.',
    mend: 'Send the same batch whole, or only what is new.',
    httpStatus: 409,
    exitCode: 'conflict',
  },
  'ledger-broken': {
    meaning: 'The ledger contradicts itself: a changed byte, a missing, swapped or inserted fact.',
    mend: 'Stop writing, run `tally verify`, restore from an export or a backup.',
    httpStatus: 500,
    exitCode: 'check-failed',
  },
  'ledger-unavailable': {
    meaning:
      'The ledger cannot be opened, is held by another process too long, or its server cannot be reached.',
    mend: 'Retry; check the path and what else uses it, or the server; the message says what is wrong.',
    httpStatus: 503,
    exitCode: 'input-output',
  },
  'ledger-address-invalid': {
    meaning: 'The address of a ledger on a server is not written as one, holds a password, or needs a user.',
    mend: 'Write esdb://HOST:2113/ledger?tls=true; give user and password as settings.',
    httpStatus: 500,
    exitCode: 'configuration',
  },
  'ledger-batch-refused': {
    meaning:
      'A batch is empty, too large, names a fact twice, or holds a fact that is too large or has no proper id.',
    mend: 'Send batches within the limits that the message names.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'ledger-position-unknown': {
    meaning: 'The ledger of the agreement does not reach the position asked for.',
    mend: 'Name a position up to the head that the message names.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'ledger-file-refused': {
    meaning: 'The file is not a ledger of this program, or a newer version of the program wrote it.',
    mend: 'Check the path, or use the version that wrote the file.',
    httpStatus: 500,
    exitCode: 'configuration',
  },
  'subject-unknown': {
    meaning:
      'There are no keys of such a person, ticket or fact: nothing of it was sealed, or it was erased under its name.',
    mend: 'See `tally subjects`; one that was erased is known by its pseudonym alone.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'subject-keys-refused': {
    meaning:
      'The file of the keys that seal personal text cannot be used: it is another file, damaged, or of a newer version.',
    mend: 'Restore it from a backup made since the last erasure. Figures, digests and proofs do not need it.',
    httpStatus: 500,
    exitCode: 'configuration',
  },
  'restore-not-empty': {
    meaning: 'A restore needs a ledger that does not hold the agreement yet.',
    mend: 'Restore into a new ledger file.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'migration-refused': {
    meaning:
      'A ledger cannot be copied to another that holds one of its agreements with another history or length.',
    mend: 'Migrate into a ledger that does not hold it: another file, or another name on the server.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'restore-invalid': {
    meaning: 'An export to restore was changed, or its lines are not one agreement from its first fact on.',
    mend: 'Export again from the original; the message names the line.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'replay-differs': {
    meaning: 'A replayed statement does not give the bytes that were sealed.',
    mend: 'The details name where it differs; run `tally verify`.',
    httpStatus: 500,
    exitCode: 'check-failed',
  },
  internal: {
    meaning:
      'The server failed in a way that is no fault of the request. Its log tells more under the request id.',
    mend: 'Try again; if it stays, give the request id to whoever runs the server.',
    httpStatus: 500,
    exitCode: 'internal',
  },
  'configuration-invalid': {
    meaning: 'Settings of the server are unknown, missing, contradictory, or have values they cannot have.',
    mend: 'Correct every variable listed; docs/reference/server-configuration.md shows each.',
    httpStatus: 500,
    exitCode: 'configuration',
  },
  'request-invalid': {
    meaning:
      'The HTTP request or WebSocket message is not one that the server reads: its form, its type, its JSON.',
    mend: 'Send JSON with the content type application/json, or for live updates the messages of graphql-transport-ws.',
    httpStatus: 400,
    exitCode: 'usage',
  },
  'query-invalid': {
    meaning: 'The GraphQL document is not valid for the schema, or its variables are not of their types.',
    mend: 'Correct the place that the locations name; the schema is in apps/api/schema.graphql.',
    httpStatus: 400,
    exitCode: 'usage',
  },
  'query-too-large': {
    meaning:
      'The GraphQL document is nested too deeply, costs too much, or asks for too many fields at once.',
    mend: 'Ask for less at a time: fewer rows by `first`, fewer fields, several requests.',
    httpStatus: 400,
    exitCode: 'not-allowed',
  },
  'query-timeout': {
    meaning:
      'The answer took longer than the server allows, and was given up. What a mutation recorded stays recorded.',
    mend: 'Ask for less at a time. Repeat a mutation with the same idempotency key: nothing is recorded twice.',
    httpStatus: 503,
    exitCode: 'input-output',
  },
  'request-abandoned': {
    meaning: 'The client went away before it had its answer. What a mutation recorded stays recorded.',
    mend: 'Repeat a mutation with the same idempotency key: nothing is recorded twice.',
    httpStatus: 499,
    exitCode: 'interrupted',
  },
  'query-unknown': {
    meaning:
      'The server does not know the persisted query that the request names, or answers only known ones.',
    mend: 'Send the text of the query with its hash, or have it added to the known queries.',
    httpStatus: 400,
    exitCode: 'not-found',
  },
  'rate-limited': {
    meaning: 'The token or the address has made more requests than it may in the time.',
    mend: 'Wait as long as Retry-After says.',
    httpStatus: 429,
    exitCode: 'not-allowed',
  },
  'body-too-large': {
    meaning: 'The body of the request is larger than the server takes.',
    mend: 'Send less at a time.',
    httpStatus: 413,
    exitCode: 'bad-data',
  },
  'address-unknown': {
    meaning: 'The server has nothing at that address, or not for that method.',
    mend: 'See docs/guides/operating.md for the addresses that it has.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'server-stopping': {
    meaning: 'The server is being stopped and takes no new requests.',
    mend: 'Try again; whoever runs it will have started it again or another in its place.',
    httpStatus: 503,
    exitCode: 'input-output',
  },
  'work-failed': {
    meaning:
      'The thread that worked on the request ended before it had an answer. Nothing half-done was recorded.',
    mend: 'Try again; if it stays, give the request id to whoever runs the server.',
    httpStatus: 500,
    exitCode: 'internal',
  },
  'work-queue-full': {
    meaning: 'More requests wait for a thread that works them out than the server lets wait.',
    mend: 'Try again in a moment.',
    httpStatus: 503,
    exitCode: 'input-output',
  },
  unauthenticated: {
    meaning: 'The request shows no token, or one that is wrong, ended, revoked or not meant for this server.',
    mend: 'Send `Authorization: Bearer …` with a token that stands.',
    httpStatus: 401,
    exitCode: 'not-allowed',
  },
  'access-denied': {
    meaning: 'The party or role of the token may not do this in the agreement.',
    mend: 'Leave it to the party and role that may, or ask an operator for another role.',
    httpStatus: 403,
    exitCode: 'not-allowed',
  },
  'grant-invalid': {
    meaning:
      'A grant, token or its end is not one that can be: a role that the party cannot hold, a malformed name, an instant past.',
    mend: 'Correct every place listed.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'token-unknown': {
    meaning: 'The server has no token of that id.',
    mend: '`tally-server token list` shows those it has.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'grant-unknown': {
    meaning: 'There is no such grant.',
    mend: '`tally-server grant list` shows those there are.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'access-store-unavailable': {
    meaning:
      'The file of tokens and grants cannot be opened, read or written, or is held by another process too long.',
    mend: 'Check the path, the permissions and the space; nothing half-done was recorded.',
    httpStatus: 503,
    exitCode: 'input-output',
  },
  'identity-provider-unavailable': {
    meaning: 'The keys of the identity provider cannot be fetched, so JSON Web Tokens cannot be checked now.',
    mend: 'Try again; check the address of the keys and the network.',
    httpStatus: 503,
    exitCode: 'input-output',
  },
  'webhook-invalid': {
    meaning:
      'The document of a webhook source has errors, or contradicts another one; each detail names the place.',
    mend: 'Correct every place listed; docs/guides/ingestion.md shows how a source is written.',
    httpStatus: 422,
    exitCode: 'configuration',
  },
  'delivery-refused': {
    meaning:
      'A webhook delivery is not signed as its source signs, is too old or too new, or there is no such source.',
    mend: 'Check address, secret and clock of the sender; the answer does not say which of them it is.',
    httpStatus: 401,
    exitCode: 'not-allowed',
  },
  'delivery-differs': {
    meaning: 'A delivery has the identity of one that was received before, and other content.',
    mend: 'Have the sender give each event an identity of its own; the content is kept among the dead letters.',
    httpStatus: 409,
    exitCode: 'conflict',
  },
  'media-type-refused': {
    meaning: 'The body is of a kind, or packed in a way, that is not read here.',
    mend: 'Send the content type that the message names.',
    httpStatus: 415,
    exitCode: 'bad-data',
  },
  'dead-letters-full': {
    meaning: 'A delivery cannot be understood, and there is no more room to keep such deliveries.',
    mend: 'Replay or discard dead letters; the sender sends again what was not taken.',
    httpStatus: 503,
    exitCode: 'input-output',
  },
  'dead-letter-unknown': {
    meaning: 'There is no dead letter of that id among those that the asker may see.',
    mend: 'List the dead letters.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'dead-letter-settled': {
    meaning: 'The dead letter was replayed or discarded already.',
    mend: 'Nothing is left to do; its record says who settled it.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'webhook-unknown': {
    meaning: 'No webhook source of that name is configured.',
    mend: 'Add its document to the folder of webhooks, or name one that is there.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'ingestion-store-refused': {
    meaning:
      'The file of deliveries and dead letters is not one of this program, or a newer version wrote it.',
    mend: 'Check the path, or use the version that wrote the file.',
    httpStatus: 500,
    exitCode: 'configuration',
  },
  'subscriber-too-slow': {
    meaning: 'A subscriber left an event waiting for too long and was let go.',
    mend: 'Subscribe again after the last position received; nothing is lost.',
    httpStatus: 429,
    exitCode: 'conflict',
  },
  'subscription-ended': {
    meaning: 'A subscription was ended because its token ended, was revoked, or lost its grant.',
    mend: 'Connect again with a token that is good, and resume after the last position received.',
    httpStatus: 401,
    exitCode: 'not-allowed',
  },
  'backup-failed': {
    meaning:
      'A backup could not be made, or what was copied does not verify. Nothing was left behind under its name.',
    mend: 'Check space and permissions of the folder of backups, run `tally verify`, and make it again.',
    httpStatus: 500,
    exitCode: 'check-failed',
  },
  'backup-invalid': {
    meaning: 'The folder is no backup of this program, or its files are not as they were when it was made.',
    mend: 'Take another backup; the details name what differs.',
    httpStatus: 422,
    exitCode: 'check-failed',
  },
  'restore-refused': {
    meaning: 'There are files already where a backup is to be restored to.',
    mend: 'Move them away, or name another place with TALLY_LEDGER.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'evidence-malformed': {
    meaning: 'A checkpoint, proof, key or envelope is not written as its public format says.',
    mend: 'Take the file as it was made; an editor or a mail program may have changed it.',
    httpStatus: 422,
    exitCode: 'bad-data',
  },
  'signature-refused': {
    meaning: 'A signature is wrong, or nobody whose key is trusted signed it.',
    mend: 'Check the file, and the keys with whoever signs. A key that came with the file proves nothing.',
    httpStatus: 422,
    exitCode: 'check-failed',
  },
  'checkpoint-refused': {
    meaning:
      'A checkpoint and a ledger do not agree: one was set back, or another history was put in its place. Nothing was signed.',
    mend: 'Run `tally verify --against` with the checkpoint: it says from which position they differ.',
    httpStatus: 409,
    exitCode: 'check-failed',
  },
  'checkpoint-unknown': {
    meaning: 'The ledger holds no checkpoint of that size, or none that covers the fact.',
    mend: '`tally checkpoint list` shows those there are; `tally checkpoint make` makes one.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'keys-missing': {
    meaning: 'Something is to be signed, and no folder of keys is set up.',
    mend: 'Name the folder with TALLY_KEYS.',
    httpStatus: 409,
    exitCode: 'configuration',
  },
  'signing-key-missing': {
    meaning:
      'No key signs for the log of the agreement, or its private key is not in the folder of keys here.',
    mend: 'Make one with `tally key create`, or name the folder that holds it with TALLY_KEYS.',
    httpStatus: 409,
    exitCode: 'configuration',
  },
  'key-unknown': {
    meaning: 'The folder of keys holds no such key, or several that fit.',
    mend: '`tally key list` shows those there are.',
    httpStatus: 404,
    exitCode: 'not-found',
  },
  'key-exists': {
    meaning: 'The log has a key already, or the key was announced before.',
    mend: 'To put a new key in its place, use `tally key rotate`.',
    httpStatus: 409,
    exitCode: 'not-allowed',
  },
  'key-refused': {
    meaning: 'A key cannot be used for what is asked, or its file is not as it should be.',
    mend: 'Correct what the message names; a private key is readable by its owner alone.',
    httpStatus: 422,
    exitCode: 'configuration',
  },
  'proof-refused': {
    meaning: 'A Merkle proof does not prove what it is handed in for, or no such proof can be made.',
    mend: 'Ask for a new proof; if that fails too, the ledger is not the one that was signed.',
    httpStatus: 422,
    exitCode: 'check-failed',
  },
  interrupted: {
    meaning: 'The command was ended by Ctrl-C.',
    mend: 'Run it again: everything acknowledged is recorded and nothing is recorded twice.',
    httpStatus: 499,
    exitCode: 'interrupted',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorCatalogue;
