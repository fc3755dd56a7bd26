import { formatDuration } from '@tallystick/quantities';
import type { ExitOutlook, ExitProjection } from '../statement/exit-projection.js';
import type { Statement } from '../statement/statement.js';
import { exitAmount, furtherText, stateWords } from './describe-exits.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import { figureText } from './words.js';

type Money = Pick<Statement, 'currency' | 'rounding'>;

/** What would have to happen in the periods ahead, a row an exit right. */
export function describeOutlook(projections: readonly ExitProjection[], money: Money): DocumentSection[] {
  const ahead = projections[0]?.ahead ?? [];
  const rows = projections.map(({ id, clause, state, outlook }) => [
    id,
    clause ?? '',
    stateWords[state],
    outlookText(outlook, money),
  ]);
  const over = ahead.length === 0 ? 'no further period' : `${ahead[0]!} to ${ahead.at(-1)!}`;
  return tableSection(
    `Looking ahead: ${over}`,
    columns('Exit', 'Clause', 'State', 'What would open the right'),
    rows,
  );
}

function outlookText(outlook: ExitOutlook, money: Money): string {
  switch (outlook.kind) {
    case 'arisen':
      return 'it has arisen already';
    case 'cannot':
      return 'cannot arise in these periods';
    case 'misses': {
      const of = outlook.serviceLevel === null ? '' : ` of ${outlook.serviceLevel}`;
      const further = furtherText(outlook.unit, String(outlook.fewest), String(outlook.fewest));
      const [early, late] = [outlook.earliest.join(', '), outlook.latest.join(', ')];
      return `${further}${of} in ${early}${early === late ? '' : `, at the latest in ${late}`}`;
    }
    case 'amounts':
      return outlook.until
        .map(
          ({ period, amount }) =>
            `${outlook.strict ? 'more than ' : ''}${exitAmount(outlook.unit, amount, money)} by the end of ${period}`,
        )
        .join('; ');
    case 'mean':
      return outlook.until
        .map(({ period, value }) => `${worseText(outlook, value)} on average to the end of ${period}`)
        .join('; ');
    case 'events':
      return eventsText(outlook);
    case 'holds':
      return 'holds at present, and has to go on';
    case 'combined':
      return outlook.branches
        .map(({ branch, outlook: one }) => `(${branch}) ${outlookText(one, money)}`)
        .join(outlook.needs === 'any' ? '; or ' : '; and ');
  }
}

function worseText(
  { worse, unit, serviceLevel }: Extract<ExitOutlook, { kind: 'mean' }>,
  value: string,
): string {
  const figure =
    unit === 'percent' || unit === 'seconds' ? figureText(value, unit) : figureText(value, 'number');
  return `${serviceLevel} ${worse.replaceAll('-', ' ')} ${figure}`;
}

function eventsText({
  what,
  fewest,
  longerThanSeconds,
  by,
  running,
}: Extract<ExitOutlook, { kind: 'events' }>): string {
  const time = formatDuration(longerThanSeconds);
  const things =
    what === 'outage' ? `outage${fewest === 1 ? '' : 's'} longer than` : 'ticket over its limit by more than';
  const goingOn = running.map(
    ({ key, seconds, passesAt }) =>
      `${key} goes on, at ${formatDuration(seconds)}${passesAt === null ? '' : `, and is longer from ${passesAt} on`}`,
  );
  return [`${fewest} more ${things} ${time}${by === null ? '' : `, by ${by}`}`, ...goingOn].join('; ');
}
