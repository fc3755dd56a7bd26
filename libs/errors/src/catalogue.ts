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
  'ledger-conflict': {
    meaning: 'The ledger is at another revision than the writer expected; someone else wrote first.',
    mend: 'Read again from the actual revision that the message names, and retry.',
    httpStatus: 409,
    exitCode: 'conflict',
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
    meaning: 'The ledger cannot be opened or is held by another process too long.',
    mend: 'Retry; check the path and what else uses it.',
    httpStatus: 503,
    exitCode: 'input-output',
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
  'restore-not-empty': {
    meaning: 'A restore needs a ledger that does not hold the agreement yet.',
    mend: 'Restore into a new ledger file.',
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
  interrupted: {
    meaning: 'The command was ended by Ctrl-C.',
    mend: 'Run it again: everything acknowledged is recorded and nothing is recorded twice.',
    httpStatus: 499,
    exitCode: 'interrupted',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorCatalogue;
