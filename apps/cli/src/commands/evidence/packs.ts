import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { defineCommand } from '../../command.js';
import { counted, print } from '../../console/print.js';
import { readKeys, readText } from '../../console/read-text.js';
import { withServices } from '../../console/with-services.js';
import {
  type AgreementOption,
  agreementOption,
  type LedgerOption,
  ledgerOption,
  type PeriodOption,
  periodOption,
} from '../../options.js';

interface PackOptions extends LedgerOption, AgreementOption {
  readonly period: string;
  readonly invoice?: string;
  readonly complete?: true;
  readonly open?: readonly string[];
  readonly since?: readonly string[];
  readonly out?: string;
}

export const evidencePack = defineCommand<PackOptions>({
  name: 'evidence pack',
  summary: 'everything that shows an issued statement to the other side, in one zip',
  description:
    'Packs an issued statement (JSON and PDF), its signed attestation, the terms in force, the facts behind every credited, adjusted or contested figure with their proofs, checkpoints with proofs that the ledger has only grown, the public keys, a program that checks all of it, and a README in plain words. The rest of the ledger stays private. Where no checkpoint covers everything yet, one is signed and recorded; otherwise the same ledger gives the same pack.',
  options: [
    ledgerOption,
    agreementOption,
    { ...periodOption, required: true },
    {
      flags: '--invoice <number>',
      meaning:
        'make a dispute file: adds this invoice line by line, the claims with their deadlines, and what later statements adjusted',
    },
    {
      flags: '--complete',
      meaning:
        'pack all facts up to the seal, so that the statement can be computed again from the pack alone',
    },
    {
      flags: '--open <subject...>',
      meaning: 'open the personal texts of these subjects, by name or pseudonym; others stay commitments',
    },
    {
      flags: '--since <file...>',
      meaning: 'checkpoints that the reader holds: adds the proofs that this ledger extends them',
    },
    { flags: '--out <file>', meaning: 'the zip file to write (else AGREEMENT-PERIOD-evidence.zip)' },
  ],
  json: '{"agreement", "period", "origin", "invoice": number of it | null, "complete": boolean, "digest": of the statement,\n "verifierKey": that signed the pack, "checkpointSize", "facts": with proofs, "files": how many, "out": path}',
  examples: [
    'tally evidence pack --agreement acme-northwind --period 2025-03',
    'tally evidence pack --agreement acme-northwind --period 2025-03 --invoice INV-2025-03 --since theirs.checkpoint --out dispute.zip',
  ],
  run: async (session, options) => {
    const { makeEvidencePack, packPrograms, theAgreement, zipPack } = await import('../../application.js');
    const { period, invoice, complete, open } = options;
    const since = await Promise.all((options.since ?? []).map(async (file) => (await readText(file)).text));
    const pack = await withServices(session, options, {}, async (services) => {
      const agreement = await theAgreement(services, options.agreement);
      const command = { agreement, period, invoice, complete, open, since };
      return makeEvidencePack(services, command, await packPrograms());
    });
    const out =
      options.out ?? `${encodeURIComponent(pack.agreement)}-${encodeURIComponent(period)}-evidence.zip`;
    await writeFile(out, await zipPack(pack.files));
    const { files, ...shape } = pack;
    await print(
      session,
      { ...shape, files: files.size, out },
      () =>
        `Wrote ${out}: ${counted(files.size, 'file')} with ${counted(pack.facts, 'fact')} of ${pack.agreement}, ${period}.\n` +
        `Signed by ${pack.verifierKey}\n` +
        `Give the other side this key in another way than the pack.\n`,
    );
  },
});

interface VerifyPackOptions extends PeriodOption {
  readonly key?: readonly string[];
  readonly checkpoint?: readonly string[];
  readonly calculation?: string;
}

/** What verify.mjs offers; it is no part of this program, and is loaded as it stands. */
interface Verifier {
  readonly run: (argv: readonly string[], write: (text: string) => void) => number;
}

export const verifyPack = defineCommand<VerifyPackOptions>({
  name: 'verify-pack',
  arguments: '<pack>',
  summary: 'check an evidence pack, without its ledger and without trusting its maker',
  description:
    'Runs apps/verifier/verify.mjs, the program that packs carry: it shares no code with tally. It checks signatures, proofs and digests, computes the statement again where the pack has all facts (with the calculation of this installation), and says what it did and did not check. A key inside a pack proves nothing: without --key nothing shows who made it, and the command does not succeed.',
  options: [
    {
      flags: '--key <vkey...>',
      meaning: 'verifier keys that you have from the other party, not from the pack; or files of them',
    },
    {
      flags: '--checkpoint <file...>',
      meaning: 'checkpoints that you kept: the ledger of the pack has to extend them',
    },
    { ...periodOption, meaning: 'refuse a pack of any other period' },
    {
      flags: '--calculation <file>',
      meaning: 'a calculation program of your own (else that of this installation)',
    },
  ],
  json: '{"verdict": "verified" | "not authentic" | "failed", "agreement", "period",\n "findings": [{"part", "verdict": "holds" | "fails" | "not checked", "says"}]}',
  examples: [
    "tally verify-pack acme-northwind-2025-03-evidence.zip --key 'ledger.example.com/acme-northwind+0a1b2c3d+AYz…' --checkpoint kept.checkpoint",
  ],
  run: async (session, options, [pack]) => {
    const { packProgramFiles } = await import('../../application.js');
    const programs = packProgramFiles();
    const { run } = (await import(pathToFileURL(programs.verifier).href)) as Verifier;
    const argv = [
      pack!,
      ...(await readKeys(options.key ?? [])).flatMap((key) => ['--key', key]),
      ...(options.checkpoint ?? []).flatMap((file) => ['--checkpoint', file]),
      ...(options.period === undefined ? [] : ['--period', options.period]),
      ...['--calculation', options.calculation ?? programs.calculation],
      ...(session.json ? ['--json'] : []),
    ];
    const said: string[] = [];
    const code = run(argv, (text) => said.push(text));
    await session.terminal.out(said.join(''));
    if (code === 0) return 'success';
    return code === 2 ? 'usage' : 'check-failed';
  },
});
