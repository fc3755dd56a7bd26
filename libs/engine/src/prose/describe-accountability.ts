import { Rational } from '@tallystick/quantities';
import type {
  AccountabilityStatement,
  ListedOf,
  OpenPointStatement,
  RecurringStatement,
  ResponsibilitiesStatement,
  ResultStatement,
  Statement,
  TrendStatement,
} from '../statement/statement.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import { figureText, groupedDigits, plural } from './words.js';

/** Who owned what in the period, and what nobody did. */
export function describeAccountability({ accountability }: Statement): DocumentSection[] {
  return [
    ...resultTable('What went well', accountability.wins, winText),
    ...resultTable('What fell short', accountability.shortfalls, shortfallText),
    ...trendTable(accountability),
    ...ballTable(accountability),
    ...recurringTable(accountability),
    ...unownedTable(accountability),
    ...responsibilityTable(accountability.responsibilities),
  ];
}

/** Says how many entries a table does not show. */
function moreNote(...lists: readonly ListedOf<unknown>[]): string[] {
  const more = lists.reduce((sum, list) => sum + list.more, 0);
  return more === 0 ? [] : [`${more} more are not listed.`];
}

function resultTable(
  heading: string,
  results: ListedOf<ResultStatement>,
  text: (result: ResultStatement) => string,
): DocumentSection[] {
  const rows = results.listed.map((one) => [one.title ?? one.id, one.clause ?? '', one.owedBy, text(one)]);
  return tableSection(heading, columns('What', 'Clause', 'Owed by', 'Result'), rows, {
    notes: moreNote(results),
  });
}

function winText(result: ResultStatement): string {
  if (result.of !== 'service-level') return `${result.met} of ${result.due} done in time`;
  return result.margin === null || Rational.parse(result.margin).isZero
    ? 'met'
    : `met, ${differenceText(result.margin, result.unit)} better than the target`;
}

function shortfallText(result: ResultStatement): string {
  if (result.of !== 'service-level') {
    const { due, late, missed, overdue } = result;
    const said = [
      ...(late === 0 ? [] : [`${late} late`]),
      ...(missed === 0 ? [] : [`${missed} missed`]),
      ...(overdue === 0 ? [] : [`${overdue} overdue`]),
    ];
    return `${said.join(', ')} of ${due} due`;
  }
  return result.margin === null
    ? 'missed'
    : `missed by ${differenceText(result.margin.replace('-', ''), result.unit)}`;
}

/** A difference of two figures: of percentages it is in points. */
function differenceText(decimal: string, unit: TrendStatement['unit']): string {
  return unit === 'percent'
    ? `${figureText(decimal, 'number')} percentage points`
    : figureText(decimal, unit);
}

function trendTable({ trends }: AccountabilityStatement): DocumentSection[] {
  const rows = trends.levels.listed
    .filter(({ trend }) => trend !== null)
    .map(({ id, title, unit, trend, last, mean, values }) => [
      title ?? id,
      trend ?? '',
      last === null ? '' : figureText(last, unit),
      mean === null ? '' : figureText(mean, unit),
      values.map(({ value }) => (value === null ? '–' : figureText(value, unit))).join(', '),
    ]);
  return tableSection(
    'Trends',
    columns('Service level', 'Trend', '>This period', '>Mean before', 'Values, oldest first'),
    rows,
    { notes: moreNote(trends.levels) },
  );
}

const ticketsShown = 3;

function ballTable({ ball }: AccountabilityStatement): DocumentSection[] {
  const rows = ball.holders.listed.map(({ party, seconds, tickets, longest }) => [
    party ?? 'a third party that no fact names',
    hours(seconds),
    `${Rational.of(100 * seconds, ball.seconds).toFixed(1, 'half-up')} %`,
    groupedDigits(`${tickets}`),
    longest.listed
      .slice(0, ticketsShown)
      .map((one) => `${one.ticket} (${hours(one.seconds)} h)`)
      .join(', '),
  ]);
  return tableSection(
    'Who had to act on open tickets',
    columns('Party', '>Hours', '>Share', '>Tickets', 'Longest'),
    rows,
    {
      notes: [
        `${plural(ball.tickets, 'ticket was', 'tickets were')} open in the period. Hours run day and night, and add up over tickets.`,
        ...moreNote(ball.holders),
      ],
    },
  );
}

function hours(seconds: number): string {
  return groupedDigits(Rational.of(seconds, 3600).toFixed(1, 'half-up'));
}

const kindNames = {
  service: 'service',
  category: 'category',
  configurationItem: 'configuration item',
} as const;

function recurringTable({ recurring }: AccountabilityStatement): DocumentSection[] {
  const kinds = ['service', 'category', 'configurationItem'] as const;
  const rows = kinds.flatMap((by) => recurring[by].listed.map((issue) => issueRow(kindNames[by], issue)));
  return tableSection(
    'Recurring issues',
    columns('About', '>Tickets', 'Opened', 'Problem', 'Owner', 'Root cause'),
    rows,
    { notes: moreNote(...kinds.map((by) => recurring[by])) },
  );
}

function issueRow(
  kind: string,
  { value, tickets, firstOn, lastOn, problems, lacks }: RecurringStatement,
): readonly string[] {
  const owners = new Set(problems.listed.flatMap(({ owner }) => owner ?? []));
  const named = problems.listed.map(({ problem, settledOn }) =>
    settledOn === null ? problem : `${problem} (settled ${settledOn})`,
  );
  if (problems.more > 0) named.push(`and ${problems.more} more`);
  return [
    `${kind} ${value}`,
    groupedDigits(`${tickets}`),
    firstOn === lastOn ? firstOn : `${firstOn} to ${lastOn}`,
    lacks.includes('problem') ? 'none' : named.join(', '),
    lacks.includes('owner') ? 'nobody' : [...owners].join(', '),
    lacks.includes('root-cause') ? 'unknown' : 'known',
  ];
}

function unownedTable({ problems, risks, recommendations }: AccountabilityStatement): DocumentSection[] {
  const point =
    (kind: string) =>
    ({ key, owner, raisedOn, reviewBy, lacks }: OpenPointStatement): string[] => [
      `${kind} ${key}`,
      raisedOn,
      owner ?? 'nobody',
      lacks.includes('review') ? `was to be looked at again by ${reviewBy ?? ''}` : '',
    ];
  const rows = [
    ...problems.lacking.listed.map((one) => [
      `problem ${one.problem}`,
      one.identifiedOn,
      one.owner ?? 'nobody',
      one.rootCauseKnown ? '' : 'root cause unknown',
    ]),
    ...risks.lacking.listed.map(point('risk')),
    ...recommendations.lacking.listed.map(point('recommendation')),
  ];
  return tableSection(
    'Open points without an owner, a known cause or a review',
    columns('What', 'Since', 'Owner', 'Besides'),
    rows,
    {
      notes: [
        `Open at the end: ${plural(problems.open, 'problem')}, ${plural(risks.open, 'risk')}, ${plural(recommendations.open, 'recommendation')}.`,
        ...moreNote(problems.lacking, risks.lacking, recommendations.lacking),
      ],
    },
  );
}

const gapsShown = 10;

function responsibilityTable({
  areas,
  gaps,
  ticketsWithoutEither,
}: ResponsibilitiesStatement): DocumentSection[] {
  const rows = areas.listed.map(({ area, clause, owner, coordinatedBy, since, changes }) => [
    area,
    clause ?? '',
    owner ?? 'nobody any more',
    coordinatedBy ?? '',
    since,
    changes.listed.map((one) => `${one.since}: ${one.owner ?? 'nobody'}`).join(', '),
  ]);
  const shown = gaps.listed
    .slice(0, gapsShown)
    .map(({ kind, value, tickets, others }) => `${kind} ${value} (${seenText(tickets, others)})`);
  const more = gaps.more + gaps.listed.length - shown.length;
  const gapNotes =
    shown.length === 0
      ? []
      : [`In nobody's area: ${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}.`];
  const notes = [
    ...moreNote(areas),
    ...gapNotes,
    ...(ticketsWithoutEither === 0
      ? []
      : [
          `${plural(ticketsWithoutEither, 'ticket names', 'tickets name')} neither a service nor a category.`,
        ]),
  ];
  // An agreement that names no area at all has no matrix with gaps, but none to begin with.
  if (rows.length === 0) return [];
  return tableSection(
    'Responsibilities',
    columns('Area', 'Clause', 'Owner', 'Coordinated by', 'Since', 'Changed'),
    rows,
    { notes },
  );
}

function seenText(tickets: number, others: number): string {
  const other = plural(others, 'outage, maintenance or change', 'outages, maintenances and changes');
  if (others === 0) return plural(tickets, 'ticket');
  return tickets === 0 ? other : `${plural(tickets, 'ticket')}, ${other}`;
}
