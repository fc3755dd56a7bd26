import { describeStatement, type DocumentSection, type Statement } from '@tallystick/engine';
import type { Block, PrintedDocument } from '@tallystick/print';
import { parseInstant } from '@tallystick/quantities';
import { printedReasons } from './printed-reasons.js';
import { creditBarsOf, grouped, trendsOf, useOf } from './statement-charts.js';

export interface StatementToPrint {
  readonly statement: Statement;
  /** SHA-256 of its canonical bytes. */
  readonly digest: string;
  readonly sealedAt: string;
  /** The statements of earlier periods as they were sealed, oldest first. */
  readonly earlier: readonly Statement[];
  /** Where the facts of the pack stand in the ledger, by id. */
  readonly positions: ReadonlyMap<string, number>;
  /** What stands before the statement's own sections: the dispute of an invoice. */
  readonly first: readonly Block[];
}

/** A sealed statement as a document to attach: figures, charts, the tables, why each figure is what it is. */
export function printedStatement(printed: StatementToPrint): PrintedDocument {
  const { statement, digest, sealedAt, earlier, positions, first } = printed;
  const { settlement, period, serviceLevels } = statement;
  const described = describeStatement(statement);
  const money = (amount: string): string => `${settlement.currency} ${grouped(amount)}`;
  const owedByClient = settlement.total.startsWith('-');
  const missed = serviceLevels.filter(({ verdict }) => verdict === 'missed').length;
  const reasons = printedReasons(statement, positions);
  return {
    title: statement.title,
    subtitle: `Service statement for ${period.label}, sealed on ${sealedAt.slice(0, 10)}`,
    highlights: [
      {
        label: owedByClient ? 'Owed by the client' : 'Owed to the client',
        text: money(settlement.total.replace('-', '')),
      },
      { label: `Credits of ${period.label}`, text: money(settlement.credits) },
      { label: 'Adjustments of earlier periods', text: money(settlement.adjustments) },
      { label: 'Service levels missed', text: `${missed} of ${serviceLevels.length}` },
    ],
    summary: [
      ...described.summary.filter(({ label }) => !label.startsWith('Owed')),
      { label: 'Sealed', text: sealedAt },
      { label: 'SHA-256 of statement.json', text: digest },
    ],
    blocks: [
      ...first,
      ...charts(statement, [...earlier, statement]),
      ...described.sections.flatMap(sectionBlocks),
      ...(reasons.length === 0
        ? []
        : [
            { kind: 'heading', text: 'Why each figure is what it is' } as const,
            {
              kind: 'lines',
              lines: ['Facts are named by their positions in the ledger: facts/000000042.json is fact 42.'],
            } as const,
            { kind: 'reasons', reasons } as const,
          ]),
    ],
    footer: `${statement.agreement}, ${period.label}. The statement itself is statement.json, SHA-256 ${digest}; this page is for reading.`,
    madeAt: parseInstant(sealedAt),
  };
}

function charts(statement: Statement, history: readonly Statement[]): Block[] {
  const bars = creditBarsOf(statement);
  const use = useOf(statement);
  const trends = trendsOf(history);
  return [
    ...(bars.bars.length === 0
      ? []
      : [{ kind: 'heading', text: `Credits of ${statement.period.label} by service level` } as const, bars]),
    ...(use.uses.length === 0
      ? []
      : [{ kind: 'heading', text: 'Amount at risk: how much of it is used' } as const, use]),
    ...(trends.length === 0
      ? []
      : [
          { kind: 'heading', text: 'Service levels against their targets, period by period' } as const,
          { kind: 'trends', charts: trends } as const,
        ]),
  ];
}

function sectionBlocks({ heading, notes, table }: DocumentSection): Block[] {
  return [
    { kind: 'heading', text: heading },
    ...(table === undefined ? [] : [{ kind: 'table', ...table } as const]),
    ...(notes.length === 0 ? [] : [{ kind: 'lines', lines: notes } as const]),
  ];
}
