import Table from 'cli-table3';

export interface Column {
  readonly head: string;
  /** Figures stand right, words left. Default left. */
  readonly align?: 'left' | 'right';
}

const plainLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/**
 * A table of text as a finance reader expects it: heads underlined, figures right, sums set apart at the foot, no
 * colours, no boxes.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  totals: readonly (readonly string[])[] = [],
): string {
  const widths = columns.map((column, index) =>
    Math.max(column.head.length, ...[...rows, ...totals].map((row) => widest(row[index] ?? ''))),
  );
  const table = new Table({
    chars: plainLines,
    colAligns: columns.map((column) => column.align ?? 'left'),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  });
  const rule = widths.map((width) => '─'.repeat(width));
  table.push(
    columns.map((column) => column.head),
    rule,
    ...rows.map((row) => [...row]),
  );
  if (totals.length > 0) table.push(rule, ...totals.map((row) => [...row]));
  const text = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
  return `${text}\n`;
}

function widest(cell: string): number {
  return Math.max(...cell.split('\n').map((line) => line.length));
}
