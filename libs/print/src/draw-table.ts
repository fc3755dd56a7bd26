import { breakLines } from './break-lines.js';
import { type ColumnNeed, columnWidths } from './column-widths.js';
import { contentWidth, style } from './page-style.js';
import type { TableBlock } from './printed-document.js';
import type { Sheet, TextLook } from './sheet.js';

const gap = 8;
const padding = 2.2;
/** A word wider than this may be broken: digests, ids. */
const widestWord = 92;
const cell: TextLook = { size: style.size.table };
const bold: TextLook = { size: style.size.table, face: 'bold' };
const lineHeight = style.size.table * style.lineHeight;

/** A table with its head again on every page; a row goes over a page only where it is longer than one. */
export function drawTable(sheet: Sheet, table: TableBlock): void {
  const widths = widthsOf(sheet, table);
  const drawHead = (): void => {
    const head = linesOf(
      sheet,
      table.columns.map(({ heading }) => heading),
      widths,
      bold,
    );
    drawLines(sheet, table, head, widths, { ...bold, colour: style.colour.faint });
    rule(sheet, style.colour.ink, 0.7);
  };
  // The head never stands alone at the foot of a page.
  sheet.need(lineHeight * 4);
  drawHead();
  table.rows.forEach((row, index) => {
    const lines = linesOf(sheet, row, widths, cell);
    drawRow(sheet, { table, widths, drawHead }, lines, cell, index % 2 === 1);
  });
  table.totals.forEach((row, index) => {
    const lines = linesOf(sheet, row, widths, bold);
    sheet.need(lines.length * lineHeight + 2 * padding);
    if (index === 0) rule(sheet, style.colour.ink, 0.7);
    drawRow(sheet, { table, widths, drawHead }, lines, bold, false);
  });
  rule(sheet, style.colour.rule, 0.5);
  sheet.y += 7;
}

interface TableDrawing {
  readonly table: TableBlock;
  readonly widths: readonly number[];
  readonly drawHead: () => void;
}

function widthsOf(sheet: Sheet, { columns, rows, totals }: TableBlock): number[] {
  const needs = columns.map(({ heading }, index): ColumnNeed => {
    const cells = [
      { text: heading, look: bold },
      ...rows.map((row) => ({ text: row[index] ?? '', look: cell })),
      ...totals.map((row) => ({ text: row[index] ?? '', look: bold })),
    ].map(({ text, look }) => ({ text: sheet.readable(text), look }));
    const natural = Math.max(...cells.map(({ text, look }) => sheet.widthOf(text, look)));
    const words = cells.flatMap(({ text, look }) => text.split(' ').map((word) => sheet.widthOf(word, look)));
    return { natural: natural + 0.1, least: Math.min(Math.max(...words), widestWord) + 0.1 };
  });
  return columnWidths(needs, contentWidth - gap * (columns.length - 1));
}

function linesOf(
  sheet: Sheet,
  row: readonly string[],
  widths: readonly number[],
  look: TextLook,
): readonly (readonly string[])[] {
  const cells = widths.map((width, index) => breakLines(sheet, row[index] ?? '', width, look));
  const count = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: count }, (_, line) => cells.map((lines) => lines[line] ?? ''));
}

function drawRow(
  sheet: Sheet,
  { table, widths, drawHead }: TableDrawing,
  lines: readonly (readonly string[])[],
  look: TextLook,
  banded: boolean,
): void {
  const height = lines.length * lineHeight + 2 * padding;
  const page = sheet.bottom - style.margin.top - 3 * lineHeight;
  if (height <= page && sheet.need(height)) drawHead();
  for (let next = 0; next < lines.length;) {
    let room = Math.floor((sheet.bottom - sheet.y - 2 * padding) / lineHeight);
    if (room < 1) {
      sheet.newPage();
      drawHead();
      room = Math.floor((sheet.bottom - sheet.y - 2 * padding) / lineHeight);
    }
    const fitting = lines.slice(next, next + room);
    if (banded) {
      sheet.pdf
        .rect(style.margin.left - 3, sheet.y, contentWidth + 6, fitting.length * lineHeight + 2 * padding)
        .fill(style.colour.band);
    }
    drawLines(sheet, table, fitting, widths, look);
    next += fitting.length;
  }
}

function drawLines(
  sheet: Sheet,
  { columns }: TableBlock,
  lines: readonly (readonly string[])[],
  widths: readonly number[],
  look: TextLook,
): void {
  sheet.y += padding;
  for (const line of lines) {
    let x: number = style.margin.left;
    line.forEach((text, index) => {
      const width = widths[index]!;
      const align = columns[index]!.align;
      sheet.write(text, align === 'right' ? x + width : x, sheet.y, { ...look, align });
      x += width + gap;
    });
    sheet.y += lineHeight;
  }
  sheet.y += padding;
}

function rule(sheet: Sheet, colour: string, thickness: number): void {
  sheet.pdf
    .moveTo(style.margin.left, sheet.y)
    .lineTo(style.page.width - style.margin.right, sheet.y)
    .lineWidth(thickness)
    .stroke(colour);
}
