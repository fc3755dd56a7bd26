import { formatDuration, Rational, toWholeNumber } from '@tallystick/quantities';
import {
  columns,
  type DocumentSection,
  type StatementDocument,
  tableSection,
} from '../prose/statement-document.js';
import { groupedDigits, moneyText, plural, shortDecimal } from '../prose/words.js';
import { clauseKindWords, figureWords, valueWords } from './simulation-words.js';
import type {
  SimulatedChange,
  SimulatedClause,
  SimulatedFrame,
  SimulatedRange,
  SimulatedUnit,
  Simulation,
} from './simulation.js';

/** A simulation for a reader who weighs the proposal: what it would have come to, in total, by clause and by period. */
export function describeSimulation(simulation: Simulation): StatementDocument {
  const { title, proposal, recorded, currency, totals, comparison } = simulation;
  const money = (amount: string): string => moneyText(amount, currency.code);
  const what = proposal.kind === 'terms' ? `the terms of ${proposal.name}` : `amendment ${proposal.name}`;
  return {
    title: `${title}: what if, ${rangeText(recorded)}`,
    summary: [
      { label: 'Replayed', text: `the recorded facts, under the recorded terms and under ${what}` },
      { label: 'Recorded terms', text: `${money(totals.net.recorded)} owed to the client` },
      { label: 'Proposed terms', text: `${money(totals.net.proposed)} owed to the client` },
      { label: 'Difference', text: signed(totals.net.difference, money) },
      {
        label: 'Known at',
        text: `position ${simulation.knownAt.position}, recorded ${simulation.knownAt.recordedAt}`,
      },
      {
        label: 'Recording',
        text: 'nothing was recorded; issued statements and their adjustments play no part',
      },
    ],
    sections: [
      ...frameSection(simulation),
      ...(comparison === 'by-period' ? periodsSection(simulation) : []),
      ...clausesSection('In all, by clause', totals.clauses, 'Nothing comes out otherwise.'),
      ...simulation.periods.flatMap(({ period, clauses }) =>
        clauses.length === 0 ? [] : clausesSection(period, clauses),
      ),
    ],
  };
}

function frameSection({ frame, comparison, recorded, proposed }: Simulation): DocumentSection[] {
  const notes =
    comparison === 'by-period'
      ? []
      : [
          'The periods of the two are not the same, so only what they sum to is compared.',
          `Recorded: ${rangeText(recorded)}, ${recorded.from} to ${recorded.to} (${plural(recorded.days, 'day')}).`,
          `Proposed: ${rangeText(proposed)}, ${proposed.from} to ${proposed.to} (${plural(proposed.days, 'day')}); each counts with the days in which it ends.`,
        ];
  const rows = frame.map((one) => [frameWords[one.what], one.recorded, one.proposed]);
  if (rows.length === 0 && notes.length === 0) return [];
  return tableSection('Said differently', columns('What', 'Recorded', 'Proposed'), rows, { notes });
}

const frameWords: Readonly<Record<SimulatedFrame['what'], string>> = {
  timezone: 'Time zone',
  period: 'Periods by',
  rounding: 'Rounding of money',
  term: 'Term',
  'mid-period': 'Changes within a period',
};

function periodsSection({ periods, totals }: Simulation): DocumentSection[] {
  const rows = periods.map(({ period, net, clauses }) => [
    period,
    groupedDigits(net.recorded),
    groupedDigits(net.proposed),
    signed(net.difference),
    clauses
      .filter(({ kind }) => kind !== 'settlement' && kind !== 'credits')
      .map(({ id }) => id)
      .join(', '),
  ]);
  const total = ['', groupedDigits(totals.net.recorded), groupedDigits(totals.net.proposed)];
  return tableSection(
    'Owed to the client, by period',
    columns('Period', '>Recorded', '>Proposed', '>Difference', 'Clauses that come out otherwise'),
    rows,
    { totals: [[...total, signed(totals.net.difference), '']] },
  );
}

/** One row a figure; a clause is named on its first. */
function clausesSection(
  heading: string,
  clauses: readonly SimulatedClause[],
  empty?: string,
): DocumentSection[] {
  const rows = clauses.flatMap((clause) => clauseRows(clause));
  if (rows.length === 0) return empty === undefined ? [] : [{ heading, notes: [empty], table: undefined }];
  const headings = columns('Clause', 'On paper', 'Figure', '>Recorded', '>Proposed', '>Difference');
  return tableSection(heading, headings, rows);
}

function clauseRows(clause: SimulatedClause): string[][] {
  const { kind, id, presence, changes } = clause;
  const kindWord = clauseKindWords[kind];
  const standsAlone = kind === 'settlement' || kind === 'credits' || kind === 'points' || kind === id;
  const name = standsAlone ? kindWord : `${kindWord} ${id}`;
  const said = presence === 'both' ? [] : [presence === 'appears' ? 'new' : 'no longer there'];
  // A clause that comes or goes is named for that, and only with what it comes to.
  const shown = presence === 'both' ? changes : changes.filter(saysSomething);
  const rows = shown.map((change) => changeRow(change));
  const first = [name, clause.clause ?? ''];
  if (said.length > 0) return [[...first, said[0]!, '', '', ''], ...rows.map((row) => ['', '', ...row])];
  return rows.map((row, index) => (index === 0 ? [...first, ...row] : ['', '', ...row]));
}

function saysSomething({ recorded, proposed }: SimulatedChange): boolean {
  return [recorded, proposed].some((value) => value !== null && value !== '0' && value !== false);
}

function changeRow({ figure, unit, recorded, proposed, difference }: SimulatedChange): string[] {
  return [
    figureWords[figure] ?? figure,
    valueText(recorded, unit),
    valueText(proposed, unit),
    difference === null ? '' : signed(difference, (size) => differenceText(size, unit)),
  ];
}

function valueText(value: string | boolean | null, unit: SimulatedUnit): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  switch (unit) {
    case 'word':
      return valueWords[value] ?? value;
    case 'percent':
      return `${shortDecimal(value)} %`;
    case 'seconds':
      return formatDuration(toWholeNumber(Rational.parse(value).rounded(0, 'truncate').numerator));
    case 'money':
    case 'points':
    case 'number':
    case 'count':
      return groupedDigits(unit === 'money' ? value : shortDecimal(value));
  }
}

/** Between two percentages lie percentage points. */
function differenceText(size: string, unit: SimulatedUnit): string {
  const text = valueText(size, unit);
  return unit === 'percent' ? `${text} points` : text;
}

/** A difference with its sign; the text is of its size. */
function signed(decimal: string, text: (size: string) => string = groupedDigits): string {
  const value = Rational.parse(decimal);
  if (value.isZero) return text(decimal);
  return `${value.isNegative ? '-' : '+'}${text(decimal.replace('-', ''))}`;
}

function rangeText({ periods }: SimulatedRange): string {
  return periods.length === 1 ? periods[0]! : `${periods[0]!} to ${periods.at(-1)!}`;
}
