import { clipped } from './draw-charts.js';
import { contentWidth, style } from './page-style.js';
import type { TrendChart, TrendPoint, TrendsBlock } from './printed-document.js';
import type { Sheet } from './sheet.js';

const across = 2;
const gutter = 22;
const width = (contentWidth - gutter * (across - 1)) / across;
const plotHeight = 46;
const chartHeight = plotHeight + 40;
const radius = 2.3;

/** Small charts side by side. A period that was met is a full dot, one that was missed a hollow one in another colour. */
export function drawTrends(sheet: Sheet, { charts }: TrendsBlock): void {
  charts.forEach((chart, index) => {
    const column = index % across;
    if (column === 0) sheet.need(chartHeight);
    drawChart(sheet, chart, style.margin.left + column * (width + gutter), sheet.y);
    if (column === across - 1 || index === charts.length - 1) sheet.y += chartHeight;
  });
  drawLegend(sheet);
}

function drawChart(sheet: Sheet, { title, note, points }: TrendChart, x: number, y: number): void {
  const { size, colour } = style;
  const bold = { size: size.table, face: 'bold' } as const;
  const last = points.at(-1);
  const figure = last === undefined ? '' : sheet.readable(last.text);
  const figureWidth = sheet.widthOf(figure, bold);
  sheet.write(clipped(sheet, title, width - figureWidth - 8, bold), x, y, bold);
  sheet.write(figure, x + width, y, {
    ...bold,
    align: 'right',
    colour: last?.missed === true ? colour.missed : colour.ink,
  });
  sheet.write(clipped(sheet, note, width, { size: size.small }), x, y + 10.5, {
    size: size.small,
    colour: colour.faint,
  });
  const top = y + 23;
  const scale = scaleOf(points, top);
  const at = (index: number): number => x + 6 + ((width - 12) * (index + 0.5)) / points.length;
  sheet.pdf.rect(x, top - 2, width, plotHeight + 4).fill(colour.band);
  drawTarget(sheet, points, at, scale, (width - 12) / points.length);
  drawValues(sheet, points, at, scale);
  points.forEach(({ label }, index) => {
    // Labels are as many as there is room for, counted back from the last.
    const every = Math.ceil((points.length * 34) / width);
    if ((points.length - 1 - index) % every !== 0) return;
    sheet.write(label, at(index), top + plotHeight + 4, {
      size: size.small - 1,
      colour: colour.faint,
      align: 'centre',
    });
  });
}

type Scale = (value: number) => number;

function scaleOf(points: readonly TrendPoint[], top: number): Scale {
  const numbers = points.flatMap(({ value, target }) => [value, target]).filter((number) => number !== null);
  const least = Math.min(...numbers);
  const most = Math.max(...numbers);
  const span = most - least;
  const inner = plotHeight - 2 * radius - 4;
  return (value) => top + 2 + radius + (span === 0 ? inner / 2 : (inner * (most - value)) / span);
}

/** The target as a step for each period: amendments move it. */
function drawTarget(
  sheet: Sheet,
  points: readonly TrendPoint[],
  at: (index: number) => number,
  scale: Scale,
  stepWidth: number,
): void {
  points.forEach(({ target }, index) => {
    if (target === null) return;
    sheet.pdf
      .moveTo(at(index) - stepWidth / 2, scale(target))
      .lineTo(at(index) + stepWidth / 2, scale(target))
      .lineWidth(0.9)
      .dash(3, { space: 2 })
      .stroke(style.colour.faint)
      .undash();
  });
}

function drawValues(
  sheet: Sheet,
  points: readonly TrendPoint[],
  at: (index: number) => number,
  scale: Scale,
): void {
  const { colour } = style;
  points.forEach(({ value }, index) => {
    const next = points[index + 1]?.value ?? null;
    if (value === null || next === null) return;
    sheet.pdf
      .moveTo(at(index), scale(value))
      .lineTo(at(index + 1), scale(next))
      .lineWidth(0.9)
      .stroke(colour.accentPale);
  });
  points.forEach(({ value, missed }, index) => {
    if (value !== null) dot(sheet, at(index), scale(value), missed);
  });
}

function dot(sheet: Sheet, x: number, y: number, missed: boolean): void {
  const circle = sheet.pdf.circle(x, y, radius).lineWidth(1.1);
  if (missed) circle.fillAndStroke('#ffffff', style.colour.missed);
  else circle.fillAndStroke(style.colour.accent, style.colour.accent);
}

function drawLegend(sheet: Sheet): void {
  const look = { size: style.size.small, colour: style.colour.faint };
  const { left } = style.margin;
  const y = sheet.y;
  sheet.need(12);
  dot(sheet, left + 4, y + 4.5, false);
  sheet.write('met', left + 11, y, look);
  dot(sheet, left + 44, y + 4.5, true);
  sheet.write('missed', left + 51, y, look);
  sheet.pdf
    .moveTo(left + 96, y + 4.5)
    .lineTo(left + 112, y + 4.5)
    .lineWidth(0.9)
    .dash(3, { space: 2 })
    .stroke(style.colour.faint)
    .undash();
  sheet.write('target', left + 117, y, look);
  sheet.y = y + 14;
}
