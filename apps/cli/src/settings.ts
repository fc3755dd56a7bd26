/** One setting: where it may be given, what it is without that. */
export interface Setting {
  readonly option: string;
  readonly variable: string;
  readonly fallback: string;
  readonly meaning: string;
}

/** The one catalogue of settings (docs/reference/cli.md is made from it). An option wins over a variable. */
export const settings = {
  ledger: {
    option: '--ledger FILE',
    variable: 'TALLY_LEDGER',
    fallback: './tally.db',
    meaning: 'The file that holds the ledgers of all agreements.',
  },
} as const satisfies Record<string, Setting>;

/** The ledger's path: the option, else the environment's variable, else `./tally.db`. */
export function ledgerPath(option: string | undefined, environment: NodeJS.ProcessEnv): string {
  const fromEnvironment = environment[settings.ledger.variable];
  return (
    option ??
    (fromEnvironment === undefined || fromEnvironment === '' ? undefined : fromEnvironment) ??
    settings.ledger.fallback
  );
}
