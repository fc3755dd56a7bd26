import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { addAbortSignal } from 'node:stream';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { TallyError } from '@tallystick/errors';
import { defineCommand } from '../command.js';
import { needed } from '../console/needed.js';
import { counted, print } from '../console/print.js';
import { ProgressBar } from '../console/progress.js';
import { readText } from '../console/read-text.js';
import { withServices } from '../console/with-services.js';
import { type AgreementOption, agreementOption, type LedgerOption, ledgerOption } from '../options.js';
import type { Session } from '../session.js';

interface ImportOptions extends LedgerOption, AgreementOption {
  readonly mapping?: string;
  readonly assertedBy?: string;
  readonly rejects?: string;
  readonly acknowledge?: boolean;
  readonly listMappings?: boolean;
  readonly mappingSchema?: boolean;
}

export const importCommand = defineCommand<ImportOptions>({
  name: 'import',
  arguments: '[files...]',
  summary: 'record the export of a ticketing system',
  description:
    'Reads exports (plain or gzip; `-` for standard input) by a mapping: a file of your own, or the name of one that comes with tally. What the ledger holds already is not recorded again, so the same or a longer export may be imported any time. Rows that are not understood go to the rejects file with line and reason; nothing else is lost. Ctrl-C ends after the batch in hand; running it again goes on.',
  options: [
    ledgerOption,
    agreementOption,
    { flags: '--mapping <name>', meaning: 'the mapping: a file, or the name of a shipped one' },
    { flags: '--asserted-by <party>', meaning: 'the party that says so (else as the mapping says)' },
    {
      flags: '--rejects <file>',
      meaning: 'where rows that are not understood go (else FILE.rejects.ndjson of the first file)',
    },
    {
      flags: '--acknowledge',
      meaning:
        'say on standard error after each batch what is recorded: {"facts": so far, "position": number}',
    },
    { flags: '--list-mappings', meaning: 'list the mappings that come with tally' },
    { flags: '--mapping-schema', meaning: 'print the JSON Schema of mapping files' },
  ],
  json: '{"agreement": name, "rows": number, "facts": newly recorded, "retractions": of those, "unchanged": rows that brought nothing new,\n "recordedRows": rows that did, "rejected": rows, "rejects": path or null, "position": number, "chainHash": hex};\nrows = recordedRows + unchanged + rejected',
  examples: [
    'tally import --agreement acme-northwind --mapping servicenow-audit-log audit.csv',
    'xz -dc audit.csv.xz | tally import --agreement acme-northwind --mapping my-mapping.yaml -',
  ],
  run: async (session, options, files) => {
    if (options.listMappings === true) return listMappings(session);
    if (options.mappingSchema === true) return printMappingSchema(session);
    if (files.length === 0) {
      throw new TallyError('usage', 'No file to import is named.', [
        { place: 'FILE', problem: 'It is missing.', mend: 'Name the export, or - for standard input.' },
      ]);
    }
    return importFiles(session, options, files);
  },
});

async function importFiles(session: Session, options: ImportOptions, files: readonly string[]) {
  const { importExport, loadMapping, theAgreement } = await import('../application.js');
  const mapping = await loadMapping(needed(options.mapping, '--mapping'), readText);
  const totalBytes = await bytesOf(files);
  const rejects = new RejectsFile(options.rejects ?? rejectsPath(files[0]!));
  const bar = new ProgressBar(session.terminal, 'importing');
  const summary = await withServices(session, options, {}, (services) =>
    session.interruptible(async (signal) => {
      const agreement = await theAgreement(services, options.agreement);
      try {
        return await importExport(
          services,
          {
            agreement,
            mapping,
            inputs: files.map((file) => ({
              name: file === '-' ? 'standard input' : basename(file),
              // Ctrl-C also ends a wait for input that does not come.
              stream: addAbortSignal(signal, file === '-' ? session.terminal.input : createReadStream(file)),
            })),
            assertedBy: options.assertedBy === undefined ? undefined : { party: options.assertedBy },
            signal,
          },
          {
            rejected: (rows) => rejects.write(rows),
            progress: ({ bytesRead, rowsRead, rowsDone, factsRecorded, phase, position }) => {
              if (options.acknowledge === true) {
                session.terminal.note(`${JSON.stringify({ facts: factsRecorded, position })}\n`);
              }
              const note = `${counted(rowsRead, 'row')}, ${counted(factsRecorded, 'new fact')}`;
              if (phase === 'walking') bar.update(rowsDone, rowsRead, note);
              else bar.update(bytesRead, totalBytes, note);
            },
          },
        );
      } finally {
        bar.end();
        await rejects.close();
      }
    }),
  );
  const { head, ...counts } = summary;
  const shape = {
    agreement: head.agreement,
    ...counts,
    rejects: rejects.written ? rejects.path : null,
    position: head.position,
    chainHash: head.chainHash,
  };
  await print(session, shape, () => {
    const lines = [
      `${counted(counts.rows, 'row')} read: ${counted(counts.facts, 'new fact')} from ${counted(counts.recordedRows, 'row')}, ` +
        `${counted(counts.unchanged, 'row')} with nothing new, ${counts.rejected} rejected.`,
    ];
    if (counts.retractions > 0) {
      lines.push(
        `${counted(counts.retractions, 'older value')} taken back where the export says otherwise now.`,
      );
    }
    if (rejects.written) lines.push(`Rejected rows, with line and reason: ${rejects.path}`);
    return `${lines.join('\n')}\n`;
  });
}

/** The length of all files, for the progress bar; unknown where standard input is one of them. */
async function bytesOf(files: readonly string[]): Promise<number | undefined> {
  if (files.includes('-')) return undefined;
  const stats = await Promise.all(files.map((file) => stat(file)));
  return stats.reduce((sum, { size }) => sum + size, 0);
}

function rejectsPath(file: string): string {
  return file === '-' ? 'standard-input.rejects.ndjson' : `${file}.rejects.ndjson`;
}

/** Made only when there is something to reject, and anew for each import. */
class RejectsFile {
  readonly path: string;
  private stream: WriteStream | undefined;

  constructor(path: string) {
    this.path = path;
  }

  get written(): boolean {
    return this.stream !== undefined;
  }

  async write(rows: readonly unknown[]): Promise<void> {
    this.stream ??= createWriteStream(this.path);
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    if (!this.stream.write(text)) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    if (this.stream === undefined) return;
    this.stream.end();
    await once(this.stream, 'close');
  }
}

async function listMappings(session: Session): Promise<void> {
  const { shippedMappings } = await import('../application.js');
  const mappings = shippedMappings().map(({ name, path }) => ({ name, path }));
  await print(session, mappings, () => mappings.map(({ name, path }) => `${name}  ${path}\n`).join(''));
}

async function printMappingSchema(session: Session): Promise<void> {
  const { mappingJsonSchema } = await import('../application.js');
  await session.terminal.out(`${JSON.stringify(mappingJsonSchema(), undefined, session.json ? 0 : 2)}\n`);
}
