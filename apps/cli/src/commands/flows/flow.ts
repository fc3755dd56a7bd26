import type { CommandFields, Recorded, Services } from '../../application.js';
import type { OptionDefinition } from '../../command.js';
import { print } from '../../console/print.js';
import { withServices } from '../../console/with-services.js';
import { type AgreementOption, agreementOption, type LedgerOption, ledgerOption } from '../../options.js';
import type { Session } from '../../session.js';

/** What every command of the flows between the parties may say. */
export interface FlowOptions extends LedgerOption, AgreementOption {
  readonly assertedBy?: string;
  readonly actor?: string;
  readonly at?: string;
  readonly expectedRevision?: string;
  readonly idempotencyKey?: string;
}

export function flowOptions(party: string): readonly OptionDefinition[] {
  return [
    ledgerOption,
    agreementOption,
    { flags: '--asserted-by <party>', meaning: `who says so (else ${party})` },
    { flags: '--actor <name>', meaning: 'the person or program that speaks for that party' },
    { flags: '--at <instant>', meaning: 'when it happened (else now)' },
    {
      flags: '--expected-revision <position>',
      meaning: 'refuse where anything was recorded after this position',
    },
    {
      flags: '--idempotency-key <key>',
      meaning:
        'names this very request: again under the same key, it records nothing and prints the first result',
    },
  ];
}

export const recordedJson =
  '{"agreement": name, "revision": position of the last fact, "facts": [{"id", "type", "effectiveAt", "position"}], "repeated": whether it was recorded before';

/** Opens the ledger, runs one command of the application, and prints what it recorded and what follows. */
export async function runFlow<Result extends Recorded>(
  session: Session,
  options: FlowOptions,
  party: string,
  command: (services: Services, fields: CommandFields) => Promise<Result>,
  follows: (result: Result) => string = () => '',
): Promise<void> {
  const { theAgreement } = await import('../../application.js');
  const result = await withServices(session, options, {}, async (services) =>
    command(services, {
      agreement: await theAgreement(services, options.agreement),
      assertedBy: {
        party: options.assertedBy ?? party,
        ...(options.actor === undefined ? {} : { actor: options.actor }),
      },
      effectiveAt: options.at,
      expectedRevision: options.expectedRevision === undefined ? undefined : Number(options.expectedRevision),
      idempotencyKey: options.idempotencyKey,
    }),
  );
  await print(session, result, () => {
    const types = result.facts.map(({ type }) => type).join(', ');
    const said = result.repeated ? 'Recorded before' : 'Recorded';
    const what = types === '' ? 'Nothing new to record' : `${said}: ${types}`;
    return `${what}. The ledger of ${result.agreement} was at revision ${result.revision} then.\n${follows(result)}`;
  });
}
