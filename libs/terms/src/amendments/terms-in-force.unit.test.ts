import { isTallyError, type TallyError } from '@tallystick/errors';
import { formatLocalDate, parseLocalDate } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import type { TermsEntry, TermsInForce } from '../model/terms.js';
import { amended, corrected, plain, rescinded, signed, zones } from '../testing/entries.js';
import { wholeAgreement } from '../testing/example-agreement.js';
import { checkAmendment } from './check-amendment.js';
import { termsInForce } from './terms-in-force.js';

function spans(terms: TermsInForce): string[] {
  return terms.versions.map(
    ({ from, to, sources }) =>
      `${formatLocalDate(from)}..${to === undefined ? '' : formatLocalDate(to)} ${sources.map((source) => source.name).join('+')}`,
  );
}

function inForce(...entries: TermsEntry[]): TermsInForce {
  return termsInForce([signed(), ...entries], zones);
}

function amountOn(terms: TermsInForce, date: string, charge = 'managed'): string | undefined {
  return terms.on(parseLocalDate(date)).terms.charges.get(charge)?.amount.toDecimal();
}

function errorOf(run: () => unknown): TallyError {
  try {
    run();
  } catch (error) {
    if (isTallyError(error)) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const managed = (amount: string): string =>
  `change: { charges: [{ id: managed, amount: "${amount}", per: month }] }`;

describe('termsInForce', () => {
  it('is the signed terms alone where nothing was amended', () => {
    const terms = inForce();
    expect(spans(terms)).toEqual(['2025-01-01..2027-12-31 acme-northwind']);
    expect(terms.versions[0]!.sources).toEqual([
      { factId: 'signed', kind: 'signed', name: 'acme-northwind' },
    ]);
  });

  it('puts each amendment in force from its day on, clauses replaced whole by their id', () => {
    const terms = inForce(amended(2, 'A1', '2025-04-16', managed('20000.00')));
    expect(spans(terms)).toEqual([
      '2025-01-01..2025-04-15 acme-northwind',
      '2025-04-16..2027-12-31 acme-northwind+A1',
    ]);
    expect(amountOn(terms, '2025-04-15')).toBe('18500');
    expect(amountOn(terms, '2025-04-16')).toBe('20000');
    expect([...terms.on(parseLocalDate('2025-04-16')).terms.charges.keys()]).toEqual(['managed', 'internet']);
  });

  it('orders by effective date, whatever was recorded first, and by the ledger on the same date', () => {
    const later = amended(2, 'A1', '2025-07-01', managed('21000.00'));
    const earlier = amended(3, 'A2', '2025-04-01', managed('20000.00'));
    const same = amended(4, 'A3', '2025-07-01', managed('22000.00'));
    const terms = inForce(later, earlier, same);
    expect(spans(terms)).toEqual([
      '2025-01-01..2025-03-31 acme-northwind',
      '2025-04-01..2025-06-30 acme-northwind+A2',
      '2025-07-01..2027-12-31 acme-northwind+A2+A1+A3',
    ]);
    expect(amountOn(terms, '2025-06-30')).toBe('20000');
    expect(amountOn(terms, '2025-07-01')).toBe('22000');
  });

  it('applies a correction from the start of what it corrects', () => {
    const terms = inForce(
      amended(2, 'A1', '2025-04-01', managed('20000.00')),
      corrected(3, 'C1', 'agreement', managed('18600.00')),
      corrected(4, 'C2', 'A1', managed('20100.00')),
    );
    expect(spans(terms)).toEqual([
      '2025-01-01..2025-03-31 acme-northwind+C1',
      '2025-04-01..2027-12-31 acme-northwind+C1+A1+C2',
    ]);
    expect(amountOn(terms, '2025-01-01')).toBe('18600');
    expect(amountOn(terms, '2025-04-01')).toBe('20100');
    expect(terms.versions[1]!.sources.map((source) => source.kind)).toEqual([
      'signed',
      'correction',
      'amendment',
      'correction',
    ]);
  });

  it('takes a rescinded amendment out altogether, with what corrected it', () => {
    const a1 = amended(2, 'A1', '2025-04-01', managed('20000.00'));
    const c1 = corrected(3, 'C1', 'A1', managed('20100.00'));
    expect(spans(inForce(a1, c1, rescinded(4, 'A1')))).toEqual(['2025-01-01..2027-12-31 acme-northwind']);
    expect(spans(inForce(a1, c1, rescinded(4, 'C1')))).toEqual(spans(inForce(a1)));
  });

  it('takes it out from a date on', () => {
    const terms = inForce(
      amended(2, 'A1', '2025-04-01', managed('20000.00')),
      rescinded(3, 'A1', '2025-10-01'),
    );
    expect(spans(terms)).toEqual([
      '2025-01-01..2025-03-31 acme-northwind',
      '2025-04-01..2025-09-30 acme-northwind+A1',
      '2025-10-01..2027-12-31 acme-northwind',
    ]);
    expect(terms.versions[2]!.terms.digest).toBe(terms.versions[0]!.terms.digest);
  });

  it('knows nothing of an entry that is not handed in', () => {
    const a1 = amended(2, 'A1', '2025-04-01', managed('20000.00'));
    expect(amountOn(inForce(), '2025-05-01')).toBe('18500');
    expect(amountOn(inForce(a1), '2025-05-01')).toBe('20000');
  });

  it('adds and removes clauses, and changes what stands beside them', () => {
    const terms = inForce(
      amended(
        2,
        'A1',
        '2026-01-01',
        `
change:
  title: New title
  midPeriod: segment
  rounding: half-even
  term: { to: 2028-12-31 }
  parties: { others: { cloudhost: Cloud Host Ltd } }
  charges: [{ id: project, amount: 500, per: month }]
  credits: {}
remove: { charges: [internet] }
`,
      ),
    );
    const { terms: after } = terms.on(parseLocalDate('2026-01-01'));
    expect([...after.charges.keys()]).toEqual(['managed', 'project']);
    expect(after).toMatchObject({ title: 'New title', midPeriod: 'segment', rounding: 'half-even' });
    expect(after.parties).toMatchObject({
      client: 'Acme Manufacturing Ltd',
      others: new Map([['cloudhost', 'Cloud Host Ltd']]),
    });
    expect(after.credits.caps).toEqual([]);
    expect(spans(terms)[1]).toBe('2026-01-01..2028-12-31 acme-northwind+A1');
    expect(terms.versions[0]!.terms.term.to).toBe(parseLocalDate('2027-12-31'));
  });

  it('extends a term with the day after its end at the latest, and ends with it again when that is rescinded', () => {
    const extension = amended(2, 'A1', '2028-01-01', 'change: { term: { to: 2028-06-30 } }');
    expect(spans(inForce(extension))).toEqual([
      '2025-01-01..2027-12-31 acme-northwind',
      '2028-01-01..2028-06-30 acme-northwind+A1',
    ]);
    expect(spans(inForce(extension, rescinded(3, 'A1', '2028-03-01')))).toEqual([
      '2025-01-01..2027-12-31 acme-northwind',
      '2028-01-01..2028-02-29 acme-northwind+A1',
    ]);
  });

  it.each([
    ['an extension that leaves a day without terms', '2028-01-02', 'change: { term: { to: 2028-06-30 } }'],
    ['a change on the day after the end that extends nothing', '2028-01-01', 'change: { title: x }'],
  ])('refuses %s', (_what, effectiveFrom, text) => {
    const error = errorOf(() => inForce(amended(2, 'A1', effectiveFrom, text)));
    expect(error.code).toBe('amendment-invalid');
    expect(error.details[0]).toMatchObject({
      place: 'effectiveFrom',
      problem: `It is in force from ${effectiveFrom}, after the term has ended on 2027-12-31.`,
    });
  });

  it('refuses dates outside the term', () => {
    const terms = inForce();
    for (const date of ['2024-12-31', '2028-01-01']) {
      const error = errorOf(() => terms.on(parseLocalDate(date)));
      expect(error.code).toBe('period-invalid');
      expect(error.message).toContain('2025-01-01 to 2027-12-31');
    }
    expect(terms.on(parseLocalDate('2025-01-01'))).toBe(terms.on(parseLocalDate('2027-12-31')));
  });

  it('has nothing to say before an agreement is signed, and refuses a second signature', () => {
    expect(errorOf(() => termsInForce([], zones)).code).toBe('agreement-unknown');
    expect(errorOf(() => termsInForce([signed(), signed()], zones)).code).toBe('agreement-exists');
  });
});

describe('an amendment that does not fit', () => {
  const common = { effectiveFrom: '2025-04-01' };
  it.each([
    [
      'another agreement',
      'agreement: other\nchange: { title: x }',
      'agreement',
      'the agreement is acme-northwind',
    ],
    ['a name that is taken', 'amendment: A0\nchange: { title: x }', 'amendment', 'already'],
    ['the name of the agreement', 'amendment: agreement\nchange: { title: x }', 'amendment', 'itself'],
    [
      'a date before the term',
      'effectiveFrom: 2024-12-31\nchange: { title: x }',
      'effectiveFrom',
      'before the term begins',
    ],
    [
      'a date after the term',
      'effectiveFrom: 2028-01-01\nchange: { title: x }',
      'effectiveFrom',
      'after the term has ended',
    ],
    ['nothing', 'change: {}', 'change', 'changes nothing'],
    [
      'a correction of nothing',
      'kind: correction\ncorrects: A9\nchange: { title: x }',
      'corrects',
      'no amendment A9',
    ],
    ['a correction without its object', 'kind: correction\nchange: { title: x }', 'corrects', 'missing'],
    [
      'a correction from another day',
      'kind: correction\ncorrects: agreement\nchange: { title: x }',
      'effectiveFrom',
      'from the start of what it corrects, 2025-01-01',
    ],
    ['an amendment that corrects', 'corrects: A0\nchange: { title: x }', 'corrects', 'Only a correction'],
    ['a new currency', 'change: { currency: EUR }', 'change.currency', 'cannot mix'],
    ['a new zone', 'change: { timezone: Europe/Paris }', 'change.timezone', 'time zone'],
    ['new semantics', 'change: { semantics: 2 }', 'change.semantics', 'never change'],
    ['a new period', 'change: { period: { every: year } }', 'change.period', 'cannot change'],
    [
      'another client',
      'change: { parties: { client: X, others: { a: b } } }',
      'change.parties.client',
      'parties',
    ],
    [
      'another start',
      'change: { term: { from: 2025-02-01, to: 2028-01-01 } }',
      'change.term.from',
      'first day',
    ],
    ['an earlier end', 'change: { term: { to: 2026-12-31 } }', 'change.term.to', 'not cut short'],
    ['the removal of nothing', 'remove: { charges: [intrenet] }', 'remove.charges[0]', 'no `intrenet`'],
    [
      'a clause changed and removed',
      'change: { charges: [{ id: internet, amount: 1, per: month }] }\nremove: { charges: [internet] }',
      'remove.charges[0]',
      'changed and removed',
    ],
    [
      'a clause twice',
      'change: { charges: [{ id: a, amount: 1, per: month }, { id: a, amount: 2, per: month }] }',
      'change.charges[1].id',
      'stands twice',
    ],
    ['an unknown key', 'change: { charge: [] }', 'change.charge', 'no key'],
    [
      'a clause with errors',
      'change: { charges: [{ id: a, amount: x, per: month }] }',
      'change.charges[0].amount',
      'decimal',
    ],
  ])('refuses %s', (_what, text, path, problem) => {
    const entries = [signed(), amended(2, 'A0', '2025-02-01', 'change: { rounding: half-even }')];
    const base = {
      amendment: 'A1',
      agreement: 'acme-northwind',
      kind: 'amendment',
      executedAt: '2025-03-01',
    };
    const error = errorOf(() => checkAmendment(entries, { ...base, ...common, ...plain(text) }, zones));
    expect(error.code).toBe('amendment-invalid');
    const detail = error.details.find(({ place }) => place === path || place.startsWith(`${path} `));
    expect(detail?.problem).toContain(problem);
    expect(detail?.mend).toBeTruthy();
  });

  it('refuses terms with errors that it leads to, naming the path in them', () => {
    const error = errorOf(() => inForce(amended(2, 'A1', '2025-04-01', 'remove: { charges: [managed] }')));
    expect(error.code).toBe('amendment-invalid');
    expect(error.details.map(({ place }) => place)).toContain(
      'serviceLevels[0].credit.of[0] (the terms that amendment A1 leads to)',
    );
  });

  it('names the line of the amendment that wrote the clause at fault', () => {
    const change = {
      amendment: 'A1',
      agreement: 'acme-northwind',
      kind: 'amendment',
      effectiveFrom: '2025-04-01',
      executedAt: '2025-03-01',
      change: {
        serviceLevels: [
          { id: 'x', measure: { kind: 'reported', unit: 'percent' }, target: { atLeast: '101' } },
        ],
      },
    };
    const error = errorOf(() => checkAmendment([signed()], change, zones, (path) => `a.yaml at ${path}`));
    expect(error.details[0]!.place).toBe(
      'serviceLevels[2].target.atLeast (the terms that amendment A1 leads to; a.yaml at change.serviceLevels[0].target.atLeast)',
    );
  });

  it('refuses the rescission of what is not there', () => {
    const error = errorOf(() => inForce(rescinded(2, 'A7')));
    expect(error.code).toBe('amendment-invalid');
    expect(error.message).toContain('A7');
  });
});

describe('checkAmendment', () => {
  it('says from when it is in force, also for a correction', () => {
    const entries = [signed(), amended(2, 'A1', '2025-04-01', managed('20000.00'))];
    const entry = corrected(3, 'C1', 'A1', managed('20100.00'));
    const checked = checkAmendment(entries, entry.kind === 'amended' && entry.document, zones);
    expect(formatLocalDate(checked.effectiveFrom)).toBe('2025-04-01');
    expect(amountOn(checked.before, '2025-04-01')).toBe('20000');
    expect(amountOn(checked.after, '2025-04-01')).toBe('20100');
  });
});

describe('an amendment of what is owed beside the service levels', () => {
  const whole = (...entries: TermsEntry[]) => termsInForce([signed(wholeAgreement), ...entries], zones);
  const after = (text: string) =>
    whole(amended(2, 'A1', '2025-04-01', text)).on(parseLocalDate('2025-04-01')).terms;

  it('replaces, adds and removes clauses of every list by their id, responsibilities by their area', () => {
    const terms = after(`
change:
  obligations:
    - { id: restore-test, owedBy: provider, due: { each: month, within: 5 calendar days } }
    - { id: exit-plan, owedBy: provider, due: { before: 2026-01-31 } }
  reviews: [ { id: monthly-service-review, each: month, within: 20 calendar days } ]
  escalation: [ { id: p1-ladder, serviceLevel: p1-resolution, levels: [ { after: breach, to: director } ] } ]
  responsibilities: [ { area: email, owner: fastfibre }, { area: files, owner: provider } ]
remove:
  obligations: [access-on-request]
  responsibilities: [legacy CRM]
`);
    expect([...terms.obligations.keys()]).toEqual([
      'monthly-report',
      'restore-test',
      'exit-plan',
      'monthly-service-review',
    ]);
    expect(terms.obligations.get('restore-test')).toMatchObject({
      due: { kind: 'each-months', months: 1 },
      evidence: 'not-required',
    });
    expect(terms.obligations.get('monthly-service-review')!.due).toMatchObject({ after: { days: 20 } });
    expect(terms.escalations.get('p1-ladder')!.levels).toHaveLength(1);
    expect([...terms.responsibilities.values()].map(({ area, owner }) => `${area}: ${owner}`)).toEqual([
      'email: fastfibre',
      'internet line: fastfibre',
      'files: provider',
    ]);
  });

  it('replaces relief and accountability as wholes', () => {
    const terms = after('change: { relief: { decidedBy: both }, accountability: { trend: 3 periods } }');
    expect(terms.relief).toMatchObject({ decidedBy: 'both', claimWithin: undefined });
    expect(terms.accountability).toMatchObject({ trendPeriods: 3 });
  });

  it('knows earn-back that stands alone by its name', () => {
    const changed = after('change: { earnBack: { share: 60, after: 3 periods met } }');
    expect([...changed.earnBacks.keys()]).toEqual(['earn-back']);
    expect(changed.earnBacks.get('earn-back')).toMatchObject({ when: { kind: 'met', periods: 3 } });
    const more = after('change: { earnBack: [ { id: annual, share: 100, when: year-mean } ] }');
    expect([...more.earnBacks.keys()]).toEqual(['earn-back', 'annual']);
    expect(after('remove: { earnBack: [earn-back] }').earnBacks.size).toBe(0);
  });

  it.each([
    [
      'an obligation that is not there',
      'remove: { obligations: [restore] }',
      'remove.obligations[0]',
      'The terms it amends have no `restore` among their obligations.',
    ],
    [
      'an area that is not there',
      'remove: { responsibilities: [phones] }',
      'remove.responsibilities[0]',
      'The terms it amends have no `phones` among their responsibilities.',
    ],
    [
      'an area twice',
      'change: { responsibilities: [ { area: a, owner: client }, { area: a, owner: provider } ] }',
      'change.responsibilities[1].area',
      'The area `a` stands twice in the amendment.',
    ],
    [
      'an obligation changed and removed',
      'change: { obligations: [ { id: restore-test, owedBy: client, due: { before: 2026-01-01 } } ] }\nremove: { obligations: [restore-test] }',
      'remove.obligations[0]',
      '`restore-test` is changed and removed.',
    ],
    [
      'earn-back that is not there',
      'remove: { earnBack: [annual] }',
      'remove.earnBack[0]',
      'The terms it amends have no `annual` among their earnBack.',
    ],
    [
      'earn-back without a name beside another',
      'change: { earnBack: [ { share: 100, when: year-mean } ] }',
      'earnBack[1].id (the terms that amendment A1 leads to)',
      'It is missing.',
    ],
    [
      'a ladder whose level goes',
      'remove: { serviceLevels: [p1-resolution], exit: [p1-chronic] }',
      'escalation[0].serviceLevel (the terms that amendment A1 leads to)',
      'There is no service level `p1-resolution`.',
    ],
  ])('refuses %s', (_what, text, place, problem) => {
    const error = errorOf(() => after(text));
    expect(error.code).toBe('amendment-invalid');
    expect(error.details).toContainEqual(expect.objectContaining({ place, problem }));
  });
});

describe('restartHistory', () => {
  const restart = (text: string) => `restartHistory: ${text}`;

  it('lets histories start afresh with the version that begins with the amendment, and with no other', () => {
    const terms = inForce(
      amended(2, 'A1', '2025-04-01', restart('{ serviceLevels: [p1-resolution], exit: [credits-heavy] }')),
      amended(3, 'A2', '2025-07-01', managed('20000.00')),
      amended(4, 'A3', '2025-07-01', restart('{ serviceLevels: [email-availability] }')),
    );
    expect(terms.versions.map(({ restarts }) => [...restarts])).toEqual([
      [],
      ['p1-resolution', 'credits-heavy'],
      ['email-availability'],
    ]);
    expect(terms.versions[0]!.terms.digest).toBe(terms.versions[1]!.terms.digest);
  });

  it('of a correction counts from the start of what it corrects, and goes with what is rescinded', () => {
    const a1 = amended(2, 'A1', '2025-04-01', managed('20000.00'));
    const c1 = corrected(3, 'C1', 'A1', restart('{ exit: [p1-chronic] }'));
    expect([...inForce(a1, c1).on(parseLocalDate('2025-04-01')).restarts]).toEqual(['p1-chronic']);
    expect(inForce(a1, c1, rescinded(4, 'A1')).versions.flatMap(({ restarts }) => [...restarts])).toEqual([]);
    const until = inForce(a1, c1, rescinded(4, 'A1', '2025-10-01'));
    expect(until.versions.map(({ restarts }) => [...restarts])).toEqual([[], ['p1-chronic'], []]);
  });

  it.each([
    [
      'a level that is not there',
      '{ serviceLevels: [p1] }',
      'restartHistory.serviceLevels[0]',
      'The terms that it leads to have no `p1` among their serviceLevels.',
    ],
    [
      'an exit clause that is a level',
      '{ exit: [p1-resolution] }',
      'restartHistory.exit[0]',
      'The terms that it leads to have no `p1-resolution` among their exit.',
    ],
    [
      'a level twice',
      '{ serviceLevels: [p1-resolution, p1-resolution] }',
      'restartHistory.serviceLevels[1]',
      '`p1-resolution` stands twice.',
    ],
    ['nothing', '{}', 'change', 'It changes nothing.'],
  ])('refuses %s', (_what, text, place, problem) => {
    const error = errorOf(() => inForce(amended(2, 'A1', '2025-04-01', restart(text))));
    expect(error.details).toContainEqual(expect.objectContaining({ place, problem }));
  });

  it('refuses a name that a level and an exit clause share', () => {
    const text = `change: { exit: [ { id: p1-resolution, when: { serviceLevel: p1-resolution, inARow: 2 } } ] }\n${restart('{ exit: [p1-resolution] }')}`;
    expect(errorOf(() => inForce(amended(2, 'A1', '2025-04-01', text))).details[0]).toMatchObject({
      place: 'restartHistory.exit[0]',
      problem: 'A service level and an exit clause are both called `p1-resolution`.',
    });
  });
});
