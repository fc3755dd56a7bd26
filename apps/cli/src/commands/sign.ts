import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { defineCommand } from '../command.js';
import { print } from '../console/print.js';
import { readText } from '../console/read-text.js';
import { withServices } from '../console/with-services.js';
import { type LedgerOption, ledgerOption } from '../options.js';
import { ledgerPath } from '../settings.js';

interface SignOptions extends LedgerOption {
  readonly signedAt?: string;
}

export const sign = defineCommand<SignOptions>({
  name: 'sign',
  arguments: '<terms>',
  summary: 'record a signed agreement',
  description:
    'Checks a terms file and records it as signed; the ledger of the agreement begins with it. The ledger file is made where there is none. Signing the same terms again changes nothing; a change of terms is an amendment.',
  options: [
    ledgerOption,
    { flags: '--signed-at <instant>', meaning: 'when it was signed (else the start of its term)' },
  ],
  json: '{"agreement": name, "termsDigest": hex, "repeated": boolean, "position": number, "chainHash": hex, "ledgerCreated": boolean}',
  examples: ['tally sign terms.yaml', 'tally sign terms.yaml --signed-at 2024-12-16T10:00:00Z'],
  run: async (session, options, [file]) => {
    const { isEventStoreAddress, signAgreement } = await import('../application.js');
    const document = await readText(file!);
    const path = ledgerPath(options.ledger, session.environment);
    const ledgerCreated = !isEventStoreAddress(path) && !existsSync(path);
    const { agreement, terms, repeated, head } = await withServices(
      session,
      options,
      { create: true },
      (services) => signAgreement(services, { document, signedAt: options.signedAt }),
    );
    const shape = {
      agreement,
      termsDigest: terms.digest,
      repeated,
      position: head.position,
      chainHash: head.chainHash,
      ledgerCreated,
    };
    await print(session, shape, () =>
      repeated
        ? `${agreement} was signed before under these very terms; nothing changed.\n`
        : `${ledgerCreated ? `Made the ledger ${basename(path)}. ` : ''}Signed ${agreement}: ${terms.title}.\n`,
    );
  },
});
