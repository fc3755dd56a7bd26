import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { columnWidths } from './column-widths.js';
import { printDocument } from './print-document.js';
import type { PrintedDocument } from './printed-document.js';

const sample: PrintedDocument = {
  title: 'A statement: Žluťoučký kůň, Ελλάδα, Йошкар-Ола, 中',
  subtitle: 'for March 2025',
  highlights: [{ label: 'Owed to the client', text: 'GBP 2,682.50' }],
  summary: [{ label: 'Client', text: 'Zoë & Søn — İstanbul' }],
  footer: `Statement sha256:${'a'.repeat(64)}`,
  madeAt: 1_743_811_140_000,
  blocks: [
    { kind: 'heading', text: 'A long table' },
    {
      kind: 'table',
      columns: [
        { heading: 'Ticket', align: 'left' },
        { heading: 'What happened', align: 'left' },
        { heading: 'GBP', align: 'right' },
      ],
      rows: Array.from({ length: 120 }, (_, row) => [
        `INC-${row}`,
        row === 50 ? 'very long words '.repeat(600) : 'resolved late',
        `${row}.00`,
      ]),
      totals: [['Together', '', '7,140.00']],
    },
    {
      kind: 'trends',
      charts: [
        {
          title: 'P1 resolution',
          note: 'at least 95 %',
          points: [
            { label: '01', value: 97, target: 95, text: '97 %', missed: false },
            { label: '02', value: null, target: 95, text: '', missed: false },
            { label: '03', value: 82, target: 90, text: '82 %', missed: true },
          ],
        },
        { title: 'Nothing measured', note: '', points: [] },
      ],
    },
    {
      kind: 'bars',
      bars: [
        { label: 'P1', value: 200, text: '200.00', without: 50 },
        { label: 'Back', value: -20, text: '-20.00', without: 0 },
      ],
    },
    {
      kind: 'use',
      uses: [{ label: 'cap', limit: 100, before: 20, now: 80, beyond: 30, text: '100 of 100' }],
    },
    { kind: 'reasons', reasons: [{ figure: 'p1.credit', value: '200.00', lines: ['5 % of 4,000.00'] }] },
    { kind: 'page-break' },
    { kind: 'lines', lines: ['The end.'] },
  ],
};

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** How many page objects a PDF file has. */
const pagesOf = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/\/Type \/Page\b(?!s)/g)!.length;

it('prints the same document to the same bytes, and another to others', async () => {
  const first = await printDocument(sample);
  expect(Buffer.from(first.subarray(0, 5)).toString()).toBe('%PDF-');
  expect(digest(await printDocument(sample))).toBe(digest(first));
  expect(digest(await printDocument({ ...sample, footer: 'another' }))).not.toBe(digest(first));
  const text = Buffer.from(first).toString('latin1');
  expect(text).toContain('(D:20250404235900Z)');
  expect(text).not.toContain('ModDate');
});

it('goes over as many pages as a long table, and a row longer than a page, take', async () => {
  const pages = pagesOf(await printDocument(sample));
  expect(pages).toBeGreaterThan(5);
  const [, table] = sample.blocks;
  const shorter = await printDocument({
    ...sample,
    blocks: [{ ...table, rows: [] } as typeof table & object],
  });
  expect(pagesOf(shorter)).toBe(1);
});

it('gives columns what they need where there is room, and otherwise the least that each can do with', () => {
  expect(
    columnWidths(
      [
        { natural: 10, least: 5 },
        { natural: 30, least: 5 },
      ],
      80,
    ),
  ).toEqual([20, 60]);
  expect(
    columnWidths(
      [
        { natural: 100, least: 20 },
        { natural: 20, least: 20 },
      ],
      80,
    ),
  ).toEqual([60, 20]);
  expect(
    columnWidths(
      [
        { natural: 100, least: 60 },
        { natural: 100, least: 60 },
      ],
      60,
    ),
  ).toEqual([30, 30]);
});
