import { formatLocalDate } from '@tallystick/quantities';
import { defineCommand } from '../command.js';
import { print } from '../console/print.js';
import { readTermsInForce, termsSourceOptions, type TermsSourceOptions } from '../console/terms-source.js';
import { versionsTable } from './terms-check.js';

interface ShowOptions extends TermsSourceOptions {
  readonly on?: string;
}

export const termsShow = defineCommand<ShowOptions>({
  name: 'terms show',
  arguments: '[terms] [amendments...]',
  summary: 'show terms in words',
  description:
    'Shows the terms in force on a date in plain sentences, each with its clause: of a terms file with amendments, or of a recorded agreement as known at some point.',
  options: [
    { flags: '--on <date>', meaning: 'the date, in the zone of the agreement (else the last version)' },
    ...termsSourceOptions,
  ],
  json: '{"agreement": name, "from": date, "to": date|null, "digest": hex, "sources": [{"factId", "kind", "name"}], "document": the plain terms, amendments applied,\n "words": [{"heading", "clauses": [{"id", "clause", "lines": [text]}]}]}',
  examples: [
    'tally terms show terms.yaml amendment-1.yaml --on 2025-08-01',
    'tally terms show --agreement acme-northwind --known-at 2025-06-01',
  ],
  run: async (session, options, files) => {
    const { describeTerms, termsVersion } = await import('../application.js');
    const inForce = await readTermsInForce(session, options, files);
    const version = termsVersion(inForce, options.on, 'last');
    const words = describeTerms(version.terms);
    const shape = {
      agreement: version.terms.agreement,
      from: formatLocalDate(version.from),
      to: version.to === undefined ? null : formatLocalDate(version.to),
      digest: version.terms.digest,
      sources: version.sources,
      document: version.terms.document,
      words,
    };
    await print(session, shape, () => {
      const sections = words.map(({ heading, clauses }) => {
        const said = clauses.map(({ id, clause, lines }) => {
          const head = clause === undefined ? id : `${id}  (${clause})`;
          return `  ${head}\n${lines.map((line) => `    ${line}\n`).join('')}`;
        });
        return `${heading}\n${'═'.repeat(heading.length)}\n${said.join('')}\n`;
      });
      return `${sections.join('')}Versions\n════════\n${versionsTable(inForce)}`;
    });
  },
});
