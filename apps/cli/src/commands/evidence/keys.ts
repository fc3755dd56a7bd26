import { defineCommand } from '../../command.js';
import { printList } from '../../console/print-list.js';
import { print } from '../../console/print.js';
import { readKeys } from '../../console/read-text.js';
import { withServices } from '../../console/with-services.js';
import { type AgreementOption, agreementOption, type LedgerOption, ledgerOption } from '../../options.js';
import { keysPath } from '../../settings.js';
import { type FlowOptions, flowOptions, recordedJson, runFlow } from '../flows/flow.js';

const exampleKey = 'northwind.example/contracts+5e7c9a01+BPnXo6Pl1pbK0m5rBwqEoTnk4sVpVJ2oN8mC3dQ1hYzR';

export const keyCreate = defineCommand<FlowOptions & { readonly name: string; readonly cosigner?: boolean }>({
  name: 'key create',
  summary: 'make the key that signs for a ledger, or one that cosigns',
  description:
    'Makes an Ed25519 key pair. The private key stays in a file of the folder of keys that only its owner may read (TALLY_KEYS). The key of an agreement’s log is named NAME/AGREEMENT, and a fact names its public key. With --cosigner it is a key by which a party cosigns the other party’s checkpoints: it needs no ledger, and its name is NAME.',
  options: [
    ...flowOptions('client'),
    {
      flags: '--name <name>',
      meaning: 'whose key it is: an address without a scheme, e.g. ledger.example.com',
      required: true,
    },
    { flags: '--cosigner', meaning: 'make a key that cosigns checkpoints of the other party' },
  ],
  json: `${recordedJson}, "verifierKey": text}; with --cosigner: {"verifierKey": text}`,
  examples: [
    'tally key create --agreement acme-northwind --name ledger.example.com',
    'tally key create --cosigner --name northwind.example/contracts',
  ],
  run: async (session, options) => {
    const { createSigningKey, createCosigningKey, KeyFolder } = await import('../../application.js');
    if (options.cosigner === true) {
      const folder = new KeyFolder(keysPath(session.environment));
      const verifierKey = await createCosigningKey(folder, options.name);
      await print(session, { verifierKey }, () => `${verifierKey}\n`);
      return;
    }
    await runFlow(
      session,
      options,
      'client',
      (services, fields) => createSigningKey(services, { ...fields, name: options.name }),
      ({ verifierKey }) => `The key that the other party needs to check it:\n${verifierKey}\n`,
    );
  },
});

export const keyRotate = defineCommand<FlowOptions>({
  name: 'key rotate',
  summary: 'put a new key in the place of the one that signs',
  description:
    'Makes a new key for the agreement’s log; a fact names it. A checkpoint is signed by both keys, so that whoever trusts the old one learns of the new one. Afterwards the file of the old private key can be destroyed.',
  options: flowOptions('client'),
  json: `${recordedJson}, "verifierKey": text, "note": the checkpoint signed by both}`,
  examples: ['tally key rotate --agreement acme-northwind'],
  run: (session, options) =>
    runFlow(
      session,
      options,
      'client',
      async (services, fields) => {
        const { rotateSigningKey } = await import('../../application.js');
        return rotateSigningKey(services, fields);
      },
      ({ verifierKey, note }) => `The new key:\n${verifierKey}\n\nSigned by both:\n${note}`,
    ),
});

export const keyAnnounce = defineCommand<FlowOptions>({
  name: 'key announce',
  arguments: '<key>',
  summary: 'record the key by which a party cosigns, or a key that signs',
  description:
    'Records the fact that names a public key, given as text or as a file that holds it: of a cosigner, the key by which the party that asserts it cosigns from now on; of the log, the key that signs from now on.',
  options: flowOptions('provider'),
  json: `${recordedJson}, "verifierKey": text}`,
  examples: [`tally key announce ${exampleKey} --asserted-by provider`],
  run: (session, options, [key]) =>
    runFlow(
      session,
      options,
      'provider',
      async (services, fields) => {
        const { announceKey } = await import('../../application.js');
        const [verifierKey = key!] = await readKeys([key!]);
        return announceKey(services, { ...fields, verifierKey });
      },
      ({ verifierKey }) => `${verifierKey}\n`,
    ),
});

export const keyList = defineCommand<LedgerOption & AgreementOption & { readonly local?: boolean }>({
  name: 'key list',
  summary: 'the keys that sign and cosign',
  description:
    'Lists the keys that facts of the agreement name, and those in the folder of keys. With --local it needs no ledger and lists the folder alone.',
  options: [
    ledgerOption,
    agreementOption,
    { flags: '--local', meaning: 'only the folder of keys, without a ledger' },
  ],
  json: '{"verifierKey", "name", "keyId", "type": "ed25519"|"ed25519-cosignature", "isHeld": whether the private key is here,\n "announced": {"position", "announcedAt", "announcedBy"} or null, "isCurrent": whether it signs now}, one line each',
  examples: ['tally key list --agreement acme-northwind', 'tally key list --local'],
  run: async (session, options) => {
    const { listHeldKeys, listKeys, KeyFolder, theAgreement } = await import('../../application.js');
    const keys =
      options.local === true
        ? await listHeldKeys(new KeyFolder(keysPath(session.environment)))
        : await withServices(session, options, { readOnly: true }, async (services) =>
            listKeys(services, await theAgreement(services, options.agreement)),
          );
    const row = (key: (typeof keys)[number]): readonly string[] => [
      key.verifierKey,
      key.type === 'ed25519' ? (key.isCurrent ? 'signs now' : 'signs') : 'cosigns',
      key.isHeld ? 'here' : '',
      key.announced === null ? '' : `${key.announced.announcedBy}, ${key.announced.announcedAt}`,
    ];
    const columns = [{ head: 'key' }, { head: 'use' }, { head: 'private key' }, { head: 'announced by' }];
    await printList(session, keys, { columns, row, none: 'There is no key.' });
  },
});
