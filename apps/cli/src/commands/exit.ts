import { TallyError } from '@tallystick/errors';
import { defineCommand } from '../command.js';
import { print } from '../console/print.js';
import { renderSections } from '../console/render-document.js';
import { withServices } from '../console/with-services.js';
import {
  type AgreementOption,
  agreementOption,
  type KnownAtOption,
  knownAtOption,
  type LedgerOption,
  ledgerOption,
  type PeriodOption,
  periodOption,
  type ValuedAtOption,
  valuedAtOption,
} from '../options.js';

interface ExitOptions extends LedgerOption, AgreementOption, PeriodOption, KnownAtOption, ValuedAtOption {
  readonly ahead?: string;
}

export const exit = defineCommand<ExitOptions>({
  name: 'exit',
  alias: 'exits',
  summary: 'may we leave, and how far is it from there?',
  description:
    'Shows each exit clause: where the right stands, what stands against which threshold, how much is missing and by when, the dates of notice, cure and exercise, and the steps taken so far. Without --period it looks at the last period that has begun, as of what is known; while that runs it decides nothing yet. With --ahead it says what would have to happen in the next periods for each right to arise.',
  options: [
    ledgerOption,
    agreementOption,
    { ...periodOption, meaning: 'the last period looked at (else the last that has begun)' },
    knownAtOption,
    {
      ...valuedAtOption,
      meaning:
        'the instant up to which days pass and clocks run (else, with --period, as for its statement; else when the last fact known was recorded)',
    },
    { flags: '--ahead <periods>', meaning: 'how many periods to look ahead, e.g. 3' },
  ],
  json: '{"agreement": name, "period": {...}, "knownAt": {...}, "valuedAt", "currency": {"code", "decimalPlaces"}, "rounding",\n "exits": [{"id", "clause", "condition", "scope", "state": "clear"|"watch"|"armed"|"noticed"|"curing"|"cured"|"exercisable"|"exercised"|"lapsed"|"waived",\n  "since", "serviceLevel", "reached", "threshold", "distance", "strict", "unit", "by",\n  "armedOn", "noticeBy", "noticedOn", "curesBy", "exercisableFrom", "exerciseBy", "exercisedOn", "endsOn", "cureDays", "cureTest", "noticeDays",\n  "heldIn", "window", "movedBy", "steps": [{"state", "on", "rule", "refused", "operands", "facts"}], "because"}] (as in a statement),\n "ahead": [{"id", "clause", "condition", "scope", "state", "ahead": [label], "outlook": {"kind": "arisen"|"misses"|"amounts"|"mean"|"events"|"cannot", ...}}]}',
  examples: ['tally exit', 'tally exit --period 2025-10 --known-at 2025-11-05', 'tally exits --ahead 3'],
  run: async (session, options) => {
    const { describeExits, describeOutlook, exitStatus, theAgreement } = await import('../application.js');
    const ahead = periodsAhead(options.ahead);
    const answer = await withServices(session, options, { readOnly: true }, async (services) =>
      exitStatus(services, {
        agreement: await theAgreement(services, options.agreement),
        period: options.period,
        knownAt: options.knownAt,
        valuedAt: options.valuedAt,
        ahead,
      }),
    );
    await print(session, answer, () => {
      const title =
        `Exit rights of ${answer.agreement} at the end of ${answer.period.label}, ` +
        `as known at revision ${answer.knownAt.position}, valued at ${answer.valuedAt}\n`;
      if (answer.exits.length === 0) return `${title}\nThe terms have no exit clauses.\n`;
      return `${title}${renderSections([...describeExits(answer), ...describeOutlook(answer.ahead, answer)])}`;
    });
  },
});

/** @throws TallyError `usage`. */
function periodsAhead(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new TallyError('usage', `"${text}" is not a number of periods.`, [
    { place: '--ahead', problem: `It is "${text}".`, mend: 'Write a whole number from 1 to 120, e.g. 3.' },
  ]);
}
