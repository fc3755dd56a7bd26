import { Rational } from '@tallystick/quantities';
import type { ExitStatus, ExitStatusAnswer } from '../application.js';
import { defineCommand } from '../command.js';
import { groupDigits, print } from '../console/print.js';
import { renderTable } from '../console/table.js';
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
} from '../options.js';

const meanings = { clear: 'no right', watch: 'one step away', armed: 'OPEN' } as const;

export const exit = defineCommand<LedgerOption & AgreementOption & PeriodOption & KnownAtOption>({
  name: 'exit',
  summary: 'may we leave, and how far is it from there?',
  description:
    'Shows each exit clause: whether the right is open, what stands against which threshold, how much is missing, since when, and which periods count. Without --period it looks at the last period that has begun.',
  options: [
    ledgerOption,
    agreementOption,
    { ...periodOption, meaning: 'the last period looked at (else the last that has begun)' },
    knownAtOption,
  ],
  json: '{"agreement": name, "period": {...}, "knownAt": {...}, "currency": {"code", "decimalPlaces"}, "exits": [{"id", "clause", "condition", "scope", "state": "clear"|"watch"|"armed",\n "since", "reached", "threshold", "distance", "unit", "by", "exerciseBy", "cureDays", "noticeDays", "heldIn", "window", "because"}]} (as in a statement)',
  examples: ['tally exit', 'tally exit --period 2025-10 --known-at 2025-11-05'],
  run: async (session, options) => {
    const { exitStatus, theAgreement } = await import('../application.js');
    const answer = await withServices(session, options, { readOnly: true }, async (services) =>
      exitStatus(services, {
        agreement: await theAgreement(services, options.agreement),
        period: options.period,
        knownAt: options.knownAt,
      }),
    );
    await print(session, answer, () => {
      const title = `Exit rights of ${answer.agreement} at the end of ${answer.period.label}, as known at revision ${answer.knownAt.position}\n\n`;
      if (answer.exits.length === 0) return `${title}The terms have no exit clauses.\n`;
      return `${title}${renderTable(
        [
          { head: 'Right' },
          { head: 'Clause' },
          { head: 'State' },
          { head: 'Since' },
          { head: 'Reached', align: 'right' },
          { head: 'Threshold', align: 'right' },
          { head: 'Missing', align: 'right' },
          { head: '' },
          { head: 'Counting' },
          { head: 'Exercise by' },
          { head: 'Cure, notice' },
        ],
        answer.exits.map((each) => row(each, answer.currency)),
      )}`;
    });
  },
});

function row(each: ExitStatus, { code, decimalPlaces }: ExitStatusAnswer['currency']): string[] {
  const money = each.unit === 'money';
  const figure = (decimal: string) =>
    groupDigits(money ? Rational.parse(decimal).toFixed(decimalPlaces, 'half-up') : decimal);
  return [
    each.id,
    each.clause ?? '',
    each.exerciseBy === null ? meanings[each.state] : meanings.armed,
    each.since.period,
    figure(each.reached),
    figure(each.threshold),
    figure(each.distance),
    money ? code : each.unit,
    each.window
      .filter(({ counts }) => counts)
      .map(({ period }) => period)
      .join(' '),
    each.exerciseBy ?? '',
    [days(each.cureDays, 'to cure'), days(each.noticeDays, 'of notice')]
      .filter((text) => text !== '')
      .join(', '),
  ];
}

function days(count: number | null, what: string): string {
  return count === null ? '' : `${count} ${count === 1 ? 'day' : 'days'} ${what}`;
}
