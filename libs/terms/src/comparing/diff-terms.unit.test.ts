import type { PlainObject } from '@tallystick/documents';
import { compareText } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import { exampleWith, load } from '../testing/documents.js';
import { plain } from '../testing/entries.js';
import { wholeAgreement } from '../testing/example-agreement.js';
import { diffTerms } from './diff-terms.js';

describe('diffTerms', () => {
  const before = load(exampleWith(''));

  it('finds nothing between equals', () => {
    expect(diffTerms(before, load(exampleWith('')))).toEqual([]);
  });

  it('names what was added, removed and changed, with the paths and both values', () => {
    const after = load({
      ...exampleWith(
        'title: New title\nrounding: half-even\nterm: { from: 2025-01-01, to: 2028-12-31 }\nexit: []',
        {
          charges: '{ id: extra, clause: "8", amount: 10, per: month }',
        },
      ),
      serviceLevels: [
        {
          id: 'p1-resolution',
          clause: 'Schedule 2, 3.1',
          measure: {
            kind: 'ticket-share',
            where: { type: 'incident', priority: ['P1', 'P2'] },
            clock: 'resolution',
            within: '4h',
            countIn: 'due',
          },
          target: { atLeast: '98', minimum: '85' },
          whenEmpty: 'met',
          lowVolume: { fewerThan: '10', allowMisses: '1' },
          credit: {
            bands: [
              { below: '85', percent: '12' },
              { below: '98', percent: '5' },
            ],
            of: ['managed', 'internet'],
            repeat: { factor: '2', inARow: '2' },
          },
        },
      ],
    });
    expect(diffTerms(before, after)).toEqual([
      {
        list: 'agreement',
        id: 'acme-northwind',
        clause: undefined,
        kind: 'changed',
        values: [
          { path: 'rounding', before: undefined, after: 'half-even' },
          { path: 'term.to', before: '2027-12-31', after: '2028-12-31' },
          { path: 'title', before: 'Managed IT services, Acme and Northwind', after: 'New title' },
        ],
      },
      { list: 'charges', id: 'extra', clause: '8', kind: 'added', values: [] },
      {
        list: 'serviceLevels',
        id: 'p1-resolution',
        clause: 'Schedule 2, 3.1',
        kind: 'changed',
        values: [
          { path: 'credit.bands[0].percent', before: '10', after: '12' },
          { path: 'credit.bands[1].below', before: '95', after: '98' },
          { path: 'credit.of', before: ['managed'], after: ['managed', 'internet'] },
          { path: 'measure.where.priority', before: 'P1', after: ['P1', 'P2'] },
          { path: 'target.atLeast', before: '95', after: '98' },
          { path: 'whenEmpty', before: 'not-measured', after: 'met' },
        ],
      },
      {
        list: 'serviceLevels',
        id: 'email-availability',
        clause: 'Schedule 2, 4',
        kind: 'removed',
        values: [],
      },
      { list: 'exit', id: 'p1-chronic', clause: '12.3(a)', kind: 'removed', values: [] },
      { list: 'exit', id: 'credits-heavy', clause: '12.3(b)', kind: 'removed', values: [] },
    ]);
  });

  it('tells obligations, responsibilities and earn-back apart by their names', () => {
    const whole = plain(wholeAgreement);
    const changed = {
      ...whole,
      earnBack: [{ id: 'earn-back', share: '60', after: '6 periods met', of: 'each level' }],
      responsibilities: [
        { area: 'email', owner: 'fastfibre' },
        { area: 'internet line', owner: 'fastfibre', coordinatedBy: 'provider' },
      ],
      reviews: [],
      relief: { decidedBy: 'both' },
    };
    const found = diffTerms(load(whole), load(changed)).map(({ list, id, kind, values }) => ({
      list,
      id,
      kind,
      paths: values.map(({ path }) => path),
    }));
    expect(found).toEqual([
      { list: 'agreement', id: 'acme-northwind', kind: 'changed', paths: ['relief'] },
      { list: 'reviews', id: 'monthly-service-review', kind: 'removed', paths: [] },
      { list: 'earnBack', id: 'earn-back', kind: 'changed', paths: ['share'] },
      { list: 'responsibilities', id: 'email', kind: 'changed', paths: ['owner'] },
      { list: 'responsibilities', id: 'legacy CRM', kind: 'removed', paths: [] },
    ]);
  });

  it('says the same in the same order of terms from a file and of the same terms as the ledger has them', () => {
    const whole = plain(wholeAgreement);
    const changed = {
      ...whole,
      earnBack: [{ id: 'earn-back', share: '60', after: '6 periods met', of: 'each level' }],
      relief: { clause: '9.3', decidedBy: 'both' },
      rounding: 'half-even',
    };
    const [asWritten, asRecorded] = ([1, -1] as const).map((direction) => {
      const [before, after] = [whole, changed].map((document) => load(withKeysSorted(document, direction)));
      return JSON.stringify([diffTerms(before!, after!), diffTerms(after!, before!)]);
    });
    expect(asRecorded).toBe(asWritten);
    expect(asWritten).toContain('{"clause":"9.3","decidedBy":"both"}');
    expect(asWritten).toMatch(/"relief".*"rounding".*"share"/);
  });
});

function withKeysSorted(value: Readonly<Record<string, unknown>>, direction: 1 | -1): PlainObject {
  const text = JSON.stringify(value, (_, member: unknown) =>
    typeof member !== 'object' || member === null || Array.isArray(member)
      ? member
      : Object.fromEntries(Object.entries(member).sort(([a], [b]) => direction * compareText(a, b))),
  );
  return JSON.parse(text) as PlainObject;
}
