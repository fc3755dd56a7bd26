import type { DocumentSection, DocumentTable, StatementDocument } from '../application.js';
import { renderTable } from './table.js';

/** A statement as text: title, summary, then each section with its table and notes. */
export function renderDocument(document: StatementDocument): string {
  const labels = Math.max(...document.summary.map(({ label }) => label.length));
  const summary = document.summary.map(({ label, text }) => `${label.padEnd(labels)}  ${text}\n`).join('');
  const sections = renderSections(document.sections);
  return `${document.title}\n${'━'.repeat(document.title.length)}\n${summary}${sections}`;
}

/** Sections as text: heading, table, notes. */
export function renderSections(sections: readonly DocumentSection[]): string {
  return sections
    .map(({ heading, notes, table }) => {
      const body = table === undefined ? '' : indent(renderDocumentTable(table));
      const said = notes.map((note) => `  ${note}\n`).join('');
      return `\n${heading}\n${'═'.repeat(heading.length)}\n${body}${said}`;
    })
    .join('');
}

function renderDocumentTable({ columns, rows, totals }: DocumentTable): string {
  return renderTable(
    columns.map(({ heading, align }) => ({ head: heading, align })),
    rows,
    totals,
  );
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
