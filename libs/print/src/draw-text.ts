import { breakLines } from './break-lines.js';
import { contentWidth, style } from './page-style.js';
import type { PrintedDocument, Reason } from './printed-document.js';
import type { Sheet, TextLook } from './sheet.js';

const text: TextLook = { size: style.size.text };
const lineHeight = style.size.text * style.lineHeight;

/** The first page's head: title, large figures, summary. */
export function drawTitle(sheet: Sheet, { title, subtitle, highlights, summary }: PrintedDocument): void {
  const { margin, colour, size } = style;
  for (const line of breakLines(sheet, title, contentWidth, { size: size.title, face: 'bold' })) {
    sheet.write(line, margin.left, sheet.y, { size: size.title, face: 'bold', colour: colour.accent });
    sheet.y += size.title * style.lineHeight;
  }
  drawLines(sheet, [subtitle], { size: size.subtitle, colour: colour.faint });
  sheet.y += 8;
  drawHighlights(sheet, highlights);
  const labels = Math.max(0, ...summary.map(({ label }) => sheet.widthOf(label, text))) + 14;
  for (const { label, text: said } of summary) {
    const lines = breakLines(sheet, said, contentWidth - labels, text);
    sheet.need(lines.length * lineHeight);
    sheet.write(label, margin.left, sheet.y, { ...text, colour: colour.faint });
    for (const line of lines) {
      sheet.write(line, margin.left + labels, sheet.y, text);
      sheet.y += lineHeight;
    }
  }
  sheet.y += 4;
}

function drawHighlights(sheet: Sheet, highlights: PrintedDocument['highlights']): void {
  if (highlights.length === 0) return;
  const { margin, colour, size } = style;
  const height = 44;
  const width = (contentWidth - 8 * (highlights.length - 1)) / highlights.length;
  highlights.forEach(({ label, text: figure }, index) => {
    const x = margin.left + index * (width + 8);
    sheet.pdf.rect(x, sheet.y, width, height).fill(index === 0 ? colour.accent : colour.band);
    const ink = index === 0 ? '#ffffff' : colour.ink;
    sheet.write(sheet.readable(label), x + 9, sheet.y + 7, { size: size.small, colour: ink });
    const shown = sheet.readable(figure);
    const natural = sheet.widthOf(shown, { size: size.highlight, face: 'bold' });
    const fitting = size.highlight * Math.min(1, (width - 18) / natural);
    sheet.write(shown, x + 9, sheet.y + 18 + (size.highlight - fitting) / 2, {
      size: fitting,
      face: 'bold',
      colour: ink,
    });
  });
  sheet.y += height + 10;
}

export function drawHeading(sheet: Sheet, heading: string): void {
  const look: TextLook = { size: style.size.heading, face: 'bold', colour: style.colour.accent };
  sheet.need(70);
  sheet.y += 7;
  drawLines(sheet, [heading], look);
  sheet.y += 2;
}

function drawLines(sheet: Sheet, lines: readonly string[], look: TextLook = text, indent = 0): void {
  const height = look.size * style.lineHeight;
  for (const said of lines) {
    for (const line of breakLines(sheet, said, contentWidth - indent, look)) {
      sheet.need(height);
      sheet.write(line, style.margin.left + indent, sheet.y, look);
      sheet.y += height;
    }
  }
}

export function drawNotes(sheet: Sheet, lines: readonly string[]): void {
  if (lines.length === 0) return;
  drawLines(sheet, lines, { size: style.size.table, colour: style.colour.faint });
  sheet.y += 4;
}

/** Each figure on a line of its own, its value on the right, and under it why. */
export function drawReasons(sheet: Sheet, reasons: readonly Reason[]): void {
  for (const { figure, value, lines } of reasons) {
    sheet.need(lineHeight * 2.5);
    const right = style.page.width - style.margin.right;
    const look: TextLook = { size: style.size.text, face: 'bold' };
    const valueWidth = sheet.widthOf(sheet.readable(value), look);
    sheet.write(sheet.readable(value), right, sheet.y, { ...look, align: 'right' });
    const named = breakLines(sheet, figure, contentWidth - valueWidth - 12, look);
    for (const line of named) {
      sheet.write(line, style.margin.left, sheet.y, look);
      sheet.y += lineHeight;
    }
    drawLines(sheet, lines, { size: style.size.table, colour: style.colour.faint }, 10);
    sheet.y += 4;
  }
}
