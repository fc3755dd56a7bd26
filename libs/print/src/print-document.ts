import { drawBars, drawUse } from './draw-charts.js';
import { drawTable } from './draw-table.js';
import { drawHeading, drawNotes, drawReasons, drawTitle } from './draw-text.js';
import { drawTrends } from './draw-trends.js';
import { contentWidth, style } from './page-style.js';
import { breakLines } from './break-lines.js';
import type { Block, PrintedDocument } from './printed-document.js';
import { Sheet } from './sheet.js';

/**
 * The document as a PDF file (A4). The same document gives the same bytes: the only instant in it is the document's own, fonts
 * are embedded, and nothing is compressed.
 */
export async function printDocument(document: PrintedDocument): Promise<Uint8Array> {
  const sheet = new Sheet(document);
  drawTitle(sheet, document);
  for (const block of document.blocks) drawBlock(sheet, block);
  return sheet.end((page, pages) => drawFooter(sheet, document.footer, `Page ${page} of ${pages}`));
}

function drawBlock(sheet: Sheet, block: Block): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(sheet, block.text);
    case 'lines':
      return drawNotes(sheet, block.lines);
    case 'page-break':
      return sheet.newPage();
    case 'reasons':
      return drawReasons(sheet, block.reasons);
    case 'table':
      return drawTable(sheet, block);
    case 'trends':
      return drawTrends(sheet, block);
    case 'bars':
      return drawBars(sheet, block);
    case 'use':
      return drawUse(sheet, block);
  }
}

function drawFooter(sheet: Sheet, footer: string, page: string): void {
  const look = { size: style.size.small, colour: style.colour.faint };
  const { left, right } = style.margin;
  const top = sheet.bottom + 14;
  sheet.pdf
    .moveTo(left, top - 5)
    .lineTo(style.page.width - right, top - 5)
    .lineWidth(0.5)
    .stroke(style.colour.rule);
  const pageWidth = sheet.widthOf(page, look);
  breakLines(sheet, footer, contentWidth - pageWidth - 14, look).forEach((line, index) => {
    sheet.write(line, left, top + index * 9, look);
  });
  sheet.write(page, style.page.width - right, top, { ...look, align: 'right' });
}
