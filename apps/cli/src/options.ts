import type { OptionDefinition } from './command.js';
import { settings } from './settings.js';

/** Options that several commands share, so that each means the same everywhere. */

export interface LedgerOption {
  readonly ledger?: string;
}
export const ledgerOption: OptionDefinition = {
  flags: '--ledger <file>',
  meaning: `the ledger file, or the address of a server (else ${settings.ledger.variable}, else ${settings.ledger.fallback})`,
};

export interface AgreementOption {
  readonly agreement?: string;
}
export const agreementOption: OptionDefinition = {
  flags: '--agreement <name>',
  meaning: 'the agreement; may be left out where the ledger holds only one',
};

export interface KnownAtOption {
  readonly knownAt?: string;
}
export const knownAtOption: OptionDefinition = {
  flags: '--known-at <when>',
  meaning:
    'as known then: a revision (position in the ledger), an instant, or a date (its end in the zone of the agreement)',
};

export interface PeriodOption {
  readonly period?: string;
}
export const periodOption: OptionDefinition = {
  flags: '--period <label>',
  meaning: 'the period, e.g. 2025-03, 2025-Q1 or 2025',
};

export interface PeriodRangeOptions extends PeriodOption {
  readonly from?: string;
  readonly to?: string;
}
export const periodRangeOptions: readonly OptionDefinition[] = [
  periodOption,
  { flags: '--from <label>', meaning: 'the first of several periods, by its label or a date in it' },
  { flags: '--to <label>', meaning: 'the last of them' },
];

export interface ValuedAtOption {
  readonly valuedAt?: string;
}
export const valuedAtOption: OptionDefinition = {
  flags: '--valued-at <instant>',
  meaning:
    'the instant at which running clocks are read (else the later of the end of the period and what is known)',
};
