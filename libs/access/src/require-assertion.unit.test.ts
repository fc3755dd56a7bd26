import { isTallyError } from '@tallystick/errors';
import { type FactType, factTypes } from '@tallystick/facts';
import { describe, expect, test } from 'vitest';
import { assertions } from './assertions.js';
import {
  aboutOfFact,
  type AssertionAbout,
  conditionOf,
  mayAssert,
  requireAssertion,
} from './require-assertion.js';
import type { Role } from './roles.js';

/** Whether `party role` may assert a fact of a type about something: `yes`, or the code of the refusal. */
function answer(who: string, type: FactType, about?: AssertionAbout): string {
  const [party, role] = who.split(' ') as [string, Role];
  try {
    requireAssertion({ agreement: 'acme', party, role }, type, about);
    return 'yes';
  } catch (error) {
    if (isTallyError(error)) return error.code;
    throw error;
  }
}

const no = 'access-denied';

describe('an obligation', () => {
  test.each([
    ['client', 'client manager', 'yes', no],
    ['client', 'provider manager', no, 'yes'],
    ['client', 'hosting-co manager', no, no],
    ['provider', 'client manager', no, 'yes'],
    ['provider', 'provider manager', 'yes', no],
    ['provider', 'hosting-co manager', no, no],
    ['hosting-co', 'client manager', no, 'yes'],
    ['hosting-co', 'provider manager', no, no],
    ['hosting-co', 'hosting-co manager', 'yes', no],
    ['hosting-co', 'other-co manager', no, no],
  ] as const)('owed by the %s: %s fulfils %s, decides %s', (owedBy, who, fulfils, decides) => {
    expect(answer(who, 'ObligationFulfilled', { owedBy })).toBe(fulfils);
    for (const type of ['ObligationAccepted', 'ObligationRefused', 'ObligationWaived'] as const) {
      expect(answer(who, type, { owedBy })).toBe(decides);
    }
  });

  test('is fulfilled by a contributor and decided on by a manager', () => {
    expect(answer('provider contributor', 'ObligationFulfilled', { owedBy: 'provider' })).toBe('yes');
    expect(answer('client contributor', 'ObligationAccepted', { owedBy: 'provider' })).toBe(no);
  });
});

describe('relief', () => {
  test.each([
    [undefined, 'yes', no],
    ['client', 'yes', no],
    ['provider', no, 'yes'],
    ['both', 'yes', 'yes'],
  ] as const)('that the terms let %s decide: client %s, provider %s', (reliefDecidedBy, client, provider) => {
    for (const type of ['ReliefGranted', 'ReliefRefused'] as const) {
      expect(answer('client manager', type, { reliefDecidedBy })).toBe(client);
      expect(answer('provider manager', type, { reliefDecidedBy })).toBe(provider);
    }
  });

  test('is not granted as a bare fact, is claimed by the provider only, and never decided by contributors', () => {
    expect(answer('provider manager', 'ReliefGranted')).toBe(no);
    expect(answer('client manager', 'ReliefGranted')).toBe(no);
    expect(answer('client keeper', 'ReliefClaimed')).toBe(no);
    expect(answer('provider contributor', 'ReliefClaimed')).toBe('yes');
    expect(answer('client contributor', 'ReliefGranted', { reliefDecidedBy: 'client' })).toBe(no);
  });
});

describe('a contest', () => {
  const about = (
    outcome: 'upheld' | 'rejected',
    asserting = 'provider',
    contestedBy = 'client',
  ): AssertionAbout => ({
    subject: { type: 'TicketResolved', party: asserting },
    contestedBy,
    outcome,
  });

  test.each([
    ['client manager', no, 'yes'],
    ['client keeper', no, 'yes'],
    ['client contributor', no, no],
    ['provider manager', 'yes', no],
    ['provider contributor', no, no],
    ['hosting-co manager', no, no],
    ['auditor arbiter', 'yes', 'yes'],
    ['auditor reader', no, no],
    ['hosting-co arbiter', 'yes', 'yes'],
  ])('by the client of what the provider asserted: %s upholds %s, rejects %s', (who, upholds, rejects) => {
    expect(answer(who, 'ContestSettled', about('upheld'))).toBe(upholds);
    expect(answer(who, 'ContestSettled', about('rejected'))).toBe(rejects);
  });

  test('is not decided by an arbiter whose own party asserted or contested', () => {
    for (const outcome of ['upheld', 'rejected'] as const) {
      expect(answer('hosting-co arbiter', 'ContestSettled', about(outcome, 'hosting-co'))).toBe(no);
      expect(answer('hosting-co arbiter', 'ContestSettled', about(outcome, 'provider', 'hosting-co'))).toBe(
        no,
      );
      expect(answer('other-co arbiter', 'ContestSettled', about(outcome, 'hosting-co'))).toBe('yes');
    }
  });

  test('is of what another party asserted', () => {
    const subject = { type: 'TicketResolved', party: 'provider' } as const;
    expect(answer('provider contributor', 'FactContested', { subject })).toBe(no);
    expect(answer('client contributor', 'FactContested', { subject })).toBe('yes');
    expect(answer('hosting-co contributor', 'FactContested', { subject })).toBe('yes');
    expect(answer('auditor arbiter', 'FactContested', { subject })).toBe(no);
  });
});

describe('a retraction', () => {
  const about = (type: FactType, party: string): AssertionAbout => ({ subject: { type, party } });

  test('is of what the own party asserted', () => {
    expect(answer('provider contributor', 'FactRetracted', about('TicketResolved', 'provider'))).toBe('yes');
    expect(answer('client keeper', 'FactRetracted', about('TicketResolved', 'provider'))).toBe(no);
    expect(answer('provider manager', 'FactRetracted', about('TicketResolved', 'client'))).toBe(no);
  });

  test('is not of what binds', () => {
    const binding = factTypes.filter((type) => assertions[type].binding);
    expect(binding.sort()).toEqual([
      'AgreementSigned',
      'CheckpointCosigned',
      'CheckpointSigned',
      'ContestSettled',
      'CosigningKeyAnnounced',
      'CureAccepted',
      'ExitNoticeServed',
      'ExitRightExercised',
      'ExitRightWaived',
      'FactContested',
      'FactRetracted',
      'ObligationAccepted',
      'ObligationWaived',
      'ReliefGranted',
      'ReliefRefused',
      'SigningKeyAnnounced',
      'StatementIssued',
      'SubjectErased',
      'TermsAmended',
      'TermsRescinded',
    ]);
    for (const type of binding) {
      expect(answer('client keeper', 'FactRetracted', about(type, 'client'))).toBe(no);
    }
  });

  test('needs the role that the fact needed', () => {
    expect(answer('client contributor', 'FactRetracted', about('InvoiceDisputed', 'client'))).toBe(no);
    expect(answer('client manager', 'FactRetracted', about('InvoiceDisputed', 'client'))).toBe('yes');
  });
});

test('a party takes an area on itself; the client gives it to anybody', () => {
  expect(answer('client manager', 'ResponsibilityAssigned', { owner: 'provider' })).toBe('yes');
  expect(answer('provider manager', 'ResponsibilityAssigned', { owner: 'provider' })).toBe('yes');
  expect(answer('provider manager', 'ResponsibilityAssigned', { owner: 'client' })).toBe(no);
  expect(answer('hosting-co manager', 'ResponsibilityAssigned', { owner: 'hosting-co' })).toBe('yes');
});

test('a bare fact tells what is known of it by itself', () => {
  const assigned = { type: 'ResponsibilityAssigned', area: 'patching', owner: 'provider' } as const;
  expect(answer('provider manager', assigned.type, aboutOfFact(assigned))).toBe('yes');
  expect(answer('provider manager', assigned.type, aboutOfFact({ ...assigned, owner: 'client' }))).toBe(no);
  expect(answer('provider manager', assigned.type, aboutOfFact({ type: assigned.type, owner: 7 }))).toBe(no);
  expect(aboutOfFact({ type: 'ObligationAccepted' })).toBeUndefined();
  expect(aboutOfFact({ type: 'TicketOpened', owner: 'client' })).toBeUndefined();
  expect(aboutOfFact({ type: 'NoSuchFact' })).toBeUndefined();
});

test('what depends on what it speaks of is never a bare fact, and the rest is exactly what may be asserted', () => {
  for (const party of ['client', 'provider', 'auditor', 'hosting-co']) {
    for (const role of ['reader', 'contributor', 'manager', 'keeper', 'arbiter'] as const) {
      for (const type of factTypes) {
        const expected = mayAssert({ party, role }, type) && conditionOf(type) === undefined ? 'yes' : no;
        expect(answer(`${party} ${role}`, type)).toBe(expected);
      }
    }
  }
});

test('a command that does not know what it speaks of is a fault of the program', () => {
  expect(answer('client manager', 'ObligationAccepted', {})).toBe('internal-invariant');
  expect(answer('auditor arbiter', 'ContestSettled', { outcome: 'upheld' })).toBe('internal-invariant');
});
