/**
 * Exit codes of the command line, one meaning each (documented in docs/reference/errors.md).
 * 64 and above follow the BSD sysexits convention.
 */
export const exitCodes = {
  /** The command did what was asked. */
  success: 0,
  /** A check ran and found something wrong: a chain break, a replay that differs, terms with errors. */
  'check-failed': 1,
  /** The command line itself is wrong: an unknown option, a missing argument. */
  usage: 64,
  /** The data given is wrong: terms, facts, a mapping, an amendment. */
  'bad-data': 65,
  /** A named thing does not exist: a file, an agreement, a statement, a ticket. */
  'not-found': 66,
  /** The program found itself inconsistent. Nothing was recorded; please report it. */
  internal: 70,
  /** The ledger or a file could not be read or written. */
  'input-output': 74,
  /** Someone else wrote first; running the command again is safe. */
  conflict: 75,
  /** What was asked is not allowed in this state, e.g. sealing a statement twice. */
  'not-allowed': 77,
  /** The program is not set up: not built, Node.js too old, configuration wrong. */
  configuration: 78,
  /** Ended by Ctrl-C. Everything acknowledged is recorded. */
  interrupted: 130,
} as const;

export type ExitCodeName = keyof typeof exitCodes;
