import { isTallyError, type TallyError } from '@tallystick/errors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Operation, operations } from './operations.js';
import { type Grant, nobody, type Principal } from './principal.js';
import { assertedByOf, requireAccess, requireOperator, visibleAgreements } from './require-access.js';
import type { Role } from './roles.js';

const everyOperation = Object.keys(operations) as Operation[];

function principal(grants: readonly Grant[] = [], operator = false): Principal {
  return {
    subject: 'finance',
    authenticatedBy: 'api-token',
    operator,
    grants: new Map(grants.map((grant) => [grant.agreement, grant])),
    expiresAt: undefined,
  };
}

function grant(agreement: string, party: string, role: Role): Grant {
  return { agreement, party, role };
}

function errorOf(work: () => unknown): TallyError {
  try {
    work();
  } catch (error) {
    if (isTallyError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('requireAccess', () => {
  test('gives the grant of a member whose role may', () => {
    const keeper = grant('acme', 'client', 'keeper');
    expect(requireAccess(principal([keeper]), 'amend-terms', 'acme')).toBe(keeper);
  });

  test('denies a member whose role may not, and says who asked for what', () => {
    const error = errorOf(() =>
      requireAccess(principal([grant('acme', 'provider', 'reader')]), 'amend-terms', 'acme'),
    );
    expect(error.code).toBe('access-denied');
    expect(error.message).toContain('reader of the provider');
    expect(error.details[0]?.problem).toContain(operations['amend-terms']);
  });

  test('tells strangers the same of every agreement and operation, and names nothing', () => {
    const stranger = principal([grant('other', 'client', 'keeper')], true);
    const answers = new Set<string>();
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...everyOperation), (agreement, operation) => {
        fc.pre(agreement !== 'other');
        answers.add(JSON.stringify(errorOf(() => requireAccess(stranger, operation, agreement))));
      }),
    );
    expect([...answers]).toEqual([
      '{"code":"agreement-unknown","message":"There is no such agreement, or you have no part in it.","details":[]}',
    ]);
  });

  test('asks those without a token for one, whatever they ask', () => {
    const answers = everyOperation.flatMap((operation) =>
      ['acme', 'nothing'].map((agreement) => errorOf(() => requireAccess(nobody, operation, agreement)).code),
    );
    expect(new Set(answers)).toEqual(new Set(['unauthenticated']));
  });

  test('an operator is a stranger to agreements without a grant of its own', () => {
    expect(errorOf(() => requireAccess(principal([], true), 'read-agreement', 'acme')).code).toBe(
      'agreement-unknown',
    );
  });
});

describe('requireOperator', () => {
  test('lets operators on, and nobody else, not even a keeper', () => {
    expect(() => requireOperator(principal([], true))).not.toThrow();
    expect(errorOf(() => requireOperator(principal([grant('acme', 'client', 'keeper')]))).code).toBe(
      'access-denied',
    );
    expect(errorOf(() => requireOperator(nobody)).code).toBe('unauthenticated');
  });
});

test('visible are the agreements of the grants, in order', () => {
  const grants = [
    grant('b', 'auditor', 'arbiter'),
    grant('a', 'client', 'reader'),
    grant('B', 'provider', 'manager'),
  ];
  expect(visibleAgreements(principal(grants))).toEqual(['B', 'a', 'b']);
  expect(visibleAgreements(nobody)).toEqual([]);
});

test('a fact is asserted by the party of the grant and the subject of the token', () => {
  const contributor = grant('acme', 'provider', 'contributor');
  expect(assertedByOf(principal([contributor]), contributor)).toEqual({
    party: 'provider',
    actor: 'finance',
  });
});
