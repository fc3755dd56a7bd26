import { TallyError } from '@tallystick/errors';
import { formatLocalDate } from '@tallystick/quantities';
import type { ClauseDifference, TermsVersion } from '../application.js';
import { defineCommand } from '../command.js';
import { print } from '../console/print.js';
import { readText } from '../console/read-text.js';
import { readTermsInForce, termsSourceOptions, type TermsSourceOptions } from '../console/terms-source.js';
import { zoneTable } from '../console/with-services.js';
import type { Session } from '../session.js';

interface DiffOptions extends TermsSourceOptions {
  readonly from?: string;
  readonly to?: string;
}

export const termsDiff = defineCommand<DiffOptions>({
  name: 'terms diff',
  arguments: '[before] [after] [amendments...]',
  summary: 'compare two versions of terms, clause by clause',
  description:
    'Compares two terms files; or the terms in force on two dates, of a terms file with its amendments or of a recorded agreement.',
  options: [
    { flags: '--from <date>', meaning: 'the date of the earlier version (else the first)' },
    { flags: '--to <date>', meaning: 'the date of the later version (else the last)' },
    ...termsSourceOptions,
  ],
  json: '{"before": digest, "after": digest, "differences": [{"list", "id", "clause", "kind": "added"|"removed"|"changed",\n "values": [{"path", "before", "after"}]}]}',
  examples: [
    'tally terms diff old.yaml new.yaml',
    'tally terms diff terms.yaml amendment-1.yaml',
    'tally terms diff --agreement acme-northwind --from 2025-06-30 --to 2025-07-01',
  ],
  run: async (session, options, files) => {
    const { diffTerms } = await import('../application.js');
    const [before, after] = await twoVersions(session, options, files);
    const differences = diffTerms(before.terms, after.terms);
    const shape = { before: before.terms.digest, after: after.terms.digest, differences };
    await print(session, shape, () =>
      differences.length === 0 ? 'The terms are the same.\n' : differences.map(described).join('\n'),
    );
  },
});

/** Two terms files; otherwise two versions of one source. */
async function twoVersions(
  session: Session,
  options: DiffOptions,
  files: readonly string[],
): Promise<readonly [Pick<TermsVersion, 'terms'>, Pick<TermsVersion, 'terms'>]> {
  const { isAmendment, termsOfFiles, termsVersion } = await import('../application.js');
  if (options.from === undefined && options.to === undefined && files.length === 2) {
    const [before, after] = await Promise.all(files.map(readText));
    if (!isAmendment(after!)) {
      const zones = await zoneTable(session);
      return [termsOfFiles(zones, before!, []).versions[0]!, termsOfFiles(zones, after!, []).versions[0]!];
    }
  }
  const inForce = await readTermsInForce(session, options, files);
  const before = termsVersion(inForce, options.from, 'first');
  const after = termsVersion(inForce, options.to, 'last');
  if (before.from > after.from) {
    throw new TallyError(
      'usage',
      `${formatLocalDate(before.from)} is after ${formatLocalDate(after.from)}.`,
      [
        {
          place: '--from, --to',
          problem: 'They are in the wrong order.',
          mend: 'Name the earlier date first.',
        },
      ],
    );
  }
  return [before, after];
}

function described({ list, id, clause, kind, values }: ClauseDifference): string {
  const head = `${list} ${id}${clause === undefined ? '' : ` (${clause})`}: ${kind}\n`;
  const lines = values.map(
    ({ path, before, after }) => `  ${path}\n    before  ${shown(before)}\n    after   ${shown(after)}\n`,
  );
  return head + lines.join('');
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
