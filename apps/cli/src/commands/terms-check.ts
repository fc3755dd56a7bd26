import { formatLocalDate } from '@tallystick/quantities';
import type { TermsInForce } from '../application.js';
import { defineCommand } from '../command.js';
import { print } from '../console/print.js';
import { readText } from '../console/read-text.js';
import { renderTable } from '../console/table.js';
import { zoneTable } from '../console/with-services.js';

export const termsCheck = defineCommand<object>({
  name: 'terms check',
  arguments: '<terms> [amendments...]',
  summary: 'check a terms file and amendments',
  description:
    'Checks a terms file, and amendments against it in the order given. Every place that is wrong is listed at once, with its path, file and line, and how to mend it. Nothing is recorded.',
  options: [],
  json: '{"agreement": name, "versions": [{"from": date, "to": date|null, "digest": hex, "sources": [{"kind", "name"}]}]}',
  examples: ['tally terms check terms.yaml', 'tally terms check terms.yaml amendment-1.yaml'],
  run: async (session, _options, [terms, ...amendments]) => {
    const { termsOfFiles } = await import('../application.js');
    const inForce = termsOfFiles(
      await zoneTable(session),
      await readText(terms!),
      await Promise.all(amendments.map(readText)),
    );
    await print(session, termsShape(inForce), () => `The terms are in order.\n\n${versionsTable(inForce)}`);
  },
});

function termsShape(inForce: TermsInForce) {
  return {
    agreement: inForce.versions[0]!.terms.agreement,
    versions: inForce.versions.map(({ from, to, terms, sources }) => ({
      from: formatLocalDate(from),
      to: to === undefined ? null : formatLocalDate(to),
      digest: terms.digest,
      sources: sources.map(({ kind, name }) => ({ kind, name })),
    })),
  };
}

/** The versions of the terms, one a line. */
export function versionsTable(inForce: TermsInForce): string {
  return renderTable(
    [{ head: 'From' }, { head: 'To' }, { head: 'Made of' }, { head: 'Digest' }],
    termsShape(inForce).versions.map(({ from, to, sources, digest }) => [
      from,
      to ?? 'until ended',
      sources.map(({ name }) => name).join(' + '),
      digest.slice(0, 16),
    ]),
  );
}
