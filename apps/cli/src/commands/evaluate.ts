import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { defineCommand } from '../command.js';
import { linesOf } from '../console/lines.js';
import { needed } from '../console/needed.js';
import { readText } from '../console/read-text.js';
import { renderDocument } from '../console/render-document.js';
import { zoneTable } from '../console/with-services.js';
import {
  type KnownAtOption,
  knownAtOption,
  type PeriodRangeOptions,
  periodRangeOptions,
  type ValuedAtOption,
  valuedAtOption,
} from '../options.js';

interface EvaluateOptions extends PeriodRangeOptions, KnownAtOption, ValuedAtOption {
  readonly terms?: string;
  readonly amendments?: readonly string[];
  readonly facts?: string;
}

export const evaluate = defineCommand<EvaluateOptions>({
  name: 'evaluate',
  summary: 'compute statements from files, with no ledger',
  description:
    'Computes what periods come to under a terms file, amendments and a file of facts. A fact without recordedAt counts as recorded when it happened; an amendment when it was executed; the signed terms before everything. Without periods: from the first of the term to the last that has begun by what is known.',
  options: [
    { flags: '--terms <file>', meaning: 'the terms, YAML or JSON', required: true },
    { flags: '--amendments <file...>', meaning: 'amendments, YAML or JSON' },
    {
      flags: '--facts <file>',
      meaning: 'the facts, one JSON object a line (`-` for standard input)',
      required: true,
    },
    ...periodRangeOptions,
    knownAtOption,
    valuedAtOption,
  ],
  json: 'as `tally statement --json`: the canonical bytes of a statement a line',
  examples: [
    'tally evaluate --terms terms.yaml --facts facts.ndjson --period 2025-03',
    'tally evaluate --terms terms.yaml --amendments a1.yaml a2.yaml --facts facts.ndjson --from 2025-01 --to 2025-12 --json',
  ],
  run: async (session, options) => {
    const { describeStatement, evaluate: evaluateFiles, statementBytes } = await import('../application.js');
    const facts = needed(options.facts, '--facts');
    const statements = await evaluateFiles(await zoneTable(session), {
      terms: await readText(needed(options.terms, '--terms')),
      amendments: await Promise.all((options.amendments ?? []).map(readText)),
      facts: {
        name: facts === '-' ? 'standard input' : basename(facts),
        lines: linesOf(facts === '-' ? session.terminal.input : createReadStream(facts)),
      },
      from: options.period ?? options.from,
      to: options.period ?? options.to,
      knownAt: options.knownAt,
      valuedAt: options.valuedAt,
    });
    for (const [index, each] of statements.entries()) {
      const text = session.json ? `${statementBytes(each)}\n` : renderDocument(describeStatement(each));
      await session.terminal.out(index > 0 && !session.json ? `\n\n${text}` : text);
    }
  },
});
