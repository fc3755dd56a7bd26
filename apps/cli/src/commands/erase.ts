import { TallyError } from '@tallystick/errors';
import type { EraseCommand, SubjectKind } from '../application.js';
import { defineCommand } from '../command.js';
import { needed } from '../console/needed.js';
import { counted, print } from '../console/print.js';
import { withServices } from '../console/with-services.js';
import { type AgreementOption, agreementOption, type LedgerOption, ledgerOption } from '../options.js';
import { requireWord } from './flows/require-word.js';

interface EraseOptions extends LedgerOption, AgreementOption {
  readonly person?: string;
  readonly ticket?: string;
  readonly fact?: string;
  readonly pseudonym?: string;
  readonly ground?: string;
  readonly requestedBy?: string;
  readonly requestedAt?: string;
  readonly assertedBy?: string;
  readonly actor?: string;
  readonly settle?: boolean;
}

const grounds = [
  'no-longer-needed',
  'consent-withdrawn',
  'objection',
  'unlawful',
  'legal-obligation',
  'agreed',
] as const satisfies readonly EraseCommand['ground'][];
const requesters = [
  'subject',
  'party',
  'authority',
] as const satisfies readonly EraseCommand['requestedBy'][];

export const erase = defineCommand<EraseOptions>({
  name: 'erase',
  summary: "erase a person's texts by destroying their key",
  description:
    'Destroys the key that seals the texts of a person, a ticket or a fact, clears deliveries of webhooks of them, and records the fact SubjectErased. The bytes of the ledger stay, so every digest, proof and statement still verifies and replays; nobody can read the texts any more. It cannot be undone. Backups and copies made before still hold the key: destroy them, or erase again after a restore. Texts recorded before texts were sealed stay; the answer counts them. With --settle: finishes what a crash left, and destroys keys again that a backup brought back.',
  options: [
    ledgerOption,
    agreementOption,
    { flags: '--person <name>', meaning: 'the person, as facts name them (`tally subjects` lists them)' },
    { flags: '--ticket <key>', meaning: 'what was written on a ticket' },
    { flags: '--fact <id>', meaning: 'what was written in a fact without an author' },
    { flags: '--pseudonym <uuid>', meaning: 'any of them, by the pseudonym' },
    { flags: '--ground <word>', meaning: `why: ${grounds.join(', ')}` },
    { flags: '--requested-by <who>', meaning: `who asked for it: ${requesters.join(', ')} (else subject)` },
    { flags: '--requested-at <instant>', meaning: 'when it was asked for (else now)' },
    { flags: '--asserted-by <party>', meaning: 'who erases (else client)' },
    { flags: '--actor <name>', meaning: 'the person or program that speaks for that party' },
    { flags: '--settle', meaning: 'only finish and repeat what was decided before' },
  ],
  json: '{"agreement": name, "subject": pseudonym, "texts": number sealed, "plainTexts": saying the same and recorded unsealed, "leftovers": values cleared beside the ledger,\n "revision": position of the fact, "repeated": whether it was erased before}; with --settle: {"recorded": facts, "destroyedAgain": keys}',
  examples: [
    'tally erase --person jane.doe --ground consent-withdrawn --requested-at 2025-04-01T09:00:00Z',
    'tally erase --ticket INC0001 --ground agreed --requested-by party',
    'tally erase --settle',
  ],
  run: async (session, options) => {
    const { destroyErasedKeys, eraseSubject, settleErasures, theAgreement } =
      await import('../application.js');
    if (options.settle === true) {
      const settled = await withServices(session, options, {}, async (services) => ({
        recorded: await settleErasures(services),
        destroyedAgain: await destroyErasedKeys(services),
      }));
      await print(
        session,
        settled,
        () =>
          `Recorded ${counted(settled.recorded, 'erasure')}; destroyed ${counted(settled.destroyedAgain, 'key')} again.\n`,
      );
      return;
    }
    const [subject, kind] = subjectOf(options);
    const erased = await withServices(session, options, {}, async (services) =>
      eraseSubject(services, {
        agreement: await theAgreement(services, options.agreement),
        subject,
        kind,
        ground: requireWord('--ground', needed(options.ground, '--ground'), grounds),
        requestedBy: requireWord('--requested-by', options.requestedBy ?? 'subject', requesters),
        requestedAt: options.requestedAt,
        assertedBy: {
          party: options.assertedBy ?? 'client',
          ...(options.actor === undefined ? {} : { actor: options.actor }),
        },
      }),
    );
    await print(session, erased, () => {
      if (erased.repeated) {
        return `${erased.subject} was erased before; the ledger says so at revision ${erased.revision}.\n`;
      }
      const plain =
        erased.plainTexts === 0
          ? ''
          : `${counted(erased.plainTexts, 'text')} saying the same were recorded before texts were sealed, and stay.\n`;
      return (
        `Erased ${erased.subject}: ${counted(erased.texts, 'text')} of the ledger of ${erased.agreement} can no longer be read, ` +
        `${counted(erased.leftovers, 'value')} beside it were cleared. The ledger says so at revision ${erased.revision}.\n${plain}` +
        'Backups made before still hold the key: destroy them, or erase again after a restore.\n'
      );
    });
  },
});

/** Exactly one of the options that name whose texts they are. */
function subjectOf({
  person,
  ticket,
  fact,
  pseudonym,
}: EraseOptions): readonly [string, SubjectKind | undefined] {
  const named = Object.entries({ person, ticket, fact, pseudonym }).filter(([, name]) => name !== undefined);
  const [only] = named;
  if (named.length === 1 && only !== undefined) {
    const [option, name] = only;
    return [name!, option === 'pseudonym' ? undefined : (option as SubjectKind)];
  }
  throw new TallyError('usage', 'Name whose texts are to be erased, once.', [
    {
      place: '--person',
      problem: `${named.length} of --person, --ticket, --fact and --pseudonym are given.`,
      mend: 'Give one of them; `tally subjects` lists them.',
    },
  ]);
}
