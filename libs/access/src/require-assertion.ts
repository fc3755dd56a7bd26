import { invariant, TallyError } from '@tallystick/errors';
import { type FactType, isFactType } from '@tallystick/facts';
import { type AssertionRule, assertions, type Condition } from './assertions.js';
import { isAllowed } from './policy.js';
import type { Grant } from './principal.js';
import { reaches, type Side, sideOfParty } from './sides.js';

/** What the command knows of the thing that a fact speaks of; each condition reads what it needs. */
export interface AssertionAbout {
  /** Of `Obligation…`: the party that owes it, as the terms name it. */
  readonly owedBy?: string | undefined;
  /** Of `ReliefGranted` and `ReliefRefused`: whose decision counts under the terms. */
  readonly reliefDecidedBy?: 'client' | 'provider' | 'both' | undefined;
  /** Of `FactRetracted`, `FactContested`, `ContestSettled`: the fact spoken of, and the party that asserted it. */
  readonly subject?: { readonly type: FactType; readonly party: string } | undefined;
  /** Of `ContestSettled`: the party that contested. */
  readonly contestedBy?: string | undefined;
  readonly outcome?: 'upheld' | 'rejected' | undefined;
  /** Of `ResponsibilityAssigned`: the party that the fact makes the owner. */
  readonly owner?: string | undefined;
}

/** Whether a grant's party and role may assert facts of a type at all; some ask more (`requireAssertion`). */
export function mayAssert(grant: Pick<Grant, 'party' | 'role'>, type: string): boolean {
  if (!isFactType(type)) return false;
  const { operation, sides, least } = assertions[type];
  return (
    isAllowed(grant, operation) &&
    sides.includes(sideOfParty(grant.party)) &&
    (least === undefined || grant.role === 'arbiter' || reaches(grant.role, least))
  );
}

/** What a type asks beyond `mayAssert`; such a fact is recorded by its own command, which knows what it speaks of. */
export function conditionOf(type: FactType): Condition | undefined {
  return assertions[type].condition;
}

/** What a bare fact itself tells of what its type asks beyond; undefined where only the type's own command can know. */
export function aboutOfFact(fact: {
  readonly type: string;
  readonly owner?: unknown;
}): AssertionAbout | undefined {
  const { type, owner } = fact;
  if (!isFactType(type) || conditionOf(type) !== 'takes-it-on') return undefined;
  // What is no text is no party either; the fact is refused as malformed after it.
  return { owner: typeof owner === 'string' ? owner : '' };
}

/**
 * The check before a fact is recorded.
 * @param about what the command knows of the thing that the fact speaks of; needed where the type has a condition.
 * @throws TallyError `access-denied` where the grant's party or role may not assert it.
 */
export function requireAssertion(grant: Grant, type: FactType, about?: AssertionAbout): void {
  const rule = assertions[type];
  if (!mayAssert(grant, type)) {
    throw denied(grant, type, `${type} is asserted by ${whoMay(rule)}.`);
  }
  if (rule.condition === undefined) return;
  if (about === undefined) {
    throw denied(grant, type, `${type} depends on what it speaks of, so it is recorded by its own command.`);
  }
  const problem = conditions[rule.condition](grant, about);
  if (problem !== undefined) throw denied(grant, type, problem);
}

/** Why a condition is not met; undefined where it is. */
type Check = (grant: Grant, about: AssertionAbout) => string | undefined;

const conditions: Readonly<Record<Condition, Check>> = {
  'owes-it': ({ party }, { owedBy }) =>
    party === known(owedBy, 'owedBy') ? undefined : `The ${owedBy} owes it, and says when it is done.`,
  'is-owed-it': ({ party }, { owedBy }) => {
    // What a third party owes under the agreement it owes to the client, who brought it in or bears its delay.
    const owedTo = known(owedBy, 'owedBy') === 'client' ? 'provider' : 'client';
    return party === owedTo ? undefined : `It is owed to the ${owedTo}, who decides on it.`;
  },
  'decides-relief': ({ party }, { reliefDecidedBy = 'client' }) =>
    reliefDecidedBy === 'both' || reliefDecidedBy === party
      ? undefined
      : `Under the terms the ${reliefDecidedBy} decides on relief.`,
  'takes-it-on': ({ party }, { owner }) =>
    party === 'client' || party === known(owner, 'owner')
      ? undefined
      : 'A party takes an area on itself; only the client gives areas to others.',
  'asserted-it': (grant, { subject }) => {
    const { type, party } = known(subject, 'subject');
    if (party !== grant.party) return `The ${party} asserted it; others contest it.`;
    if (assertions[type].binding)
      return `${type} binds who asserted it; it falls by a contest that is upheld.`;
    return mayAssert(grant, type) ? undefined : `Who may not assert ${type} may not take it back.`;
  },
  'asserted-by-another': (grant, { subject }) =>
    known(subject, 'subject').party === grant.party
      ? 'One retracts what the own party asserted; one contests what another did.'
      : undefined,
  'settles-it': settlementProblem,
};

function settlementProblem({ party, role }: Grant, about: AssertionAbout): string | undefined {
  const asserting = known(about.subject, 'subject').party;
  const contesting = known(about.contestedBy, 'contestedBy');
  if (role === 'arbiter') {
    return party === asserting || party === contesting
      ? 'Nobody is the judge of a contest of the own party.'
      : undefined;
  }
  if (known(about.outcome, 'outcome') === 'upheld') {
    return party === asserting
      ? undefined
      : `Only the ${asserting}, who asserted the fact, or an arbiter upholds it.`;
  }
  return party === contesting
    ? undefined
    : `Only the ${contesting}, who contested, or an arbiter rejects it.`;
}

function known<T>(value: T | undefined, name: keyof AssertionAbout): T {
  invariant(value !== undefined, `the command knows "${name}" of what it asserts`);
  return value;
}

const sideNames: Readonly<Record<Side, string>> = {
  client: 'the client',
  provider: 'the provider',
  auditor: 'an arbiter',
  'third-party': 'a third party',
};

function whoMay({ operation, sides, least }: AssertionRule): string {
  const who = sides.map((side) => sideNames[side]).join(', ');
  return `${who}, in a role that may ${operation}${least === undefined ? '' : ` and is at least ${least}`}`;
}

function denied({ party, role }: Grant, type: FactType, problem: string): TallyError {
  return new TallyError('access-denied', `As ${role} of the ${party} one may not assert this ${type}.`, [
    { place: 'type', problem, mend: 'Leave it to the party and role that may.' },
  ]);
}
