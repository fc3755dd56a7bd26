/**
 * A statement as a document for people: headings, notes and tables of ready texts. It stands outside the digest, so
 * its words may improve without changing any sealed statement. Whoever shows it decides on widths, fonts and colours.
 */
export interface StatementDocument {
  readonly title: string;
  /** What a reader must know first: parties, period, what is owed. */
  readonly summary: readonly LabelledText[];
  readonly sections: readonly DocumentSection[];
}

export interface LabelledText {
  readonly label: string;
  readonly text: string;
}

export interface DocumentSection {
  readonly heading: string;
  readonly notes: readonly string[];
  readonly table: DocumentTable | undefined;
}

export interface DocumentTable {
  readonly columns: readonly DocumentColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Rows set apart at the foot: sums. */
  readonly totals: readonly (readonly string[])[];
}

export interface DocumentColumn {
  readonly heading: string;
  readonly align: 'left' | 'right';
}

const left = (heading: string): DocumentColumn => ({ heading, align: 'left' });
const right = (heading: string): DocumentColumn => ({ heading, align: 'right' });

/** Columns by their headings; those that begin with `>` are set to the right. */
export function columns(...headings: readonly string[]): DocumentColumn[] {
  return headings.map((heading) => (heading.startsWith('>') ? right(heading.slice(1)) : left(heading)));
}

/** A section with a table, or none where there are no rows. */
export function tableSection(
  heading: string,
  tableColumns: readonly DocumentColumn[],
  rows: readonly (readonly string[])[],
  options: { readonly notes?: readonly string[]; readonly totals?: readonly (readonly string[])[] } = {},
): DocumentSection[] {
  if (rows.length === 0) return [];
  const table = { columns: tableColumns, rows, totals: options.totals ?? [] };
  return [{ heading, notes: options.notes ?? [], table }];
}
