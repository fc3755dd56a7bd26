import { writeFile } from 'node:fs/promises';
import { TallyError } from '@tallystick/errors';
import { defineCommand } from '../../command.js';
import { printList } from '../../console/print-list.js';
import { counted, print } from '../../console/print.js';
import { readKeys, readText } from '../../console/read-text.js';
import { withServices } from '../../console/with-services.js';
import { type AgreementOption, agreementOption, type LedgerOption, ledgerOption } from '../../options.js';
import type { Session } from '../../session.js';
import { keysPath } from '../../settings.js';
import { type FlowOptions, flowOptions, recordedJson, runFlow } from '../flows/flow.js';

interface OutputOption {
  readonly output?: string;
}
const outputOption = { flags: '--output <file>', meaning: 'the file to write (else standard output)' };
const sizeOption = {
  flags: '--size <facts>',
  meaning: 'the checkpoint over so many facts (else the newest)',
};

/** Prints a text as it is, or writes it to the file that was named. */
async function give(session: Session, { output }: OutputOption, shape: object, text: string): Promise<void> {
  if (output === undefined) {
    await print(session, shape, () => text);
    return;
  }
  await writeFile(output, text);
  await print(session, { ...shape, output }, () => `Wrote ${output}.\n`);
}

function countOf(text: string | undefined, place: string): number | undefined {
  if (text === undefined) return undefined;
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw new TallyError('usage', `"${text}" is no number of facts.`, [
    { place, problem: 'It is not a whole number.', mend: 'Write how many facts the checkpoint covers.' },
  ]);
}

export const checkpointMake = defineCommand<FlowOptions & OutputOption>({
  name: 'checkpoint make',
  summary: 'sign what the ledger comes to now',
  description:
    'Signs a checkpoint: how many facts the agreement’s ledger has, and the root of the Merkle tree over them. It is recorded, and is the text to give to the other party. Where nothing was recorded since the last one, that one is given again. A ledger that is not the one signed before is refused.',
  options: [...flowOptions('client'), outputOption],
  json: `${recordedJson},\n "note": the signed note, "origin", "size": facts covered, "rootHash": hex}`,
  examples: ['tally checkpoint make --agreement acme-northwind --output acme.checkpoint'],
  run: (session, options) =>
    runFlow(
      session,
      options,
      'client',
      async (services, fields) => {
        const { makeCheckpoint } = await import('../../application.js');
        const made = await makeCheckpoint(services, fields);
        if (options.output !== undefined) await writeFile(options.output, made.note);
        return made;
      },
      ({ note, size }) =>
        `It covers ${counted(size, 'fact')}.\n${options.output === undefined ? `\n${note}` : ''}`,
    ),
});

export const checkpointList = defineCommand<LedgerOption & AgreementOption>({
  name: 'checkpoint list',
  summary: 'the checkpoints of a ledger, and who signed them',
  description:
    'Lists the checkpoints that the agreement’s ledger holds, with the signatures that were checked.',
  options: [ledgerOption, agreementOption],
  json: '{"origin", "size", "rootHash", "signedAt", "position", "note", "signatures": [{"verifierKey", "name", "cosignedAt"}]}, one line each',
  examples: ['tally checkpoint list --agreement acme-northwind'],
  run: async (session, options) => {
    const { listCheckpoints, theAgreement } = await import('../../application.js');
    const found = await withServices(session, options, { readOnly: true }, async (services) =>
      listCheckpoints(services, await theAgreement(services, options.agreement)),
    );
    const row = ({ size, rootHash, signedAt, signatures }: (typeof found)[number]): readonly string[] => [
      String(size),
      rootHash,
      signedAt,
      signatures
        .map(({ name, cosignedAt }) => (cosignedAt === null ? name : `${name} (${cosignedAt})`))
        .join(', '),
    ];
    const columns = [
      { head: 'facts', align: 'right' as const },
      { head: 'root' },
      { head: 'signed' },
      { head: 'by' },
    ];
    await printList(session, found, { columns, row, none: 'There is no checkpoint.' });
  },
});

export const checkpointShow = defineCommand<
  LedgerOption & AgreementOption & OutputOption & { readonly size?: string; readonly since?: string }
>({
  name: 'checkpoint show',
  summary: 'print a checkpoint, or the proof that the ledger has only grown',
  description:
    'Prints a checkpoint of the ledger with every signature, as it is given away. With --since it prints the consistency proof from that older size as well (the request of C2SP tlog-witness): what the other party needs to cosign, or to see that nothing before was changed.',
  options: [
    ledgerOption,
    agreementOption,
    sizeOption,
    { flags: '--since <facts>', meaning: 'also prove that it extends the tree over so many facts' },
    outputOption,
  ],
  json: '{"origin", "size", "rootHash", "signedAt", "position", "note", "signatures", "proof": text or null}',
  examples: [
    'tally checkpoint show --agreement acme-northwind',
    'tally checkpoint show --since 4711 --output for-northwind.txt',
  ],
  run: async (session, options) => {
    const { checkpointOf, consistencyText, theAgreement } = await import('../../application.js');
    const old = countOf(options.since, '--since');
    const [view, proof] = await withServices(session, options, { readOnly: true }, async (services) => {
      const agreement = await theAgreement(services, options.agreement);
      const query = { agreement, size: countOf(options.size, '--size') };
      const checkpoint = await checkpointOf(services, query);
      if (old === undefined) return [checkpoint, null] as const;
      return [
        checkpoint,
        await consistencyText(services, { agreement, size: checkpoint.size, old }),
      ] as const;
    });
    await give(session, options, { ...view, proof }, proof ?? view.note);
  },
});

export const checkpointProve = defineCommand<
  LedgerOption & AgreementOption & OutputOption & { readonly size?: string; readonly factOutput?: string }
>({
  name: 'checkpoint prove',
  arguments: '<fact>',
  summary: 'prove that a fact is in the ledger',
  description:
    'Prints the proof that a checkpoint covers a fact, named by its id or position, as a C2SP .tlog-proof. Whoever has the proof, the bytes of the fact and the public key checks it without the ledger.',
  options: [
    ledgerOption,
    agreementOption,
    sizeOption,
    outputOption,
    { flags: '--fact-output <file>', meaning: 'also write the bytes of the fact, without a line end' },
  ],
  json: '{"position", "text": the canonical text of the fact, "proof": text}',
  examples: ['tally checkpoint prove 42 --output fact.tlog-proof --fact-output fact.json'],
  run: async (session, options, [fact]) => {
    const { proofOfFact, theAgreement } = await import('../../application.js');
    const found = await withServices(session, options, { readOnly: true }, async (services) =>
      proofOfFact(services, {
        agreement: await theAgreement(services, options.agreement),
        fact: fact!,
        size: countOf(options.size, '--size'),
      }),
    );
    if (options.factOutput !== undefined) await writeFile(options.factOutput, found.text);
    await give(session, options, found, found.proof);
  },
});

export const checkpointCosign = defineCommand<
  OutputOption & { readonly logKey: readonly string[]; readonly key?: string }
>({
  name: 'checkpoint cosign',
  arguments: '<file>',
  summary: 'cosign a checkpoint of the other party',
  description:
    'For the other party; it needs no ledger. Checks that the log’s key signed the checkpoint, and by the consistency proof that it extends the last one that this key cosigned; then adds the cosignature, with the time. From then on neither party can deny that state of the ledger or go back behind it. The folder of keys (TALLY_KEYS) remembers the last one.',
  options: [
    {
      flags: '--log-key <key...>',
      meaning: 'the public key of the log, or a file that holds it',
      required: true,
    },
    { flags: '--key <name>', meaning: 'the name or id of the key that cosigns (else the only one)' },
    outputOption,
  ],
  json: '{"origin", "size", "rootHash": hex, "note": text, "verifierKey", "since": the size cosigned before or null}',
  examples: ['tally checkpoint cosign for-northwind.txt --log-key acme.vkey --output cosigned.checkpoint'],
  run: async (session, options, [file]) => {
    const { cosignCheckpoint, KeyFolder } = await import('../../application.js');
    const keys = new KeyFolder(keysPath(session.environment));
    const { text } = await readText(file!);
    const logKeys = await readKeys(options.logKey);
    const { root, ...cosigned } = await cosignCheckpoint(
      { keys, clock: session.clock },
      { text, key: options.key, logKeys },
    );
    const shape = { ...cosigned, rootHash: Buffer.from(root).toString('hex') };
    await give(session, options, shape, cosigned.note);
  },
});

export const checkpointReceive = defineCommand<FlowOptions>({
  name: 'checkpoint receive',
  arguments: '<file>',
  summary: 'record the cosignature of the other party',
  description:
    'Records a checkpoint as it came back with the cosignature of the party that asserts it. The party’s key must have been announced (`tally key announce`), and the checkpoint be of these very facts.',
  options: flowOptions('provider'),
  json: `${recordedJson}, "origin", "size"}`,
  examples: ['tally checkpoint receive cosigned.checkpoint --asserted-by provider'],
  run: (session, options, [file]) =>
    runFlow(
      session,
      options,
      'provider',
      async (services, fields) => {
        const { recordCosignature } = await import('../../application.js');
        return recordCosignature(services, { ...fields, note: (await readText(file!)).text });
      },
      ({ size }) => `The checkpoint over ${counted(size, 'fact')} is cosigned.\n`,
    ),
});
