import { isTallyError } from '@tallystick/errors';
import { describe, expect, it } from 'vitest';
import { factFromInput, newFactFromInput, readFactInput } from './fact-input.js';
import { plainDecimal } from './field-input.js';

const opened = {
  type: 'TicketOpened',
  effectiveAt: '2025-03-03T10:00:00+01:00',
  ticket: 'INC1',
  ticketType: 'incident',
  priority: 'P1',
};

function problemsOf(input: unknown): string[] {
  try {
    readFactInput(input, 'line 3');
  } catch (error) {
    if (isTallyError(error) && error.code === 'fact-invalid') {
      return error.details.map(({ place, problem, mend }) => `${place}: ${problem} ${mend ?? ''}`);
    }
    throw error;
  }
  return [];
}

describe('readFactInput', () => {
  it('needs only the type, the instant and the payload, and normalises them', () => {
    expect(readFactInput(opened, 'line 1')).toEqual({
      ...opened,
      schema: 1,
      effectiveAt: '2025-03-03T09:00:00Z',
    });
  });

  it('fills the gaps from the defaults, and lets the line win', () => {
    const defaults = { agreement: 'acme', assertedBy: { party: 'provider' } };
    expect(readFactInput(opened, 'line 1', defaults)).toMatchObject(defaults);
    const own = { ...opened, agreement: 'other', assertedBy: 'client' };
    expect(readFactInput(own, 'line 1', defaults)).toMatchObject({
      agreement: 'other',
      assertedBy: { party: 'client' },
    });
  });

  it('keeps id and recordedAt, in their canonical form', () => {
    const line = {
      ...opened,
      id: '0190B2C4-7D00-8123-9ABC-0123456789AB',
      recordedAt: '2025-03-03T10:00:00.1239-00:30',
    };
    expect(readFactInput(line, 'line 1')).toMatchObject({
      id: '0190b2c4-7d00-8123-9abc-0123456789ab',
      recordedAt: '2025-03-03T10:30:00.123Z',
    });
  });

  it('reads whole numbers as keys and JSON numbers as decimals', () => {
    expect(readFactInput({ ...opened, ticket: 4711, priority: 1 }, 'line 1')).toMatchObject({
      ticket: '4711',
      priority: '1',
    });
    const measured = { type: 'MeasurementReported', effectiveAt: '2025-04-01T00:00:00Z', serviceLevel: 'a' };
    expect(readFactInput({ ...measured, value: 99.95 }, 'line 1')).toMatchObject({ value: '99.95' });
    expect(readFactInput({ ...measured, value: '+099.950' }, 'line 1')).toMatchObject({ value: '99.950' });
    expect(readFactInput({ ...measured, value: '-00' }, 'line 1')).toMatchObject({ value: '0' });
    expect(readFactInput({ ...measured, numerator: 5, denominator: 7 }, 'line 1')).toMatchObject({
      denominator: '7',
    });
    const invoice = {
      type: 'InvoiceReceived',
      effectiveAt: '2025-04-01T00:00:00Z',
      invoice: 12,
      amount: 1e21,
      currency: 'GBP',
    };
    expect(
      readFactInput({ ...invoice, lines: [{ amount: 1.5 }, { amount: '-2.50', charge: 3 }] }, 'line 1'),
    ).toMatchObject({
      invoice: '12',
      amount: '1000000000000000000000',
      lines: [{ amount: '1.5' }, { amount: '-2.50', charge: '3' }],
    });
  });

  it('lists every wrong field with its place and mend', () => {
    expect(
      problemsOf({
        ...opened,
        effectiveAt: '2025-03-03 10:00',
        prioriti: 'x',
        recordedAt: '0050-01-01T00:00:00Z',
      }),
    ).toEqual([
      'line 3: effectiveAt: "2025-03-03 10:00" is not an instant of the years 1000 to 9999. Write date, time and offset, e.g. 2025-03-01T09:00:00Z.',
      'line 3: recordedAt: "0050-01-01T00:00:00Z" is not an instant of the years 1000 to 9999. Write date, time and offset, e.g. 2025-03-01T09:00:00Z.',
      'line 3: prioriti: There is no such key here. Did you mean priority?',
    ]);
    expect(problemsOf({ ...opened, type: 'TicketOpend' })).toEqual([
      'line 3: type: There is no fact type "TicketOpend". Did you mean TicketOpened?',
    ]);
    expect(problemsOf({ ...opened, type: undefined })).toHaveLength(1);
    expect(problemsOf({ ...opened, schema: 2 })).toEqual([
      'line 3: schema: 2 is not a schema of TicketOpened. Write 1, or leave it out.',
    ]);
    expect(problemsOf({ ...opened, schema: '1' })).toHaveLength(1);
    expect(problemsOf({ ...opened, id: '' })).toHaveLength(1);
    expect(problemsOf([opened])).toEqual(['line 3: the line: A list is not a fact. Write { … }.']);
    expect(problemsOf(null)).toHaveLength(1);
    expect(problemsOf(JSON.parse('{"type":"TicketOpened","__proto__":{"x":1}}'))).toContainEqual(
      expect.stringContaining('__proto__: There is no such key here.'),
    );
  });

  it('refuses an instant whose UTC year is beyond four digits', () => {
    expect(problemsOf({ ...opened, effectiveAt: '9999-12-31T23:59:59-01:00' })).toHaveLength(1);
    expect(problemsOf({ ...opened, effectiveAt: '1000-01-01T00:00:00+01:00' })).toHaveLength(1);
    expect(problemsOf({ ...opened, effectiveAt: '1000-01-01T00:00:00Z' })).toEqual([]);
  });
});

describe('completing an input line', () => {
  const completion = { id: '0190b2c4-7d00-8123-9abc-0123456789ab', assertedBy: { party: 'provider' } };

  it('to a fact to be recorded: the ledger sets agreement and recordedAt', () => {
    const input = readFactInput(
      { ...opened, agreement: 'acme', recordedAt: '2025-03-04T00:00:00Z' },
      'line 1',
    );
    const { effectiveAt: _effectiveAt, ...payload } = opened;
    expect(newFactFromInput(input, completion)).toEqual({
      ...payload,
      ...completion,
      schema: 1,
      effectiveAt: '2025-03-03T09:00:00Z',
    });
  });

  it('to a whole fact: what the line says stands', () => {
    const input = readFactInput(
      { ...opened, recordedAt: '2025-03-04T00:00:00Z', assertedBy: 'client' },
      'line 1',
    );
    expect(
      factFromInput(input, { ...completion, agreement: 'acme', recordedAt: '2025-03-05T00:00:00Z' }),
    ).toMatchObject({
      id: completion.id,
      agreement: 'acme',
      recordedAt: '2025-03-04T00:00:00Z',
      assertedBy: { party: 'client' },
    });
  });
});

describe('plainDecimal', () => {
  it('writes the digits of a number without an exponent', () => {
    const numbers: readonly (readonly [number, string])[] = [
      [0, '0'],
      [99.95, '99.95'],
      [-12.5, '-12.5'],
      [1e-7, '0.0000001'],
      [-1.25e-9, '-0.00000000125'],
      [1e21, '1000000000000000000000'],
      [1.5e22, '15000000000000000000000'],
    ];
    for (const [value, text] of numbers) expect(plainDecimal(value)).toBe(text);
  });
});
