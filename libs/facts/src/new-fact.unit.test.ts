import { isTallyError } from '@tallystick/errors';
import { describe, expect, it } from 'vitest';

import { newFact } from './new-fact.js';

const envelope = {
  id: '0190b2c4-7d00-8123-9abc-0123456789ab',
  effectiveAt: '2025-03-01T09:00:00Z',
  assertedBy: { party: 'client' },
} as const;
const digest = 'a'.repeat(64);

type Type = Parameters<typeof newFact>[0];

function problemsOf(type: Type, payload: object, change: object = {}): string[] {
  try {
    newFact(type, { ...envelope, ...payload, ...change });
  } catch (error) {
    if (isTallyError(error) && error.code === 'fact-invalid') {
      return error.details.map(({ place, problem }) => `${place}: ${problem}`);
    }
    throw error;
  }
  return [];
}

describe('newFact', () => {
  it('lists every wrong field, not only the first', () => {
    expect(
      problemsOf('TicketOpened', { ticket: ' ', priority: 3 }, { id: 'X', effectiveAt: 'today' }),
    ).toEqual([
      'effectiveAt: "today" is not an instant of the years 1000 to 9999.',
      'id: "X" is not a UUID.',
      'priority: 3 is not text.',
      'ticket: It is blank.',
      'ticketType: It is missing.',
    ]);
  });

  it('leaves agreement and recordedAt to the ledger', () => {
    const payload = { ticket: 'T', agreement: 'acme', recordedAt: envelope.effectiveAt };
    expect(problemsOf('TicketResponded', payload)).toEqual([
      'agreement: The ledger sets it.',
      'recordedAt: The ledger sets it.',
    ]);
  });

  it('leaves out what is undefined', () => {
    const fact = newFact('TicketResponded', {
      ...envelope,
      ticket: 'T',
      evidence: undefined,
      source: undefined,
    });
    expect(Object.keys(fact)).toEqual(['assertedBy', 'effectiveAt', 'id', 'schema', 'ticket', 'type']);
  });

  it('names the nearest key for a misspelt one, also in a record', () => {
    const fields = { ...envelope, ticket: 'T', evidense: 'x', assertedBy: { partie: 'client' } };
    expect(() => newFact('TicketResponded', fields as never)).toThrow(
      /assertedBy\.party: It is missing.* \(and 2 more\)/,
    );
    try {
      newFact('TicketResponded', fields as never);
    } catch (error) {
      expect(isTallyError(error) && error.details.map(({ place, mend }) => `${place}: ${mend}`)).toEqual([
        'assertedBy.party: Add it: The party, as the terms name it.',
        'assertedBy.partie: Did you mean party?',
        'evidense: Did you mean evidence?',
      ]);
    }
  });

  const kinds: readonly (readonly [what: string, type: Type, payload: object, problem: string])[] = [
    [
      'a word outside the list',
      'ChangeFinished',
      { change: 'C', outcome: 'ok' },
      'outcome: "ok" is none of its words.',
    ],
    ['an offset', 'TicketOpened', ticketWith({ reportedAt: '2025-03-01T09:00:00+01:00' }), 'reportedAt: '],
    [
      'zero milliseconds',
      'TicketOpened',
      ticketWith({ reportedAt: '2025-03-01T09:00:00.000Z' }),
      'reportedAt: ',
    ],
    [
      '29 February of a common year',
      'TicketOpened',
      ticketWith({ reportedAt: '2025-02-29T09:00:00Z' }),
      'reportedAt: ',
    ],
    ['31 April', 'MilestonePlanned', { project: 'P', milestone: 'M', dueDate: '2025-04-31' }, 'dueDate: '],
    [
      'a decimal as a number',
      'SurveyAnswered',
      { survey: 'S', score: 4.5 },
      'score: 4.5 is not a decimal it can have.',
    ],
    ['an exponent', 'SurveyAnswered', { survey: 'S', score: '1e3' }, 'score: '],
    ['minus zero as text', 'SurveyAnswered', { survey: 'S', score: '-0.0' }, 'score: '],
    ['a decimal of 41 characters', 'SurveyAnswered', { survey: 'S', score: '1'.repeat(41) }, 'score: '],
    ['an amount below 0', 'InvoiceSettled', { invoice: 'I', amount: '-1' }, 'amount: '],
    [
      'a share of 0',
      'ServiceDegraded',
      { outage: 'O', service: 'S', shareAffected: '0.0' },
      'shareAffected: ',
    ],
    [
      'a share above 1',
      'ServiceDegraded',
      { outage: 'O', service: 'S', shareAffected: '1.01' },
      'shareAffected: ',
    ],
    ['a negative whole number', 'CheckpointSigned', { size: -1, rootHash: digest, note: 'n' }, 'size: '],
    ['minus zero', 'CheckpointSigned', { size: -0, rootHash: digest, note: 'n' }, 'size: '],
    ['a fraction', 'CheckpointSigned', { size: 1.5, rootHash: digest, note: 'n' }, 'size: '],
    [
      'a digest in capitals',
      'CheckpointSigned',
      { size: 1, rootHash: 'A'.repeat(64), note: 'n' },
      'rootHash: ',
    ],
    [
      'text for a boolean',
      'MeasurementReported',
      { serviceLevel: 'S', value: '1', agreed: 'yes' },
      'agreed: ',
    ],
    [
      'a currency in words',
      'InvoiceReceived',
      { invoice: 'I', amount: '1', currency: 'pound' },
      'currency: ',
    ],
    ['an empty list', 'ProblemIdentified', { problem: 'P', tickets: [] }, 'tickets: It is empty.'],
    ['a wrong item', 'ProblemIdentified', { problem: 'P', tickets: ['T', 1] }, 'tickets[1]: 1 is not text.'],
    [
      'a hole in a list',
      'ProblemIdentified',
      { problem: 'P', tickets: new Array(1) },
      'tickets[0]: undefined is not text.',
    ],
    [
      'too many items',
      'ProblemIdentified',
      { problem: 'P', tickets: new Array(10_001).fill('T') },
      'tickets: It has 10001 items',
    ],
    ['no list', 'ProblemIdentified', { problem: 'P', tickets: 'T' }, 'tickets: "T" is not a list.'],
    [
      'a wrong record in a list',
      'InvoiceReceived',
      invoiceWith([{ amount: 'x' }]),
      'lines[0].amount: "x" is not',
    ],
    [
      'a key too many in a record',
      'InvoiceReceived',
      invoiceWith([{ amount: '1', tax: '2' }]),
      'lines[0].tax: ',
    ],
    ['no record', 'InvoiceReceived', invoiceWith(['1']), 'lines[0]: "1" is not an object.'],
    ['no document', 'AgreementSigned', { terms: [] }, 'terms: A list is not an object.'],
    [
      'a document with undefined',
      'AgreementSigned',
      { terms: { a: [undefined] } },
      'terms.a[0]: It is undefined',
    ],
    [
      'text beyond the limit',
      'TicketCancelled',
      { ticket: 'T'.repeat(201) },
      'ticket: It has 201 characters; at most 200',
    ],
    [
      'a source without a key',
      'ExitRightWaived',
      { trigger: 'T', source: { system: 'S' } },
      'source.key: It is missing.',
    ],
  ];
  for (const [what, type, payload, problem] of kinds) {
    it(`refuses ${what}`, () => {
      const problems = problemsOf(type, payload);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(problem);
    });
  }

  const rules: readonly (readonly [type: Type, payload: object, problem: string | undefined])[] = [
    ['MeasurementReported', { serviceLevel: 'S', value: '99.5' }, undefined],
    ['MeasurementReported', { serviceLevel: 'S', numerator: '5', denominator: '6' }, undefined],
    ['MeasurementReported', { serviceLevel: 'S' }, 'It is not one figure.'],
    ['MeasurementReported', { serviceLevel: 'S', numerator: '5' }, 'The figure is not whole.'],
    [
      'MeasurementReported',
      { serviceLevel: 'S', value: '1', numerator: '5', denominator: '6' },
      'It is not one figure.',
    ],
    ['TicketReclassified', { ticket: 'T' }, 'None of them is there'],
    ['TicketReclassified', { ticket: 'T', site: 'Leeds' }, undefined],
    ['ReliefGranted', { relief: 'R', from: '2025-03-01T09:00:00Z' }, undefined],
    [
      'ReliefGranted',
      { relief: 'R', from: '2025-03-01T09:00:00Z', until: '2025-03-01T09:00:00Z' },
      'until: 2025-03-01T09:00:00Z is not after from',
    ],
    [
      'ReliefGranted',
      { relief: 'R', from: '2025-03-01T09:00:00Z', until: '2025-03-01T09:00:00.001Z' },
      undefined,
    ],
  ];
  for (const [type, payload, problem] of rules) {
    it(`${type} ${JSON.stringify(payload)}: ${problem ?? 'good'}`, () => {
      const problems = problemsOf(type, payload);
      expect(problems).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)]);
    });
  }

  it('refuses a type that is not in the catalogue', () => {
    expect(() => newFact('toString' as Type, {} as never)).toThrow('There is no fact type "toString"');
  });
});

function ticketWith(fields: object): object {
  return { ticket: 'T', ticketType: 'incident', priority: 'P1', ...fields };
}

function invoiceWith(lines: readonly unknown[]): object {
  return { invoice: 'I', amount: '1', currency: 'GBP', lines };
}
