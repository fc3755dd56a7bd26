import { contentWidth, style } from './page-style.js';
import type { BarsBlock, UseBlock } from './printed-document.js';
import type { Sheet, TextLook } from './sheet.js';

const label: TextLook = { size: style.size.table };
const thickness = 9;
const step = 16;

/** Horizontal bars, labels on the left and figures on the right of them. */
export function drawBars(sheet: Sheet, { bars }: BarsBlock): void {
  const labels = widest(
    sheet,
    bars.map((bar) => bar.label),
    190,
  );
  const figures = widest(
    sheet,
    bars.map((bar) => bar.text),
    150,
  );
  const left = style.margin.left + labels + 8;
  const room = contentWidth - labels - figures - 16;
  const least = Math.min(0, ...bars.map(({ value }) => value));
  const most = Math.max(0, ...bars.map(({ value }) => value));
  const scale = most === least ? 0 : room / (most - least);
  for (const { label: name, value, text, without } of bars) {
    sheet.need(step);
    const nought = left - least * scale;
    const length = Math.abs(value) * scale;
    const kept = Math.max(0, Math.abs(value) - without) * scale;
    const from = value < 0 ? nought - length : nought;
    const colour = value < 0 ? style.colour.missed : style.colour.accent;
    sheet.write(clipped(sheet, name, labels), style.margin.left, sheet.y + 1, label);
    if (without > 0) sheet.pdf.rect(from, sheet.y, length, thickness).lineWidth(0.7).stroke(colour);
    if (kept > 0) sheet.pdf.rect(from, sheet.y, kept, thickness).fill(colour);
    sheet.pdf
      .moveTo(nought, sheet.y - 2)
      .lineTo(nought, sheet.y + thickness + 2)
      .lineWidth(0.6)
      .stroke(style.colour.faint);
    sheet.write(text, style.page.width - style.margin.right, sheet.y + 1, { ...label, align: 'right' });
    sheet.y += step;
  }
  sheet.y += 4;
}

/** One bar a limit: used before, used now, what is left, and what goes beyond it hollow and to the right. */
export function drawUse(sheet: Sheet, { uses }: UseBlock): void {
  const { colour } = style;
  const labels = widest(
    sheet,
    uses.map((use) => use.label),
    150,
  );
  const left = style.margin.left + labels + 8;
  const room = contentWidth - labels - 8;
  for (const { label: name, limit, before, now, beyond, text } of uses) {
    sheet.need(step * 2);
    const scale = room / Math.max(limit + beyond, before + now + beyond, 1e-9);
    sheet.write(clipped(sheet, name, labels), style.margin.left, sheet.y + 1, label);
    sheet.pdf.rect(left, sheet.y, limit * scale, thickness).fill(colour.band);
    if (before > 0) sheet.pdf.rect(left, sheet.y, before * scale, thickness).fill(colour.accentPale);
    if (now > 0) sheet.pdf.rect(left + before * scale, sheet.y, now * scale, thickness).fill(colour.accent);
    if (beyond > 0) {
      sheet.pdf
        .rect(left + limit * scale, sheet.y, beyond * scale, thickness)
        .lineWidth(0.8)
        .dash(2, { space: 1.5 })
        .stroke(colour.missed)
        .undash();
    }
    sheet.pdf
      .moveTo(left + limit * scale, sheet.y - 3)
      .lineTo(left + limit * scale, sheet.y + thickness + 3)
      .lineWidth(1.2)
      .stroke(colour.ink);
    sheet.y += thickness + 3;
    sheet.write(sheet.readable(text), left, sheet.y, { ...label, colour: colour.faint });
    sheet.y += step;
  }
  sheet.y += 2;
}

function widest(sheet: Sheet, texts: readonly string[], most: number): number {
  return Math.min(most, Math.max(0, ...texts.map((text) => sheet.widthOf(sheet.readable(text), label))));
}

/** The text, or as much of its beginning as there is room for. */
export function clipped(sheet: Sheet, text: string, width: number, look: TextLook = label): string {
  const whole = sheet.readable(text);
  if (sheet.widthOf(whole, look) <= width) return whole;
  let characters = [...whole];
  while (characters.length > 1 && sheet.widthOf(`${characters.join('').trimEnd()}…`, look) > width) {
    characters = characters.slice(0, -1);
  }
  return `${characters.join('').trimEnd()}…`;
}
